"""Are tables of earlier versions brought up to date as Grafana 12.4 does?"""

from typing import Any

import pytest

from scripts.canonical import canonical
from scripts.jsonvalue import Json

REDUCERS = "custom.footer.reducers"


def table(options: Json, config: Json | None = None) -> Json:
    """Save a dashboard with one table; return the table."""
    panel: Json = {"type": "table", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}, "options": options}
    made: Json = canonical({"panels": [{**panel, "fieldConfig": config or {}}]})["panels"][0]
    return made


def test_a_footer_that_is_not_shown_goes() -> None:
    """Grafana 10 and 11 write it into every table."""
    made = table({"footer": {"show": False, "reducer": ["sum"], "countRows": False, "fields": ""}})
    assert "footer" not in made["options"]
    assert made["fieldConfig"]["defaults"]["custom"]["footer"] == {"reducers": []}


@pytest.mark.parametrize(
    ("footer", "custom", "overrides"),
    [
        ({"reducer": ["sum"]}, {"reducers": ["sum"]}, []),
        ({"reducer": ["count"], "countRows": True}, {"reducers": ["countAll"]}, []),
        (
            {"reducer": ["max"], "fields": ["Value"]},
            {"reducers": []},
            [{"matcher": {"id": "byName", "options": "Value"}, "properties": [{"id": REDUCERS, "value": ["max"]}]}],
        ),
        (
            {"reducer": ["max"], "fields": ["a", "b"]},
            {"reducers": []},
            [
                {
                    "matcher": {"id": "byNames", "options": {"mode": "include", "names": ["a", "b"]}},
                    "properties": [{"id": REDUCERS, "value": ["max"]}],
                }
            ],
        ),
    ],
)
def test_a_footer_that_is_shown_moves_to_the_fields(footer: Json, custom: Json, overrides: list[Any]) -> None:
    """The reducers stand at the columns that they add up."""
    config = table({"footer": {"show": True, **footer}})["fieldConfig"]
    assert config["defaults"]["custom"]["footer"] == custom
    assert config["overrides"] == overrides


def test_pages_move_out_of_the_footer() -> None:
    """They are an option of the table."""
    assert table({"footer": {"enablePagination": True}})["options"]["enablePagination"] is True


def test_wrapped_text_and_hidden_columns_move() -> None:
    """From the cells to the fields, in defaults and overrides."""
    properties = [
        {"id": "custom.hidden", "value": True},
        {"id": "custom.cellOptions", "value": {"type": "auto", "wrapText": True}},
    ]
    config = table(
        {"showHeader": True},
        {
            "defaults": {"custom": {"cellOptions": {"type": "auto", "wrapText": True}}},
            "overrides": [{"matcher": {"id": "byName", "options": "a"}, "properties": properties}],
        },
    )["fieldConfig"]
    assert config["defaults"]["custom"]["wrapText"] is True
    assert config["defaults"]["custom"]["cellOptions"] == {"type": "auto"}
    assert config["overrides"][0]["properties"] == [
        {"id": "custom.hideFrom.viz", "value": True},
        {"id": "custom.cellOptions", "value": {"type": "auto"}},
        {"id": "custom.wrapText", "value": True},
    ]
