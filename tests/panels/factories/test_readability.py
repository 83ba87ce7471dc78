"""Is a panel readable on a real screen, whatever its width and its data?"""

from typing import Any

import pytest

from panels.factories import bargauge, gauge, heatmap, logs, stat, state_timeline, timeseries
from panels.layout.grid import place
from panels.queries.expr import metric, stream
from panels.style.words import UP_DOWN
from panels.thresholds.model import GAIN, UP
from scripts.plain import plain

ONE = metric("http_requests_total").rate().sum()
MANY = metric("http_requests_total").rate().sum("service")


def made(panel: Any) -> Any:  # noqa: ANN401 - a panel is a deep document
    """Build a panel as JSON."""
    return plain(panel.build())


@pytest.mark.parametrize(("panels", "mode"), [(1, "table"), (2, "table"), (3, "list")])
def test_a_legend_is_a_table_only_where_there_is_room(panels: int, mode: str) -> None:
    """A table in a narrow panel hides all but two series."""
    line = [timeseries(f"Rate {n}", MANY) for n in range(panels)]

    place(line, 0)

    assert made(line[0])["options"]["legend"]["displayMode"] == mode


def test_a_single_series_needs_no_legend() -> None:
    """The title says what it is, also in a wide panel."""
    panel = timeseries("Rate", ONE)

    place([panel], 0)

    assert made(panel)["options"]["legend"]["showLegend"] is False


def test_states_are_written_into_their_bars() -> None:
    """Coloured by thresholds, Grafana writes "< 1" there instead of the words."""
    panel = made(state_timeline("State", metric("up").max("service"), words=UP_DOWN, thresholds=UP))

    assert panel["options"]["showValue"] == "auto"
    assert panel["options"]["legend"]["showLegend"] is False
    assert panel["fieldConfig"]["defaults"]["color"]["mode"] == "fixed"


@pytest.mark.parametrize("factory", [stat, gauge, bargauge])
def test_words_for_absence_have_no_colour_of_good_or_bad(factory: Any) -> None:  # noqa: ANN401 - three factories
    """Where a loss is red, "needs a day" would be red too."""
    mappings = made(factory("Growth", ONE, thresholds=GAIN, no_value="needs a day"))["fieldConfig"]["defaults"][
        "mappings"
    ]

    assert mappings == [
        {
            "type": "special",
            "options": {"match": "null+nan", "result": {"text": "needs a day", "color": "text", "index": 0}},
        }
    ]


def test_words_for_absence_come_after_those_for_values() -> None:
    """A tile may have both."""
    mappings = made(stat("Up", ONE, words=UP_DOWN, no_value="not deployed"))["fieldConfig"]["defaults"]["mappings"]

    assert [mapping["type"] for mapping in mappings] == ["value", "special"]
    assert mappings[1]["options"]["result"]["index"] == len(UP_DOWN)


def test_bars_begin_at_zero_unless_they_go_below() -> None:
    """Grafana begins at the smallest value, which then has no bar at all."""
    assert made(bargauge("Top", MANY))["fieldConfig"]["defaults"]["min"] == 0
    assert "min" not in made(bargauge("Profit", MANY, from_zero=False))["fieldConfig"]["defaults"]


def test_a_level_may_begin_anywhere() -> None:
    """A portfolio that moves by a percent would be a flat line above zero."""
    rate, level = made(timeseries("Rate", MANY)), made(timeseries("Value", MANY, from_zero=False))

    assert rate["fieldConfig"]["defaults"]["custom"]["axisSoftMin"] == 0
    assert "axisSoftMin" not in level["fieldConfig"]["defaults"]["custom"]


def test_what_is_only_below_zero_is_not_centred() -> None:
    """Half of the graph would be empty."""
    custom = made(timeseries("Drawdown", -MANY))["fieldConfig"]["defaults"]["custom"]

    assert custom["axisSoftMax"] == 0
    assert "axisCenteredZero" not in custom


def test_a_heatmap_counts_in_its_cells_and_measures_on_its_axis() -> None:
    """Its unit is that of the buckets; the number of events has none."""
    options = made(heatmap("Latency", metric("http_request_duration_seconds_bucket").rate().sum("le"), unit="s"))[
        "options"
    ]

    assert options["cellValues"]["unit"] == "short"
    assert options["yAxis"]["unit"] == "s"


def test_no_log_line_is_said_in_words() -> None:
    """No error is good news, not missing data."""
    panel = made(logs("Errors", stream(service="mongodb")))

    assert panel["fieldConfig"]["defaults"]["noValue"] == "no such line in this range"
