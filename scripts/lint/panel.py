"""What does a rule see of one panel and of its queries?"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from scripts.jsonvalue import Json
from scripts.lint.finding import Place, Problem
from scripts.lint.query import Query

if TYPE_CHECKING:
    from scripts.lint.board import Board

LINTED = frozenset({"stat", "singlestat", "gauge", "graph", "table", "timeseries"})
"""Panels that Grafana's own linter looks at."""

NUMERIC = LINTED | {"bargauge", "barchart", "heatmap", "histogram", "piechart", "trend", "xychart"}
"""Panels that show numbers, and so need a unit."""

QUERYING = NUMERIC | {"state-timeline", "status-history", "logs"}
"""Panels that are nothing without a query."""

QUERIED = frozenset({"singlestat", "gauge", "table", "stat", "state-timeline", "timeseries"})
"""Panels whose queries Grafana's own linter judges."""


def _object(value: Any) -> Json:  # noqa: ANN401 - anything may stand in a file
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[Json]:  # noqa: ANN401 - anything may stand in a file
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _whole(value: Any) -> int | None:  # noqa: ANN401 - anything may stand in a file
    """Take a whole number, also one written 8.0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1:
        return None
    return int(value)


class Panel:
    """A panel and its place."""

    def __init__(self, board: "Board", row: str, spec: Json, *, inside: bool) -> None:
        """Keep the panel's JSON and where it lies; `inside` means inside a row's own list."""
        self.board = board
        self.row = row
        self.spec = spec
        self.inside = inside
        self.title = str(spec.get("title") or "")
        self.type = str(spec.get("type") or "")
        self.id = _whole(spec.get("id"))

    @property
    def description(self) -> str:
        """The description."""
        return str(self.spec.get("description") or "")

    @property
    def options(self) -> Json:
        """The options of its visualization."""
        return _object(self.spec.get("options"))

    @property
    def defaults(self) -> Json:
        """The field options that hold for every field."""
        return _object(_object(self.spec.get("fieldConfig")).get("defaults"))

    @property
    def custom(self) -> Json:
        """The field options that only its visualization knows."""
        return _object(self.defaults.get("custom"))

    @cached_property
    def overrides(self) -> list[tuple[Json, dict[str, Any]]]:
        """The field overrides: matcher, and properties by id."""
        found = _objects(_object(self.spec.get("fieldConfig")).get("overrides"))
        return [
            (
                _object(one.get("matcher")),
                {str(each.get("id")): each.get("value") for each in _objects(one.get("properties"))},
            )
            for one in found
        ]

    def overridden(self, key: str) -> list[Any]:
        """List the values that overrides give a property."""
        return [properties[key] for _, properties in self.overrides if properties.get(key) not in (None, [])]

    @property
    def unit(self) -> str:
        """The unit of every field that no override gives another."""
        return str(self.defaults.get("unit") or "")

    @property
    def has_words(self) -> bool:
        """Whether values are shown as words: a mapping for any field."""
        return bool(self.defaults.get("mappings")) or bool(self.overridden("mappings"))

    @property
    def repeats(self) -> bool:
        """Whether Grafana makes one panel a value of a variable."""
        return bool(self.spec.get("repeat"))

    @property
    def in_library(self) -> bool:
        """Whether its content lives in a library panel, and not here."""
        return isinstance(self.spec.get("libraryPanel"), dict)

    @cached_property
    def position(self) -> tuple[int, int, int, int] | None:
        """Left, top, width and height on the grid; `None` if it has none."""
        grid = _object(self.spec.get("gridPos"))
        x, y, w, h = (_whole(grid.get(side)) for side in ("x", "y", "w", "h"))
        if x is None or y is None or w is None or h is None:
            return None
        return x, y, w, h

    @cached_property
    def targets(self) -> list["Target"]:
        """Its queries, in order."""
        return [Target(self, spec, n) for n, spec in enumerate(_objects(self.spec.get("targets")))]

    @property
    def transformations(self) -> list[Json]:
        """What is done to the answers, in order."""
        return _objects(self.spec.get("transformations"))

    @property
    def links(self) -> list[Json]:
        """The panel's links and those on its values."""
        found = _objects(self.spec.get("links")) + _objects(self.defaults.get("links"))
        for links in self.overridden("links"):
            found += _objects(links)
        return found

    @property
    def place(self) -> Place:
        """Where it is, for people."""
        return Place(dashboard=self.board.title, uid=self.board.uid, row=self.row, panel=self.title, panel_id=self.id)

    def problem(self, message: str, fix: str = "") -> Problem:
        """Say something about the panel."""
        return Problem(self.place, message, fix)


class Target:
    """A query of a panel, and its place."""

    def __init__(self, panel: Panel, spec: Json, index: int) -> None:
        """Keep the target's JSON and its position."""
        self.panel = panel
        self.spec = spec
        self.index = index
        self.ref = str(spec.get("refId") or "")
        self.hidden = bool(spec.get("hide"))
        self.legend = str(spec.get("legendFormat") or "")

    @cached_property
    def source(self) -> Any:  # noqa: ANN401 - a data source is a name, an object or nothing
        """The data source that is asked: its own, or the panel's."""
        return self.spec.get("datasource") or self.panel.spec.get("datasource")

    @cached_property
    def query(self) -> Query | None:
        """The PromQL or LogQL query; `None` for a data source of another kind or a target without one."""
        language = self.panel.board.language(self.source)
        expr = self.spec.get("expr")
        if language is None or not isinstance(expr, str):
            return None
        return self.panel.board.query(expr, language)

    @property
    def is_instant(self) -> bool:
        """Whether it asks for one moment only."""
        return bool(self.spec.get("instant")) and not self.spec.get("range")

    def problem(self, message: str, fix: str = "") -> Problem:
        """Say something about the query."""
        place = self.panel.place
        return Problem(
            Place(
                dashboard=place.dashboard,
                uid=place.uid,
                row=place.row,
                panel=place.panel,
                panel_id=place.panel_id,
                target=self.ref or str(self.index),
                index=self.index,
            ),
            message,
            fix,
        )
