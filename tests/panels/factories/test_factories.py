"""Each kind of panel is what Grafana needs, where the SDK alone is wrong."""

import json
from typing import Any

import pytest

from panels.factories import (
    Column,
    alertlist,
    bargauge,
    gauge,
    heatmap,
    logs,
    piechart,
    stat,
    state_timeline,
    table,
    text,
    timeseries,
)
from panels.factories.made import Panel
from panels.queries.expr import metric, stream
from panels.style.words import UP_DOWN
from panels.thresholds.model import rising
from scripts.plain import plain

REQUESTS = metric("http_requests_total")
BY_SERVICE = REQUESTS.rate().sum("service")


def written(panel: Panel) -> dict[str, Any]:
    """Build a panel and write it as JSON would hold it."""
    made: dict[str, Any] = json.loads(json.dumps(plain(panel.build())))
    return made


def test_a_graph_shows_its_legend_and_all_series_under_the_cursor() -> None:
    """The SDK hides the legend of every untouched graph."""
    options = written(timeseries("Rate", BY_SERVICE, unit="reqps"))["options"]

    assert options["legend"]["showLegend"] is True
    assert options["tooltip"] == {"mode": "multi", "sort": "desc"}


@pytest.mark.parametrize("factory", [stat, gauge, bargauge, piechart])
def test_a_value_is_the_newest_that_is_there(factory: Any) -> None:  # noqa: ANN401 - four factories, one shape
    """The SDK's empty `calcs` would show nothing when the last sample is missing."""
    assert written(factory("Rate", BY_SERVICE))["options"]["reduceOptions"]["calcs"] == ["lastNotNull"]


def test_the_legend_derives_from_the_grouping() -> None:
    """Nobody writes `{{service}}` by hand."""
    (target,) = written(timeseries("Rate", BY_SERVICE))["targets"]

    assert target["legendFormat"] == "{{service}}"
    assert (target["refId"], target["range"], target["instant"]) == ("A", True, False)


def test_ref_ids_follow_the_order() -> None:
    """Diffs and transformations refer to them."""
    targets = written(timeseries("Rate", BY_SERVICE, BY_SERVICE * 2))["targets"]

    assert [target["refId"] for target in targets] == ["A", "B"]


def test_panel_and_target_name_their_data_source_by_variable() -> None:
    """A dashboard must not be tied to one installation."""
    made = written(stat("Rate", BY_SERVICE))

    assert made["datasource"] == {"type": "prometheus", "uid": "${prometheus_datasource}"}
    assert made["targets"][0]["datasource"] == made["datasource"]


def test_log_lines_ask_loki_and_can_be_opened() -> None:
    """The SDK switches log details off."""
    made = written(logs("Errors", stream(level="ERROR")))

    assert made["datasource"] == {"type": "loki", "uid": "${loki_datasource}"}
    assert made["options"]["enableLogDetails"] is True
    assert made["options"]["showTime"] is True
    assert made["targets"][0]["maxLines"] == 200


def test_two_languages_in_one_panel_are_refused() -> None:
    """A panel has one data source."""
    with pytest.raises(ValueError, match="two panels"):
        timeseries("Both", BY_SERVICE, stream(level="ERROR").count_over_time())


def test_without_limits_there_is_one_neutral_colour() -> None:
    """Grafana's own default paints everything above 80 red."""
    steps = written(stat("Users", BY_SERVICE))["fieldConfig"]["defaults"]["thresholds"]["steps"]

    assert steps == [{"color": "text"}]


def test_limits_are_drawn_only_where_there_are_some() -> None:
    """A line at no limit would be noise."""
    limited = written(timeseries("Rate", BY_SERVICE, thresholds=rising(red=1)))
    free = written(timeseries("Rate", BY_SERVICE))

    drawn = [made["fieldConfig"]["defaults"]["custom"]["thresholdsStyle"]["mode"] for made in (limited, free)]
    assert drawn == ["line", "off"]


def test_a_heatmap_reads_buckets() -> None:
    """Format heatmap, no calculation, legend by bound."""
    buckets = metric("http_request_duration_seconds_bucket").increase("5m").sum("le")
    made = written(heatmap("Latency", buckets, unit="s"))

    assert made["options"]["calculate"] is False
    assert (made["targets"][0]["format"], made["targets"][0]["legendFormat"]) == ("heatmap", "{{le}}")


def test_a_table_never_shows_value_letters() -> None:
    """Columns are named and ordered; what is not named is hidden."""
    errors = REQUESTS(status="500").rate().sum("service", "method")
    made = written(
        table("Services", Column("Service", label="service"), Column("Rate", BY_SERVICE), Column("Errors", errors))
    )
    only_named, _, organize = (step["options"] for step in made["transformations"])

    assert organize["renameByName"] == {"service": "Service", "Value #A": "Rate", "Value #B": "Errors"}
    assert only_named["include"]["names"] == ["service", "Value #A", "Value #B"]
    assert [target["format"] for target in made["targets"]] == ["table", "table"]


def test_states_have_words() -> None:
    """Colour is never the only signal."""
    made = written(state_timeline("Up", metric("up").max("service"), words=UP_DOWN))

    words = made["fieldConfig"]["defaults"]["mappings"][0]["options"]
    assert {value: one["text"] for value, one in words.items()} == {"0": "DOWN", "1": "UP"}


def test_a_runbook_is_linked_and_said() -> None:
    """The description tells what to do, the link leads there."""
    made = written(stat("Errors", BY_SERVICE, runbook="HIGH_ERROR_RATE"))

    assert made["links"] == [
        {"title": "Runbook HIGH_ERROR_RATE", "url": "${runbooks}/HIGH_ERROR_RATE_RUNBOOK.md", "targetBlank": True}
    ]
    assert made["description"] == "What to do: runbook HIGH_ERROR_RATE."


def test_words_and_alert_lists_ask_nothing() -> None:
    """Neither has a target; the alert list has no builder in the SDK."""
    assert written(text("Read me", "# Hello"))["targets"] == []
    assert written(alertlist("Alerts"))["type"] == "alertlist"


def test_what_goes_down_is_drawn_below_the_axis() -> None:
    """A negated query centres the axis on zero."""
    custom = written(timeseries("In and out", BY_SERVICE, -BY_SERVICE))["fieldConfig"]["defaults"]["custom"]

    assert custom["axisCenteredZero"] is True
