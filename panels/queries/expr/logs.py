"""Which log lines are asked, and how are they counted?"""

from dataclasses import dataclass, replace
from typing import Literal

from panels.contract.loglines import ask_field, ask_label
from panels.queries.expr.expression import Expr, Plain
from panels.queries.expr.matchers import Matcher, Where, checked_label, matcher
from panels.queries.expr.text import AUTO, duration, number, quote


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a field of a parsed line."""

    text: str

    def __or__(self, other: "Condition") -> "Condition":
        """Hold if either holds."""
        return Condition(f"{self.text} or {other.text}")


def field(name: str, op: Literal["=", "!=", "=~", "!~", ">", ">=", "<", "<="], value: float | str) -> Condition:
    """Compare a field: text with a string, a number with a number.

    Raises:
        ContractError: no line has the field, or never such a value.
    """
    ask_field(name, op, value)
    if isinstance(value, str):
        return Condition(f"{checked_label(name)}{op}{quote(value)}")
    return Condition(f"{checked_label(name)} {op} {number(value)}")


@dataclass(frozen=True, slots=True)
class Stream(Expr):
    """A log query: streams by label, then a pipeline."""

    where: tuple[tuple[str, Matcher], ...] = ()
    stages: tuple[str, ...] = ()

    def _with(self, stage: str) -> "Stream":
        return replace(self, stages=(*self.stages, stage), text=f"{self.text} {stage}")

    def grep(self, pattern: str) -> "Stream":
        """Keep the lines that match a regular expression."""
        return self._with(f"|~ {quote(pattern)}")

    def json(self) -> "Stream":
        """Read the line as JSON and drop what is not: one bad line would fail a metric query."""
        return self._with('| json | __error__=""')

    def having(self, condition: Condition) -> "Stream":
        """Keep the lines whose fields meet a condition."""
        return self._with(f"| {condition.text}")

    def count_over_time(self, window: str = AUTO) -> Expr:
        """Count the lines of a window."""
        return Plain(f"count_over_time({self.text} [{duration(window)}])", language="logql")


def stream(*scopes: Where, **labels: str | Matcher) -> Stream:
    """Ask the log streams with these labels.

    Raises:
        ContractError: no stream has the label, or never such a level.
    """
    where = tuple((label, matcher(value)) for scope in (*scopes, labels) for label, value in scope.items())
    for label, condition in where:
        ask_label(checked_label(label), condition.op, condition.value)
    inside = ",".join(condition.spell(checked_label(label)) for label, condition in where)
    return Stream(f"{{{inside}}}", language="logql", where=where)
