"""Which metric is asked, and is that a question its contract can answer?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal, Self

from panels.contract import ContractError, Label
from panels.contract import series as declared
from panels.queries.expr.expression import Expr, Plain
from panels.queries.expr.matchers import Matcher, Where, checked_label, matcher, re
from panels.queries.expr.text import RATE_INTERVAL, duration, number, seconds

Kind = Literal["counter", "gauge", "untyped"]


def _hint(wrong: str, right: Sequence[str]) -> str:
    near = get_close_matches(wrong, right, n=1)
    return f"did you mean {near[0]}?" if near else f"it has {', '.join(right)}"


@dataclass(frozen=True, slots=True)
class Selector(Expr):
    """What metrics and recorded series share: a name and conditions on labels.

    Attributes:
        name: the metric's name.
        where: the conditions, in the order in which they were given.
        kind: what its type allows.
        known: its labels with their allowed values, from the contract.
        bounds: its bucket bounds, for a histogram's `_bucket`.
        shift: an `offset` or `@` modifier.
    """

    name: str = ""
    where: tuple[tuple[str, Matcher], ...] = ()
    kind: Kind = "untyped"
    known: tuple[Label, ...] = field(default=(), repr=False)
    bounds: tuple[float, ...] = ()
    shift: str = ""

    def __call__(self, *scopes: Where, **labels: str | Matcher) -> Self:
        """Narrow the selection.

        Args:
            scopes: conditions by label, such as `scope.SERVICE`.
            labels: more of them.

        Raises:
            ContractError: the metric has no such label, or the label never has that value.
        """
        added = [(label, matcher(value)) for scope in (*scopes, labels) for label, value in scope.items()]
        for label, condition in added:
            self._check(label, condition)
        where = tuple(dict.fromkeys((*self.where, *added)))
        return replace(self, where=where, text=self._spelled(where, self.shift))

    def _check(self, label: str, condition: Matcher) -> None:
        by_name = {known.name: known for known in self.known}
        if self.known and label not in by_name:
            hint = _hint(label, sorted(by_name))
            raise ContractError(f"{self.name} has no label {checked_label(label)}; {hint}")
        if not self.known or "$" in condition.value or label == "le":
            return
        allowed = by_name[label]
        if condition.op == "=" and not allowed.accepts(condition.value):
            hint = _hint(condition.value, allowed.values)
            raise ContractError(f"{self.name}: {label} is never {condition.value!r}; {hint}")
        if condition.op == "=~" and allowed.values and allowed.closed and not condition.any_of(allowed.values):
            have = ", ".join(allowed.values)
            raise ContractError(f"{self.name}: {label} never matches {condition.value!r}; it has {have}")

    def _spelled(self, where: Iterable[tuple[str, Matcher]], shift: str) -> str:
        inside = ",".join(condition.spell(label) for label, condition in where)
        braces = f"{{{inside}}}" if inside else ""
        return f"{self.name}{braces}{shift}"

    def below(self, bound: float) -> Self:
        """Take the bucket of everything up to a bound.

        An integer bound is written `1` by Rust and Node and `1.0` by Python, so both are matched.

        Raises:
            ContractError: the histogram has no such bucket.
        """
        if bound not in self.bounds:
            have = ", ".join(number(b) for b in self.bounds)
            raise ContractError(f"{self.name} has no bucket bound {number(bound)}; it has {have}")
        text = number(bound)
        condition = matcher(re(rf"{text}|{text}\.0") if float(bound).is_integer() else text)
        where = (*self.where, ("le", condition))
        return replace(self, where=where, text=self._spelled(where, self.shift))

    def offset(self, by: str) -> Self:
        """Look into the past."""
        return self._shifted(f" offset {duration(by)}")

    def at_start(self) -> Self:
        """Take the value at the left edge of the range."""
        return self._shifted(" @ start()")

    def _shifted(self, shift: str) -> Self:
        return replace(self, shift=shift, text=self._spelled(self.where, shift))

    # --- over time -----------------------------------------------------------------------------------------------

    def over_time(self, function: str, window: str, *after: float) -> Expr:
        """Apply a function of a range, such as `avg_over_time` or `changes`."""
        selector = self._spelled(self.where, "")
        rest = "".join(f", {number(a)}" for a in after)
        return Plain(
            f"{function}({selector}[{duration(window)}]{self.shift}{rest})",
            legend=self.legend,
            labels=self.labels,
            step=self.step,
        )

    def _counted(self, function: str, window: str) -> Expr:
        if self.kind == "gauge":
            raise ContractError(f"{self.name} is a gauge: {function}() of it has no meaning")
        return self.over_time(function, window)

    def rate(self, window: str = RATE_INTERVAL) -> Expr:
        """Count per second; only counters can."""
        return self._counted("rate", window)

    def increase(self, window: str) -> Expr:
        """Count within a window; only counters can."""
        return self._counted("increase", window)

    def appeared(self, window: str) -> Expr:
        """Find series that were not there before the window: `increase` does not see what a counter begins with."""
        return self.unless(self.offset(window))

    def mean(self, window: str) -> Expr:
        """Average over a window."""
        return self.over_time("avg_over_time", window)

    def changes(self, window: str = RATE_INTERVAL) -> Expr:
        """Count how often the value changed."""
        return self.over_time("changes", window)


@dataclass(frozen=True, slots=True)
class Series(Selector):
    """A metric of the contract."""


def metric(name: str, *scopes: Where, **labels: str | Matcher) -> Series:
    """Ask a metric of the contract.

    Args:
        name: as Prometheus stores it; of a histogram `_bucket`, `_sum` or `_count`.
        scopes: conditions by label.
        labels: more of them.

    Raises:
        ContractError: nobody emits that metric, or it lacks that label, value or type.
    """
    known = declared(name)
    asked = Series(
        name,
        labels=frozenset(known.labels),
        name=name,
        kind=known.kind,
        known=tuple(known.labels.values()),
        bounds=known.bounds,
    )
    return asked(*scopes, **labels)


@dataclass(frozen=True, slots=True)
class Recorded(Selector):
    """A recorded series: asked like a metric, and it knows the rule that makes it.

    Attributes:
        rule: the expression that Prometheus evaluates.
        static: labels that the rule adds.
    """

    rule: Expr = field(default_factory=lambda: Plain(""), repr=False)
    static: tuple[tuple[str, str], ...] = ()


def record(name: str, rule: Expr, *, every: str = "30s", **static: str) -> Recorded:
    """Record an expression under a name (`level:metric:operations`).

    Args:
        name: the recorded series.
        rule: what it records; its labels become the labels of the series.
        every: how often, as its group says; panels ask no closer.
        static: labels that the rule adds.

    Raises:
        ValueError: the expression's labels are not known, so nobody could check who asks for them.
    """
    if rule.labels is None:
        raise ValueError(f"{name}: the labels of {rule.text} are not known; aggregate it")
    labels = rule.labels | set(static)
    known = tuple(Label(name=label) for label in sorted(labels))
    return Recorded(
        name,
        labels=frozenset(labels),
        name=name,
        kind="gauge",
        known=known,
        rule=rule,
        static=tuple(static.items()),
        step=seconds(every),
    )


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Recording rules that are evaluated one after the other.

    Attributes:
        name: the group's name.
        interval: how often, as a duration.
        rules: a rule may use those above it.
    """

    name: str
    interval: str
    rules: tuple[Recorded, ...]


def group(name: str, *rules: Recorded, interval: str = "30s") -> RuleGroup:
    """Put recording rules into a group.

    Raises:
        ValueError: a rule says that it is recorded in another interval.
    """
    for rule in rules:
        if rule.step != seconds(interval):
            raise ValueError(f"{rule.name} is recorded every {rule.step} s, but its group {name} every {interval}")
    return RuleGroup(name, duration(interval), rules)
