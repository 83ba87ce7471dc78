"""Can every panel be understood, and every query be answered?"""

import promql_parser
import pytest
from support.boards import UIDS, panels, queries, spec

from scripts.jsonvalue import Json
from scripts.lint.logql import parse
from scripts.lint.probe import fill

WITHOUT_UNIT = {"logs", "text", "alertlist", "row"}
VALUES = {
    "environment": "production",
    "service": ".+",
    "instance": ".+",
    "mode": "live",
}


def filled(uid: str, text: str) -> str:
    """Put a value for every variable; an undefined one fails."""
    names = {variable["name"] for variable in spec(uid)["templating"]["list"]}
    made = fill(text, {name: VALUES.get(name, "any") for name in names})

    assert made.undefined == (), f"nobody defines {made.undefined} in {text}"
    return made.text


def units(panel: Json) -> list[str]:
    """List the units of a panel: of all its values, or of each column of a table."""
    fields = panel["fieldConfig"]
    named = [one["value"] for field in fields["overrides"] for one in field["properties"] if one["id"] == "unit"]
    return [unit for unit in (fields["defaults"].get("unit"), *named) if unit]


@pytest.mark.parametrize("uid", UIDS)
def test_every_query_parses(uid: str) -> None:
    """Prometheus and Loki would refuse it with a red corner that nobody sees in a folded row."""
    for _, target in queries(uid):
        text = filled(uid, target["expr"])
        if target["datasource"]["type"] == "loki":
            parse(text)
        else:
            promql_parser.parse(text)


@pytest.mark.parametrize("uid", UIDS)
def test_every_panel_says_what_it_shows_and_in_which_unit(uid: str) -> None:
    """What it shows, what is bad, what to do: that takes a sentence or two."""
    for panel in panels(uid):
        assert len(panel.get("description", "")) > 40, panel["title"]
        assert panel["description"].endswith((".", "?")), panel["title"]
        if panel["type"] not in WITHOUT_UNIT:
            assert units(panel), panel["title"]


@pytest.mark.parametrize("uid", UIDS)
def test_queries_are_lettered_in_order(uid: str) -> None:
    """Column titles and differences refer to the letters."""
    for panel in panels(uid):
        letters = [target["refId"] for target in panel.get("targets", [])]

        assert letters == list("ABCDEFGHIJ"[: len(letters)]), panel["title"]


@pytest.mark.parametrize("uid", UIDS)
def test_every_data_source_is_the_readers_choice(uid: str) -> None:
    """No panel is tied to one Prometheus."""
    for title, target in queries(uid):
        kind = target["datasource"]["type"]

        assert target["datasource"]["uid"] == f"${{{kind}_datasource}}", title


@pytest.mark.parametrize("uid", UIDS)
def test_colour_is_never_the_only_signal(uid: str) -> None:
    """A tile that is filled with a colour for a state says the state in words."""
    for panel in panels(uid):
        filled_tile = panel["type"] == "stat" and panel["options"]["colorMode"] == "background"
        if filled_tile or panel["type"] == "state-timeline":
            assert panel["fieldConfig"]["defaults"].get("mappings"), panel["title"]


@pytest.mark.parametrize("uid", UIDS)
def test_recorded_series_are_asked_no_closer_than_they_are_recorded(uid: str) -> None:
    """Zooming in would otherwise show the same sample several times, or none."""
    recorded = [panel for panel in panels(uid) if any(":" in one["expr"].split("{")[0] for one in panel["targets"])]

    assert [panel["title"] for panel in recorded if not panel.get("interval")] == []


def test_the_dashboard_of_weeks_is_asked_in_steps_of_minutes() -> None:
    """Seven days at a scrape's distance are 40 000 points a series; bars of a day are asked by the day."""
    steps = {panel["title"]: panel.get("interval") for panel in panels("business-metrics")}

    assert set(steps.values()) == {"5m", "1d"}
    assert steps["Revenue by source"] == steps["Trades per day"] == steps["New registrations per day"] == "1d"
