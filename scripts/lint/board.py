"""What does a rule see of a dashboard: rows, panels, queries, variables, each knowing its place?

Views over plain JSON. Nothing is changed, and nothing that is missing or of a strange type makes a view fail.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from scripts.jsonvalue import Json
from scripts.lint import probe
from scripts.lint.context import Context
from scripts.lint.finding import Place, Problem
from scripts.lint.panel import Panel
from scripts.lint.query import LANGUAGES, Language, Query


def listed(value: Any) -> list[Json]:  # noqa: ANN401 - anything may stand in a file
    """Take the objects of a list; a stranger's file may hold anything."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


class Row:
    """A row and the panels in it."""

    def __init__(self, board: "Board", spec: Json | None, panels: list[Panel]) -> None:
        """Keep the row's JSON (none for panels above the first row) and its panels."""
        self.board = board
        self.spec = spec
        self.title = str((spec or {}).get("title") or "")
        self.panels = panels
        self.collapsed = bool((spec or {}).get("collapsed"))

    def problem(self, message: str, fix: str = "") -> Problem:
        """Say something about the row."""
        return Problem(Place(dashboard=self.board.title, uid=self.board.uid, row=self.title), message, fix)


class Board:
    """A dashboard."""

    def __init__(self, spec: Json, context: Context | None = None) -> None:
        """Keep the dashboard's JSON and what is known of the world."""
        self.spec = spec
        self.context = context or Context()
        self.title = str(spec.get("title") or "")
        self.uid = str(spec.get("uid") or "")

    @cached_property
    def variables(self) -> list[Json]:
        """The variables, in order."""
        templating = self.spec.get("templating")
        return listed(templating.get("list")) if isinstance(templating, dict) else []

    @cached_property
    def annotations(self) -> list[Json]:
        """The annotations, in order."""
        annotations = self.spec.get("annotations")
        return listed(annotations.get("list")) if isinstance(annotations, dict) else []

    @cached_property
    def values(self) -> dict[str, str]:
        """A probable value for every variable, see `probe.values`."""
        return probe.values(self.variables)

    @cached_property
    def sources(self) -> dict[str, str]:
        """The data source variables: name -> type."""
        return {
            str(one.get("name")): str(one.get("query"))
            for one in self.variables
            if str(one.get("type", "")).lower() == "datasource"
        }

    @property
    def main_source(self) -> str:
        """The type of the first data source variable, which decides for Grafana's own linter what the dashboard is."""
        return next(iter(self.sources.values()), "")

    @cached_property
    def rows(self) -> list[Row]:
        """The rows from top to bottom; the first may be the panels above every row."""
        found = [Row(self, None, [])]
        for old in listed(self.spec.get("rows")):  # dashboards older than Grafana 5
            found.append(Row(self, old, []))
            self._fill(found[-1], listed(old.get("panels")), inside=False)
        for panel in sorted(listed(self.spec.get("panels")), key=_height):
            if panel.get("type") == "row":
                found.append(Row(self, panel, []))
                self._fill(found[-1], listed(panel.get("panels")), inside=True)
            else:
                self._fill(found[-1], [panel], inside=False)
        return [row for row in found if row.spec is not None or row.panels]

    def _fill(self, row: Row, panels: list[Json], *, inside: bool) -> None:
        row.panels += [Panel(self, row.title, panel, inside=inside) for panel in panels]

    @cached_property
    def panels(self) -> list[Panel]:
        """All panels but rows, from top to bottom."""
        return [panel for row in self.rows for panel in row.panels]

    def language(self, reference: Any) -> Language | None:  # noqa: ANN401 - a data source is a name, an object or nothing
        """Name the query language of a data source.

        Returns:
            `promql` or `logql`; empty if nothing says; `None` for a data source of another kind.
        """
        uid = reference.get("uid") if isinstance(reference, dict) else reference
        given = reference.get("type") if isinstance(reference, dict) else None
        kind = given if isinstance(given, str) else None
        if not kind and isinstance(uid, str):
            names = probe.names(uid)
            kind = next((self.sources[name] for name in names if name in self.sources), None)
            kind = kind or next((known for known in LANGUAGES if uid.lower() == known), None)
        if kind is not None and kind in LANGUAGES:
            return LANGUAGES[kind]
        return None if kind and kind != "datasource" else ""

    def query(self, raw: str, language: Language) -> Query:
        """Read a query of this dashboard."""
        likely = LANGUAGES.get(self.main_source, "promql")
        return Query(raw, self.values, language, likely)

    def problem(self, message: str, fix: str = "") -> Problem:
        """Say something about the dashboard as a whole."""
        return Problem(Place(dashboard=self.title, uid=self.uid), message, fix)


def _height(panel: Json) -> float:
    """Give the line of a panel; the sort is stable, so panels without a place keep theirs."""
    position = panel.get("gridPos")
    y = position.get("y") if isinstance(position, dict) else None
    return y if isinstance(y, int | float) else 0


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - anything may stand in a file
    """Walk every text in a part of a dashboard, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
