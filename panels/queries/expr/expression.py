"""How are queries combined, with the fewest brackets that keep their meaning?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, NoReturn, Self

from panels.queries.expr.matchers import checked_label
from panels.queries.expr.text import duration, number, quote

Operand = "Expr | float"


class Level(IntEnum):
    """How tightly an operator binds, loosest first (Prometheus `promql/parser/generated_parser.y`)."""

    OR = 1
    AND = 2
    COMPARISON = 3
    SUM = 4
    PRODUCT = 5
    SIGN = 6
    POWER = 7
    ATOM = 8


OPERATORS = {
    "or": Level.OR,
    "and": Level.AND,
    "unless": Level.AND,
    **dict.fromkeys(("==", "!=", ">", "<", ">=", "<="), Level.COMPARISON),
    **dict.fromkeys(("+", "-"), Level.SUM),
    **dict.fromkeys(("*", "/", "%"), Level.PRODUCT),
    "^": Level.POWER,
}
SET_OPERATORS = frozenset({"or", "and", "unless"})


@dataclass(frozen=True, slots=True)
class Expr:
    """An immutable expression; each method returns a new one.

    Attributes:
        text: the PromQL or LogQL.
        level: how tightly its outermost operator binds.
        legend: the name of its series in a panel; derived from the grouping unless `named()`.
        language: which server understands it.
        labels: the labels that its series carry, where that is known.
        matching: how it is matched as the right-hand side of an operator, set by `on()` and `ignoring()`.
        scalar: it is a number, not a vector.
        step: seconds between its samples where rules record it; 0 is every scrape.
    """

    text: str
    level: Level = Level.ATOM
    legend: str = ""
    language: Literal["promql", "logql"] = "promql"
    labels: frozenset[str] | None = None
    matching: str = ""
    joined: frozenset[str] | None = None
    scalar: bool = False
    step: int = 0

    def __str__(self) -> str:
        """Be the query's text."""
        return self.text

    def __bool__(self) -> NoReturn:
        """Refuse to be a condition: `if a > b`, `max()` and `sorted()` on queries are always mistakes.

        Raises:
            TypeError: always.
        """
        raise TypeError(f"a query has no truth value: {self.text}")

    def named(self, legend: str) -> Self:
        """Give its series a name, with labels in double braces: `p95 {{service}}`."""
        return replace(self, legend=legend)

    # --- aggregation ---------------------------------------------------------------------------------------------

    def _aggregate(self, operator: str, by: tuple[str, ...], parameter: float | None = None) -> "Expr":
        unknown = [label for label in by if self.labels is not None and checked_label(label) not in self.labels]
        if unknown:
            have = ", ".join(sorted(self.labels or ()))
            raise ValueError(f"{operator} by {', '.join(unknown)}: {self.text} has only the labels {have}")
        head = f"{operator} by ({', '.join(by)}) " if by else operator
        inside = self.text if parameter is None else f"{number(parameter)}, {self.text}"
        legend = self.legend or " ".join(f"{{{{{label}}}}}" for label in by)
        return self._plain(f"{head}({inside})", legend=legend, labels=frozenset(by))

    def sum(self, *by: str) -> "Expr":
        """Add up, keeping these labels."""
        return self._aggregate("sum", by)

    def avg(self, *by: str) -> "Expr":
        """Take the mean, keeping these labels."""
        return self._aggregate("avg", by)

    def min(self, *by: str) -> "Expr":
        """Take the smallest, keeping these labels."""
        return self._aggregate("min", by)

    def max(self, *by: str) -> "Expr":
        """Take the largest, keeping these labels."""
        return self._aggregate("max", by)

    def count(self, *by: str) -> "Expr":
        """Count the series, keeping these labels."""
        return self._aggregate("count", by)

    def group(self, *by: str) -> "Expr":
        """Be 1 for each group that exists, keeping these labels."""
        return self._aggregate("group", by)

    def top(self, most: int) -> "Expr":
        """Keep the largest ones; a range query chooses anew at each step."""
        return replace(self._aggregate("topk", (), most), labels=self.labels)

    # --- functions -----------------------------------------------------------------------------------------------

    def _plain(self, text: str, *, legend: str | None = None, labels: frozenset[str] | None = None) -> "Expr":
        return Expr(
            text,
            legend=self.legend if legend is None else legend,
            language=self.language,
            labels=self.labels if labels is None else labels,
            step=self.step,
        )

    def call(self, function: str, *after: float | str) -> "Expr":
        """Apply a function that keeps the labels, with arguments after the expression."""
        rest = "".join(f", {quote(a) if isinstance(a, str) else number(a)}" for a in after)
        return self._plain(f"{function}({self.text}{rest})")

    def abs(self) -> "Expr":
        """Drop the sign."""
        return self.call("abs")

    def at_least(self, floor: float) -> "Expr":
        """Raise smaller values to the floor (`clamp_min`)."""
        return self.call("clamp_min", floor)

    def sorted_down(self) -> "Expr":
        """Sort by value, largest first; for instant queries."""
        return self.call("sort_desc")

    def quantile(self, share: float) -> "Expr":
        """Estimate a quantile from buckets summed by `le`."""
        if self.labels is not None and "le" not in self.labels:
            raise ValueError(f"a quantile needs the label le, which {self.text} does not keep")
        kept = None if self.labels is None else self.labels - {"le"}
        names = " ".join(part for part in self.legend.split() if part != "{{le}}")
        return replace(self._plain(f"histogram_quantile({number(share)}, {self.text})", legend=names), labels=kept)

    def relabelled(self, target: str, replacement: str, source: str, pattern: str) -> "Expr":
        """Make a label from another one (`label_replace`)."""
        made = self.call("label_replace", target, replacement, source, pattern)
        return replace(made, labels=None if self.labels is None else self.labels | {target})

    def as_scalar(self) -> "Expr":
        """Be the single value as a number."""
        return replace(self._plain(f"scalar({self.text})", labels=frozenset()), scalar=True)

    def over(self, function: str, window: str, step: str = "") -> "Expr":
        """Apply a function over a subquery: this expression, evaluated through a window."""
        inner = self.text if self.level == Level.ATOM else f"({self.text})"
        return self._plain(f"{function}({inner}[{duration(window)}:{duration(step) if step else ''}])")

    # --- operators -----------------------------------------------------------------------------------------------

    def on(self, *labels: str, left: Iterable[str] | None = None, right: Iterable[str] | None = None) -> Self:
        """Be matched on these labels as the right-hand side of the next operator.

        Args:
            labels: the labels that must agree.
            left: the left side has several series for one of ours; take these labels over from ours.
            right: ours has several for one of the left side; take these labels over from it.
        """
        return self._matched("on", labels, left, right)

    def ignoring(self, *labels: str, left: Iterable[str] | None = None, right: Iterable[str] | None = None) -> Self:
        """Be matched on all labels but these as the right-hand side of the next operator."""
        return self._matched("ignoring", labels, left, right)

    def _matched(
        self, word: str, labels: tuple[str, ...], left: Iterable[str] | None, right: Iterable[str] | None
    ) -> Self:
        text = f"{word} ({', '.join(labels)})"
        many = {"left": left, "right": right}
        for side, carried in many.items():
            if carried is not None:
                text += f" group_{side} ({', '.join(carried)})"
        if left is None and right is None:
            return replace(self, matching=text, joined=frozenset(labels) if word == "on" else None)
        ours = self.labels if right is not None else None
        return replace(self, matching=text, joined=None if ours is None else ours | set(right or ()))

    def _infix(self, op: str, other: "Expr | float", *, as_bool: bool = False) -> "Expr":
        right = other if isinstance(other, Expr) else literal(other, self.language)
        if right.language != self.language:
            raise TypeError(f"{self.language} and {right.language} in one query: {self.text} {op} {right.text}")
        if self.matching:
            raise ValueError(f"on() and ignoring() belong to the right-hand side: {self.text} {op} {right.text}")
        level = OPERATORS[op]
        tighter_left, tighter_right = (level + 1, level) if op == "^" else (level, level + 1)
        words = " ".join(word for word in (op, "bool" * as_bool, right.matching) if word)
        labels, legend = self._joined(op, right)
        return Expr(
            f"{self.inside(tighter_left)} {words} {right.inside(tighter_right)}",
            level,
            legend=legend,
            language=self.language,
            labels=labels,
            scalar=self.scalar and right.scalar,
            step=max(self.step, right.step),
        )

    def _joined(self, op: str, right: "Expr") -> tuple[frozenset[str] | None, str]:
        if self.scalar:
            return right.labels, right.legend
        labels = self.labels
        if right.joined is not None and op not in SET_OPERATORS:
            labels = right.joined
        elif right.matching and op not in SET_OPERATORS:
            labels = None
        return labels, self.legend or right.legend

    def inside(self, level: int) -> str:
        """Write it as an operand of an operator, in brackets if it binds more loosely than this."""
        return self.text if self.level >= level else f"({self.text})"

    def __add__(self, other: "Expr | float") -> "Expr":
        """Add."""
        return self._infix("+", other)

    def __radd__(self, other: float) -> "Expr":
        """Add to a number."""
        return literal(other, self.language) + self

    def __sub__(self, other: "Expr | float") -> "Expr":
        """Subtract."""
        return self._infix("-", other)

    def __rsub__(self, other: float) -> "Expr":
        """Subtract from a number."""
        return literal(other, self.language) - self

    def __mul__(self, other: "Expr | float") -> "Expr":
        """Multiply."""
        return self._infix("*", other)

    def __rmul__(self, other: float) -> "Expr":
        """Multiply a number."""
        return literal(other, self.language) * self

    def __truediv__(self, other: "Expr | float") -> "Expr":
        """Divide."""
        return self._infix("/", other)

    def __rtruediv__(self, other: float) -> "Expr":
        """Divide a number."""
        return literal(other, self.language) / self

    def __mod__(self, other: "Expr | float") -> "Expr":
        """Take the remainder."""
        return self._infix("%", other)

    def __pow__(self, other: "Expr | float") -> "Expr":
        """Raise to a power."""
        return self._infix("^", other)

    def __neg__(self) -> "Expr":
        """Draw it below the axis."""
        return replace(self._plain(f"-{self.inside(Level.SIGN)}"), level=Level.SIGN, scalar=self.scalar)

    def __gt__(self, other: "Expr | float") -> "Expr":
        """Keep the series above."""
        return self._infix(">", other)

    def __ge__(self, other: "Expr | float") -> "Expr":
        """Keep the series at or above."""
        return self._infix(">=", other)

    def __lt__(self, other: "Expr | float") -> "Expr":
        """Keep the series below."""
        return self._infix("<", other)

    def __le__(self, other: "Expr | float") -> "Expr":
        """Keep the series at or below."""
        return self._infix("<=", other)

    def equals(self, other: "Expr | float") -> "Expr":
        """Keep the series that are equal: `==` stays Python's comparison of two queries."""
        return self._infix("==", other)

    def differs(self, other: "Expr | float") -> "Expr":
        """Keep the series that are not equal."""
        return self._infix("!=", other)

    def compared(self, op: Literal["==", "!=", ">", "<", ">=", "<="], other: "Expr | float") -> "Expr":
        """Be 1 or 0 instead of filtering (`bool`)."""
        return self._infix(op, other, as_bool=True)

    def __and__(self, other: "Expr") -> "Expr":
        """Keep what the other side has too."""
        return self._infix("and", other)

    def __or__(self, other: "Expr") -> "Expr":
        """Fill in what is missing from the other side."""
        return self._infix("or", other)

    def unless(self, other: "Expr") -> "Expr":
        """Keep what the other side lacks."""
        return self._infix("unless", other)


def literal(value: float, language: Literal["promql", "logql"] = "promql") -> Expr:
    """Be a number."""
    level = Level.SIGN if value < 0 else Level.ATOM
    return Expr(number(value), level, language=language, labels=frozenset(), scalar=True)
