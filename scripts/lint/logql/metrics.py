"""Does a whole LogQL query hold together: aggregations, operators, numbers?"""

from dataclasses import dataclass

from scripts.lint.logql.cursor import Cursor
from scripts.lint.logql.errors import LogQLError
from scripts.lint.logql.matching import combine, modifiers
from scripts.lint.logql.patterns import regex_problem
from scripts.lint.logql.query import Kind, Query
from scripts.lint.logql.ranges import log_range
from scripts.lint.logql.stages import sees_stage, selector, stage
from scripts.lint.logql.words import (
    COUNTED,
    GROUPED_RANGE_AGGREGATIONS,
    PRECEDENCE,
    RANGE_AGGREGATIONS,
    RIGHT_ASSOCIATIVE,
    SETS,
    UNGROUPED,
    UNWRAP_FORBIDDEN,
    UNWRAP_REQUIRED,
    VECTOR_AGGREGATIONS,
)

SELECTING = frozenset({"topk", "bottomk", "sort", "sort_desc", "approx_topk"})
"""Vector aggregations that return some of the series they are given, labels and all."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query: what it returns, and with which labels (`None`: unknown)."""

    kind: Kind
    labels: frozenset[str] | None = None


def read(text: str) -> Query:
    """Parse a query and keep what lint rules ask about.

    Args:
        text: the query with every Grafana variable outside strings replaced by a value.

    Raises:
        LogQLError: the text is not LogQL, or Loki would refuse to run it.
    """
    cursor = Cursor(text)
    try:
        part = _expression(cursor, 0)
    except RecursionError:
        raise LogQLError(0, "the query is nested too deeply") from None
    if cursor.peek().kind != "end":
        raise cursor.error(f"{cursor.peek()} cannot stand here")
    return Query(part.kind, part.labels, tuple(cursor.selectors), tuple(cursor.ranges))


def _expression(cursor: Cursor, floor: int) -> Part:
    """Read operands and the operators that bind at least as tightly as `floor`."""
    left = _operand(cursor)
    while cursor.sees(*PRECEDENCE):
        token = cursor.peek()
        op = token.text.lower()
        level = PRECEDENCE[op]
        if level < floor:
            break
        cursor.take()
        matching = modifiers(cursor)
        right = _expression(cursor, level if op in RIGHT_ASSOCIATIVE else level + 1)
        if "log" in {left.kind, right.kind}:
            raise cursor.error(f"`{op}` joins numbers, and one side returns log lines", token)
        if op in SETS and "scalar" in {left.kind, right.kind}:
            raise cursor.error(f"`{op}` joins series, and one side is a bare number: write vector(...)", token)
        kind: Kind = "scalar" if left.kind == right.kind == "scalar" else "metric"
        left = Part(kind, combine(op, matching, left, right))
    return left


def _operand(cursor: Cursor) -> Part:
    """Read a log query, an aggregation, a function, a number or something in brackets."""
    if cursor.sees("{"):
        selector(cursor)
        while sees_stage(cursor):
            stage(cursor)
        return Part("log")
    if cursor.accept("("):
        part = _expression(cursor, 0)
        cursor.expect(")")
        return part
    signed = cursor.accept("+", "-")
    if signed or cursor.peek().kind == "number":
        cursor.expect_kind("number", "a number")
        return Part("scalar", frozenset())
    if cursor.sees_function():
        return _function(cursor)
    raise cursor.error(f"expected a selector, an aggregation or a number, not {cursor.peek()}")


def _function(cursor: Cursor) -> Part:
    token = cursor.take()
    word = token.text.lower()
    if word in RANGE_AGGREGATIONS:
        return _range_aggregation(cursor, word)
    if word in VECTOR_AGGREGATIONS:
        return _vector_aggregation(cursor, word)
    if word == "vector":
        cursor.expect("(")
        cursor.expect_kind("number", "a number")
        cursor.expect(")")
        return Part("metric", frozenset())
    if word == "label_replace":
        return _label_replace(cursor)
    raise cursor.error(f"`{word}(...)` is no query", token)


def _metric(cursor: Cursor, what: str) -> Part:
    """Read an expression that returns series or a number."""
    token = cursor.peek()
    part = _expression(cursor, 0)
    if part.kind == "log":
        raise cursor.error(f"{what} takes series, not log lines: count them first, e.g. count_over_time(...)", token)
    return part


def _parameter(cursor: Cursor) -> str:
    """Read `5,` at the start of the arguments, if it is there."""
    if cursor.peek().kind == "number" and cursor.sees(",", ahead=1):
        value = cursor.take().text
        cursor.take()
        return value
    return ""


def _grouping(cursor: Cursor) -> tuple[str, tuple[str, ...]] | None:
    """Read `by (a, b)` or `without (a)`, if it comes next."""
    word = cursor.accept("by", "without")
    return (word, cursor.names()) if word else None


def _grouped(grouping: tuple[str, tuple[str, ...]] | None, inner: frozenset[str] | None) -> frozenset[str] | None:
    """Give the labels that a grouping leaves; without one an aggregation leaves none."""
    if grouping is None:
        return frozenset()
    word, names = grouping
    if word == "by":
        return frozenset(names)
    return None if inner is None else inner - set(names)


def _range_aggregation(cursor: Cursor, word: str) -> Part:
    start = cursor.peek()
    cursor.expect("(")
    number = _parameter(cursor)
    if bool(number) is not (word == "quantile_over_time"):
        raise cursor.error(f"{word} takes {'no number' if number else 'a number'} before the log range", start)
    unwrapped = log_range(cursor)
    cursor.expect(")")
    if unwrapped and word in UNWRAP_FORBIDDEN:
        raise cursor.error(f"{word} counts lines: `unwrap` has no meaning in it", start)
    if not unwrapped and word in UNWRAP_REQUIRED:
        raise cursor.error(f"{word} needs a number from each line: `| unwrap label`", start)
    token = cursor.peek()
    grouping = _grouping(cursor)
    if grouping and word not in GROUPED_RANGE_AGGREGATIONS:
        raise cursor.error(f"{word} takes no grouping: put sum by (...) around it", token)
    return Part("metric", _grouped(grouping, None) if grouping else None)


def _vector_aggregation(cursor: Cursor, word: str) -> Part:
    start = cursor.peek()
    grouping = _grouping(cursor)
    cursor.expect("(")
    number_at = cursor.peek()
    number = _parameter(cursor)
    if bool(number) is not (word in COUNTED):
        raise cursor.error(f"{word} takes {'no number' if number else 'a number'} before the series", number_at)
    if number and (not number.isdigit() or int(number) < 1):
        raise cursor.error(f"{word} takes a whole number from 1, not {number}", number_at)
    part = _metric(cursor, word)
    cursor.expect(")")
    if cursor.sees("by", "without"):
        if grouping is not None:
            raise cursor.error(f"{word} is grouped before and after its brackets")
        grouping = _grouping(cursor)
    if grouping and word in UNGROUPED and (grouping[1] or word == "approx_topk"):
        raise cursor.error(f"{word} takes no grouping", start)
    return Part("metric", part.labels if word in SELECTING else _grouped(grouping, part.labels))


def _label_replace(cursor: Cursor) -> Part:
    cursor.expect("(")
    part = _metric(cursor, "label_replace")
    texts = []
    for what in ("the new label", "its value", "the old label", "a regular expression"):
        cursor.expect(",")
        texts.append(cursor.expect_kind("string", what))
    cursor.expect(")")
    if problem := regex_problem(texts[3].text):
        raise cursor.error(problem, texts[3])
    return Part(part.kind, None if part.labels is None else part.labels | {texts[0].text})
