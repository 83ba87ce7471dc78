"""Which values do a dashboard's variables have on this server?"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from scripts.jsonvalue import Json
from scripts.lint.probe import fill
from scripts.smoke.questions import Question, questions
from scripts.smoke.times import Span, spelled


class Lists(Protocol):
    """A server that can list the values of a label."""

    def label_values(self, selector: str, label: str, span: Span) -> Sequence[str]:
        """List a label's values on the series of a selector; an empty selector means all series."""


def built_in(span: Span) -> dict[str, str]:
    """Give Grafana's own variables the values of a range."""
    return {
        "__rate_interval": spelled(span.rate_interval),
        "__interval": spelled(span.step),
        "__auto": spelled(span.step),
        "__range": spelled(span.length),
        "__interval_ms": str(round(span.step * 1000)),
        "__range_s": str(round(span.length)),
        "__range_ms": str(round(span.length * 1000)),
        "__rate_interval_ms": str(round(span.rate_interval * 1000)),
    }


def resolve(spec: Json, server: Lists) -> tuple[dict[str, str], dict[str, Sequence[str]]]:
    """Choose what a reader gets who opens the dashboard: the defaults, resolved against the server.

    Args:
        spec: the dashboard.
        server: where the values of query variables are asked.

    Returns:
        Variable -> text in a query, and query variable -> the values that the server has.
    """
    chosen: dict[str, str] = {}
    found: dict[str, Sequence[str]] = {}
    asked = {question.title: question for question in questions(spec) if question.kind == "variable"}
    for variable in spec.get("templating", {}).get("list", []):
        name = variable["name"]
        if name in asked:
            found[name] = _values(asked[name], chosen, server)
        chosen[name] = _text(variable, found.get(name, ()))
    return chosen, found


def _values(question: Question, chosen: Mapping[str, str], server: Lists) -> Sequence[str]:
    selector = fill(question.expr, {**built_in(question.span), **chosen}).text
    return server.label_values(selector, question.label, question.span)


def _text(variable: Json, values: Sequence[str]) -> str:
    current = variable.get("current", {}).get("value", "")
    picked = [str(one) for one in current] if isinstance(current, list) else [str(current)]
    if picked == ["$__all"]:
        return str(variable.get("allValue") or "|".join(values) or ".*")
    if values and variable.get("type") == "query" and not set(picked) <= set(values):
        return values[0]  # Grafana falls back to the first value when the default is not there
    return "|".join(picked)
