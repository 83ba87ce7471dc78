"""The seven dashboards, built once for all tests."""

import importlib
from functools import cache

from dashboards import CATALOG
from panels.layout import Board
from scripts.jsonvalue import Json
from scripts.plain import plain

UIDS = tuple(CATALOG)


@cache
def board(uid: str) -> Board:
    """Build a dashboard of the catalog."""
    made = importlib.import_module(CATALOG[uid]).build()
    assert isinstance(made, Board)
    return made


@cache
def spec(uid: str) -> Json:
    """Be a dashboard as a JSON document; do not change it."""
    return plain(board(uid))


def rows(uid: str) -> list[tuple[Json, list[Json]]]:
    """Pair each row of a dashboard with its panels, whether it is folded or not."""
    found: list[tuple[Json, list[Json]]] = []
    for panel in spec(uid)["panels"]:
        if panel["type"] == "row":
            found.append((panel, list(panel.get("panels", []))))
        else:
            found[-1][1].append(panel)
    return found


def panels(uid: str) -> list[Json]:
    """List a dashboard's panels without its rows."""
    return [panel for _, inside in rows(uid) for panel in inside]


def queries(uid: str) -> list[tuple[str, Json]]:
    """List a dashboard's queries with the title of their panel."""
    return [(panel["title"], target) for panel in panels(uid) for target in panel.get("targets", [])]
