"""What are the values by name, side by side?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Unpack

from grafana_foundation_sdk.builders import table as table_builder
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models import table as table_model

from panels.factories.look import Look, dress, override, shown_as
from panels.factories.made import LIST, Made
from panels.queries.expr import Expr
from panels.style.links import Link
from panels.style.words import Words
from panels.thresholds.model import NEUTRAL, Thresholds

NARROWEST = 80
"""Pixels of a column; with Grafana's 150 four columns do not fit a third of the screen, and it cuts the last."""


class Table(Made, table_builder.Panel):
    """Rows and columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: a query's value, or a label.

    Attributes:
        title: its heading.
        query: the query whose value it shows; for a label none.
        label: the label it shows; for a query none.
        unit: the value's unit.
        thresholds: limits that colour the cell's background.
        words: value mappings.
        decimals: digits after the point.
        links: where a click on the cell leads.
        width: in pixels; 0 is automatic.
    """

    title: str
    query: Expr | None = None
    label: str = ""
    unit: str = ""
    thresholds: Thresholds | None = None
    words: Words = field(default_factory=dict)
    decimals: int | None = None
    links: Sequence[Link] = ()
    width: int = 0

    def properties(self) -> dict[str, object]:
        """Write the column as properties of a field override."""
        made = shown_as(unit=self.unit, thresholds=self.thresholds, words=self.words or None)
        if self.thresholds is not None or self.words:
            made["custom.cellOptions"] = {"type": "color-background", "mode": "basic"}
        made |= {"decimals": self.decimals} if self.decimals is not None else {}
        made |= {"links": list(self.links)} if self.links else {}
        made |= {"custom.width": self.width} if self.width else {}
        return made


def table(title: str, *columns: Column, sort: str | Sequence[str] = (), **look: Unpack[Look]) -> Table:
    """Join instant queries on the labels that they share: one row per label set, one column per query.

    Args:
        title: what it shows.
        columns: in the order of the screen; what is not named is hidden.
        sort: headings of the columns to sort by, largest first; smallest first after a `+`.
        look: see `Look`.

    Raises:
        ValueError: no column has a query.
    """
    queries = [column.query for column in columns if column.query is not None]
    if not queries:
        raise ValueError(f"the table {title!r} has no query")
    panel = Table()
    panel.lines = LIST
    panel._internal.options = table_model.Options(
        show_header=True,
        cell_height=common.TableCellHeight.SM,
        sort_by=[
            common.TableSortByFieldState(display_name=heading.removeprefix("+"), desc=not heading.startswith("+"))
            for heading in ((sort,) if isinstance(sort, str) else sort)
        ]
        or None,
    )
    custom = {"minWidth": NARROWEST}
    panel._internal.field_config = model.FieldConfigSource(defaults=model.FieldConfig(custom=custom))
    panel._internal.transformations = _transformations(columns, queries)
    made = dress(panel, title, queries, "table", look, NEUTRAL)
    source = made._internal.field_config
    if source is not None:
        mine = [override(column.title, made_of) for column in columns if (made_of := column.properties())]
        source.overrides = [*mine, *(source.overrides or [])]
    return made


def _transformations(columns: Sequence[Column], queries: Sequence[Expr]) -> list[model.DataTransformerConfig]:
    """Drop what is not named (a metric's name would keep rows apart), merge into one frame, name and order."""
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    names: dict[str, str] = {}
    for column in columns:
        if column.query is None:
            names[column.label] = column.title
        else:
            names[f"Value #{next(letters)}" if len(queries) > 1 else "Value"] = column.title
    organize: dict[str, object] = {
        "excludeByName": {},
        "includeByName": {},
        "indexByName": {name: n for n, name in enumerate(names)},
        "renameByName": {name: title for name, title in names.items() if name != title},
    }
    merge = [model.DataTransformerConfig(id_val="merge", options={})] if len(queries) > 1 else []
    only_named = model.DataTransformerConfig(id_val="filterFieldsByName", options={"include": {"names": list(names)}})
    return [only_named, *merge, model.DataTransformerConfig(id_val="organize", options=organize)]
