"""What does a write through v1beta1, or a read of an older model at v1beta1, make of a dashboard?

The steps are those that the recordings show of Grafana 12.4: defaults of the model, unique panel ids, data source
references (below schemaVersion 36), `refresh` as text (below 40), the built-in annotation, and the clean-up that drops
what equals a default. Steps of older models that change panels themselves are not done.
"""

from typing import Any

from support.grafana import panelsteps
from support.grafana.panelsteps import BUILT_IN_ANNOTATION

from scripts.jsonvalue import Json

LATEST = 42

_DEFAULTS: Json = {
    "title": "No Title",
    "tags": [],
    "timezone": "",
    "weekStart": "",
    "editable": True,
    "graphTooltip": 0,
    "time": {"from": "now-6h", "to": "now"},
    "timepicker": {},
    "schemaVersion": 0,
    "fiscalYearStartMonth": 0,
    "links": [],
}

_NEVER_SAVED = (
    *("events", "meta", "originalTime", "originalTemplating", "originalLibraryPanels", "panelInEdit", "panelInView"),
    *("formatDate", "lastRefresh", "originalDashboard", "variables", "version", "iteration", "nav", "pulldowns"),
)


class MigrationError(Exception):
    """The model cannot be brought to the latest schemaVersion."""


def migrate(spec: Json, default_source: Json | None) -> Json:
    """A dashboard as v1beta1 stores it.

    Args:
        spec: the model as sent; it stays as it is.
        default_source: the data source of the instance that stands where none is named, None if it has none at all.

    Raises:
        MigrationError: schemaVersion is above the latest.
    """
    board: Json = panelsteps.copied(spec)
    for key in ("__elements", "__inputs", "__requires"):
        board.pop(key, None)
    _defaults(board)
    version = board["schemaVersion"]
    if not isinstance(version, int | float) or version > LATEST:
        raise MigrationError(
            f"schema migration from version {version} to {LATEST} failed: schema version not migrated to target version"
        )
    if version < panelsteps.REFERENCES:
        panelsteps.name_sources(board, default_source)
    if version < panelsteps.TEXT_REFRESH:
        refresh = board.get("refresh")
        board["refresh"] = refresh if isinstance(refresh, str) else ""
    board["schemaVersion"] = LATEST
    _built_in(board)
    _clean(board)
    return board


def _defaults(board: Json) -> None:
    for key, value in _DEFAULTS.items():
        if board.get(key) is None:
            board[key] = panelsteps.copied(value)
    for key in ("templating", "annotations"):
        if not isinstance(board.get(key), dict):
            board[key] = {}
        if board[key].get("list") is None:
            board[key]["list"] = []
    for panel in panelsteps.rows_and_panels(board):
        panelsteps.fill(panel)
    panelsteps.number(board)


def _built_in(board: Json) -> None:
    queries: list[Any] = board["annotations"]["list"]
    if not any(isinstance(query, dict) and query.get("builtIn") == 1 for query in queries):
        board["annotations"]["list"] = [panelsteps.copied(BUILT_IN_ANNOTATION), *queries]


def _clean(board: Json) -> None:
    for key in _NEVER_SAVED:
        board.pop(key, None)
    for key, value in (("gnetId", None), ("style", "dark"), ("hideControls", False), ("id", None)):
        if key in board and board[key] == value:
            del board[key]
    panelsteps.drop_nulls(board["templating"])
    for variable in board["templating"]["list"]:
        _clean_variable(variable)
    panels = board.get("panels")
    kept = [panel for panel in panels if _is_original(panel)] if isinstance(panels, list) else []
    for panel in kept:
        panelsteps.clean(panel)
    kept.sort(key=panelsteps.position)
    board["panels"] = kept


def _is_original(panel: object) -> bool:
    return isinstance(panel, dict) and "repeatPanelId" not in panel and "repeatedByRow" not in panel


def _clean_variable(variable: object) -> None:
    if not isinstance(variable, dict):
        return
    variable.pop("index", None)
    kind = variable.get("type")
    if kind == "datasource":
        variable["options"] = []
    elif kind == "constant":
        variable.pop("options", None)
    elif kind == "query" and variable.get("refresh", 1) != 0:
        variable.setdefault("options", [])
