"""What does a dashboard ask, all told?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.jsonvalue import Json
from scripts.listing import panels
from scripts.smoke.times import Span, seconds, span

Kind = Literal["panel", "variable", "annotation"]
LABEL_VALUES = re.compile(r"label_values\((?:(?P<selector>.*),)?\s*(?P<label>[a-zA-Z_]\w*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query, as a dashboard asks it.

    Attributes:
        uid: the dashboard's.
        dashboard: its title.
        row: the row it stands in; empty for variables and annotations.
        title: of the panel, or the name of the variable or annotation.
        kind: who asks.
        ref_id: which query of the panel.
        expr: the query with variables in it; of a variable the selector, which may be empty.
        language: which server understands it.
        instant: asked for now, not for the range.
        span: range and smallest step, in seconds.
        label: of a variable, the label whose values it lists.
        repeat: the variable by which the panel is repeated, which then holds one value.
        target: the whole target, for asking through Grafana.
    """

    uid: str
    dashboard: str
    row: str = ""
    title: str
    kind: Kind
    ref_id: str = ""
    expr: str
    language: Literal["promql", "logql"] = "promql"
    instant: bool = False
    span: Span
    label: str = ""
    repeat: str = ""
    target: Json

    @property
    def place(self) -> str:
        """Name it as a person finds it on the screen."""
        where = f"{self.row} / {self.title}" if self.kind == "panel" else f"{self.kind} {self.title}"
        return f"{where} {self.ref_id}".strip()


def questions(spec: Json) -> Iterator[Question]:
    """List everything that a dashboard asks Prometheus and Loki, in the order of the screen."""
    yield from _variables(spec)
    yield from _annotations(spec)
    for placed in panels(spec):
        panel = placed.panel
        for target in panel.get("targets", []):
            if target.get("expr") and not target.get("hide"):
                yield Question(
                    uid=spec["uid"],
                    dashboard=spec["title"],
                    row=placed.row,
                    title=panel.get("title", ""),
                    kind="panel",
                    ref_id=target.get("refId", ""),
                    expr=target["expr"],
                    language=_language(target),
                    instant=_instant(target),
                    span=span(spec, seconds(panel.get("interval", "")) or seconds(target.get("interval", ""))),
                    repeat=panel.get("repeat", ""),
                    target=target,
                )


def _language(target: Json) -> Literal["promql", "logql"]:
    return "logql" if target.get("datasource", {}).get("type") == "loki" else "promql"


def _instant(target: Json) -> bool:
    return bool(target.get("instant")) or target.get("queryType") == "instant"


def _variables(spec: Json) -> Iterator[Question]:
    for variable in spec.get("templating", {}).get("list", []):
        if variable.get("type") != "query":
            continue
        query = variable.get("query", "")
        text = str(query.get("query", "") if isinstance(query, dict) else query)
        found = LABEL_VALUES.fullmatch(text)
        yield Question(
            uid=spec["uid"],
            dashboard=spec["title"],
            title=variable["name"],
            kind="variable",
            expr=(found["selector"] or "") if found else text,
            label=found["label"] if found else "",
            span=span(spec, 0),
            target=variable,
        )


def _annotations(spec: Json) -> Iterator[Question]:
    for mark in spec.get("annotations", {}).get("list", []):
        expr = mark.get("expr") or mark.get("target", {}).get("expr")
        if expr:
            yield Question(
                uid=spec["uid"],
                dashboard=spec["title"],
                title=mark["name"],
                kind="annotation",
                expr=expr,
                span=span(spec, seconds(mark.get("step", ""))),
                target={**mark.get("target", {}), "datasource": mark.get("datasource"), "expr": expr, "refId": "A"},
            )
