"""Which stretch of a log does a range aggregation read?"""

from scripts.lint.logql.cursor import Cursor
from scripts.lint.logql.stages import label_filter, sees_stage, selector, stage
from scripts.lint.logql.words import CONVERSIONS


def log_range(cursor: Cursor) -> bool:
    """Read a selector with its pipeline and exactly one range.

    The range stands before or after the pipeline; brackets may surround what comes before it.

    Returns:
        Whether the numbers come from `unwrap`.
    """
    if cursor.accept("("):
        return _bracketed(cursor)
    selector(cursor)
    if _range(cursor):
        return _pipeline(cursor)
    unwrapped = _pipeline(cursor)
    _demand_range(cursor)
    return unwrapped


def _bracketed(cursor: Cursor) -> bool:
    """Read `selector pipeline) [range]`, or `selector pipeline [range])`."""
    before = len(cursor.ranges)
    if cursor.sees("("):
        unwrapped = log_range(cursor)
        cursor.expect(")")
        return unwrapped
    selector(cursor)
    _range(cursor)
    unwrapped = _pipeline(cursor)
    if len(cursor.ranges) == before and _range(cursor):
        cursor.expect(")")
        return unwrapped
    cursor.expect(")")
    if len(cursor.ranges) == before:
        _demand_range(cursor)
        return _unwrap(cursor) or unwrapped
    return unwrapped


def _demand_range(cursor: Cursor) -> None:
    if not _range(cursor):
        raise cursor.error(f"a range such as [5m] is missing before {cursor.peek()}")


def _range(cursor: Cursor) -> bool:
    """Read `[5m]` and an `offset`, if a range comes next."""
    if cursor.peek().kind != "range":
        return False
    cursor.ranges.append(cursor.take().text)
    if cursor.accept("offset"):
        cursor.accept("-")
        cursor.expect_kind("duration", "a duration")
    return True


def _pipeline(cursor: Cursor) -> bool:
    """Read stages and `unwrap`; tell whether it was there."""
    while sees_stage(cursor):
        stage(cursor)
    return _unwrap(cursor)


def _unwrap(cursor: Cursor) -> bool:
    """Read `| unwrap label` and the label filters after it, if it comes next."""
    if not (cursor.sees("|") and cursor.sees("unwrap", ahead=1)):
        return False
    cursor.take()
    cursor.take()
    if cursor.sees(*CONVERSIONS) and cursor.sees("(", ahead=1):
        cursor.take()
        cursor.expect("(")
        cursor.name()
        cursor.expect(")")
    else:
        cursor.name()
    while cursor.accept("|"):
        label_filter(cursor)
    return True
