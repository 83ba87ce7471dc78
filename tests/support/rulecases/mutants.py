"""Which small mistakes could be made in a rule? Each of them is a mutant, and a case must notice it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import promql_parser as promql
from support.rulecases.relevance import (
    FILTERS,
    FOREIGN,
    Use,
    counts,
    fills_with_zeros,
    has_foreign,
    mistaken,
    single,
    uses,
)
from support.rulecases.spelling import aggregate, binary, call, spelled

Changed = Iterator[tuple[str, str]]
"""What was changed, and the expression with it."""

STEP = 0.05
"""How far a limit is moved, as a share of it."""

MOVED = 60
"""Seconds by which a `for` is moved at least; else a tenth of it."""

WRAPPERS = ("abs", "clamp_min", "clamp_max")
"""Functions that can be forgotten."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed rule.

    Attributes:
        what: was changed.
        expr: of the rule.
        hold: its `for` in seconds.
    """

    what: str
    expr: str
    hold: int


def mutants(expr: str, hold: int, recorded: Mapping[str, str]) -> list[Mutant]:
    """Make every mutant of an alert once.

    Args:
        expr: of the alert.
        hold: its `for` in seconds.
        recorded: recorded series -> its expression, of those that are evaluated together with alerts: what an alert
            asks of them is mutated too.
    """
    whole = _inlined(promql.parse(expr), recorded)
    kept = spelled(whole)
    found = {(text, hold): Mutant(what, text, hold) for what, text in changed(whole) if text != kept}
    moved = max(MOVED, hold // 10)
    for other in sorted({0, hold - moved, hold + moved, 2 * hold} - {hold}):
        if other >= 0:
            found[kept, other] = Mutant(f"for {hold} s -> {other} s", kept, other)
    return list(found.values())


def _inlined(node: promql.Expr, recorded: Mapping[str, str]) -> promql.Expr:
    """Put the rules of recorded series in their place, as deep as they go."""

    def rule(one: promql.Expr) -> promql.Expr | None:
        if not isinstance(one, promql.VectorSelector) or one.name is None or one.name not in recorded:
            return None
        if one.matchers.matchers or one.offset or one.at:
            return None
        made: promql.Expr = promql.parse(recorded[one.name])
        return promql.transform(made, post_visit=rule)

    return promql.transform(node, post_visit=rule)


def changed(node: promql.Expr, use: Use = Use.CONDITION) -> Changed:
    """Write an expression with one change, for each change that there is in it and that matters where it is used."""
    match node:
        case promql.ParenExpr():
            yield from changed(node.expr, use)
        case promql.NumberLiteral():
            yield from _numbers(node.val)
        case promql.VectorSelector():
            yield from _selectors(node, "")
        case promql.MatrixSelector():
            yield from _windows(node)
        case promql.UnaryExpr():
            yield from _within(changed(node.expr, use), lambda text: f"-({text})")
        case promql.Call():
            yield from _calls(node, use)
        case promql.AggregateExpr():
            yield from _aggregations(node, use)
        case promql.BinaryExpr():
            yield from _operations(node, use)


def _within(inner: Changed, put: Callable[[str], str]) -> Changed:
    for what, text in inner:
        yield what, put(text)


def _numbers(value: float, *, whole: bool = False) -> Changed:
    near = (value * (1 + STEP), value * (1 - STEP))
    for other in (value + 1, value - 1) if whole or value in (0, 1) else near:
        yield f"{value:g} -> {other:g}", f"{other!r}"


def _selectors(node: promql.VectorSelector, window: str) -> Changed:
    matchers = [str(one) for one in node.matchers.matchers]
    shift = f" offset {promql.display_duration(node.offset)}" if node.offset else ""
    for one in matchers:
        rest = ",".join(other for other in matchers if other != one)
        yield f"{node.name} without {one}", f"{node.name}{{{rest}}}{window}{shift}"
    if shift:
        yield f"{node.name} without{shift}", f"{node.name}{{{','.join(matchers)}}}{window}"


def _windows(node: promql.MatrixSelector) -> Changed:
    bare = spelled(promql.parse(str(node.vector_selector).partition(" offset ")[0]))
    shift = f" offset {promql.display_duration(node.vector_selector.offset)}" if node.vector_selector.offset else ""
    for other in (node.range * 2, node.range / 2):
        yield f"[{_told(node.range)}] -> [{_told(other)}]", f"{bare}[{_told(other)}]{shift}"
    yield from _selectors(node.vector_selector, f"[{_told(node.range)}]")


def _told(window: timedelta) -> str:
    return f"{int(window.total_seconds())}s"


def _calls(node: promql.Call, use: Use) -> Changed:
    name, arguments = node.func.name, [spelled(one) for one in node.args]
    for other in mistaken(name, use):
        yield f"{name}() -> {other}()", call(other, arguments)
    if name in WRAPPERS:
        yield f"without {name}()", arguments[0]
    inner = Use.SHAPE if name == "histogram_quantile" else use
    for place, one in enumerate(node.args):
        for what, text in changed(one, inner):
            yield what, call(name, [*arguments[:place], text, *arguments[place + 1 :]])


def _aggregations(node: promql.AggregateExpr, use: Use) -> Changed:
    inside = spelled(node.expr)
    for other in () if single(node) else mistaken(str(node.op), use):
        yield f"{node.op} -> {other}", aggregate(node, inside, op=other)
    labels = node.modifier.labels if node.modifier else []
    for one in labels:
        rest = [other for other in labels if other != one]
        yield f"{node.op} without {one}", aggregate(node, inside, modifier=f"by ({', '.join(rest)})")
    if FOREIGN not in labels and has_foreign(node.expr):
        yield f"{node.op} with {FOREIGN}", aggregate(node, inside, modifier=f"by ({', '.join([*labels, FOREIGN])})")
    yield from _within(changed(node.expr, use), lambda text: aggregate(node, text))


def _operations(node: promql.BinaryExpr, use: Use) -> Changed:
    left, right, op = spelled(node.lhs), spelled(node.rhs), str(node.op)
    if op == "or" and fills_with_zeros(node.rhs):
        yield f"without {op} {right}", left
        yield from _within(changed(node.lhs, use), lambda text: binary(node, text, right))
        return
    told = f" {right}" if isinstance(node.rhs, promql.NumberLiteral) else ""
    for other in mistaken(op, use):
        yield f"{op}{told} -> {other}{told}", binary(node, left, right, op=other)
    if op in FILTERS and not isinstance(node.lhs, promql.NumberLiteral):
        yield f"without {op} {right}", left
    if op == "or":
        yield f"without {left} or", right
    matching = node.modifier.matching.labels if node.modifier and node.modifier.matching else []
    for one in matching:
        rest = ", ".join(other for other in matching if other != one)
        modifier = str(node.modifier).replace(f"({', '.join(matching)})", f"({rest})", 1)
        yield f"{op} on without {one}", binary(node, left, right, modifier=modifier)
    ours, theirs = uses(node, use)
    yield from _within(changed(node.lhs, ours), lambda text: binary(node, text, right))
    if isinstance(node.rhs, promql.NumberLiteral) and counts(node.lhs):
        yield from _within(_numbers(node.rhs.val, whole=True), lambda text: binary(node, left, text))
    else:
        yield from _within(changed(node.rhs, theirs), lambda text: binary(node, left, text))
