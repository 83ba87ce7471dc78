"""What can be done to one expression: aggregations and functions?"""

from dataclasses import replace
from typing import TYPE_CHECKING

from panels.queries.expr.levels import Level
from panels.queries.expr.matchers import checked_label
from panels.queries.expr.text import duration, number, quote

if TYPE_CHECKING:
    from panels.queries.expr.expression import Expr


class Functions:
    """The part of `Expr` that needs one operand; `Expr` has the fields."""

    __slots__ = ()

    if TYPE_CHECKING:
        text: str
        legend: str
        labels: frozenset[str] | None

        def plain(self, text: str, *, legend: str | None = None, labels: frozenset[str] | None = None) -> Expr:
            """See `Expr`."""

        def inside(self, level: int) -> str:
            """See `Expr`."""

    def _aggregate(self, operator: str, by: tuple[str, ...], parameter: float | None = None) -> "Expr":
        unknown = [label for label in by if self.labels is not None and checked_label(label) not in self.labels]
        if unknown:
            have = ", ".join(sorted(self.labels or ()))
            raise ValueError(f"{operator} by {', '.join(unknown)}: {self.text} has only the labels {have}")
        head = f"{operator} by ({', '.join(by)}) " if by else operator
        inside = self.text if parameter is None else f"{number(parameter)}, {self.text}"
        legend = self.legend or " ".join(f"{{{{{label}}}}}" for label in by)
        return self.plain(f"{head}({inside})", legend=legend, labels=frozenset(by))

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

    def call(self, function: str, *after: float | str) -> "Expr":
        """Apply a function that keeps the labels, with arguments after the expression."""
        rest = "".join(f", {quote(a) if isinstance(a, str) else number(a)}" for a in after)
        return self.plain(f"{function}({self.text}{rest})")

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
        return replace(self.plain(f"histogram_quantile({number(share)}, {self.text})", legend=names), labels=kept)

    def relabelled(self, target: str, replacement: str, source: str, pattern: str) -> "Expr":
        """Make a label from another one (`label_replace`)."""
        made = self.call("label_replace", target, replacement, source, pattern)
        return replace(made, labels=None if self.labels is None else self.labels | {target})

    def as_scalar(self) -> "Expr":
        """Be the single value as a number."""
        return replace(self.plain(f"scalar({self.text})", labels=frozenset()), scalar=True)

    def over(self, function: str, window: str, step: str = "") -> "Expr":
        """Apply a function over a subquery: this expression, evaluated through a window."""
        return self.plain(f"{function}({self.inside(Level.ATOM)}[{duration(window)}:{duration(step) if step else ''}])")
