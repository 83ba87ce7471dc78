"""How are queries combined, with the fewest brackets that keep their meaning?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NoReturn, Self

from panels.queries.expr.functions import Functions
from panels.queries.expr.levels import OPERATORS, SET_OPERATORS, Level
from panels.queries.expr.text import number

Operand = "Expr | float"


@dataclass(frozen=True, slots=True)
class Expr(Functions):
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

    def plain(self, text: str, *, legend: str | None = None, labels: frozenset[str] | None = None) -> "Expr":
        """Make another expression from this one, which it keeps the legend and the labels of.

        Raises:
            ValueError: this one was to be matched by an operator.
        """
        if self.matching:
            raise ValueError(f"on() and ignoring() belong to the right-hand side of an operator: {text}")
        return Plain(
            text,
            legend=self.legend if legend is None else legend,
            language=self.language,
            labels=self.labels if labels is None else labels,
            step=self.step,
        )

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
        tighter_left, tighter_right = (level + 1, Level.SIGN) if op == "^" else (level, level + 1)
        words = " ".join(word for word in (op, "bool" * as_bool, right.matching) if word)
        labels, legend = self._joined(op, right)
        return Plain(
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
        return replace(self.plain(f"-{self.inside(Level.SIGN)}"), level=Level.SIGN, scalar=self.scalar)

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


@dataclass(frozen=True, slots=True)
class Plain(Expr):
    """What operators, functions and numbers make.

    No class that has instances has a subclass: Python asks the subclass first, and would turn `a > b` into `b < a`.
    """


def literal(value: float, language: Literal["promql", "logql"] = "promql") -> Expr:
    """Be a number."""
    level = Level.SIGN if value < 0 else Level.ATOM
    return Plain(number(value), level, language=language, labels=frozenset(), scalar=True)
