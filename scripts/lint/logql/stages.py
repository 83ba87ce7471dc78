"""Which lines does a query choose, and what does each pipeline stage do to them?"""

from scripts.lint.logql.cursor import Cursor
from scripts.lint.logql.patterns import captures_problem, matches_nothing, named_groups, regex_problem
from scripts.lint.logql.query import Matcher

LINE_FILTERS = ("|=", "|~", "|>", "!=", "!~", "!>")
MATCH_SIGNS = ("=", "!=", "=~", "!~")
COMPARE_SIGNS = ("=", "==", "!=", ">", ">=", "<", "<=")


def _matcher(cursor: Cursor) -> Matcher:
    """Read `label="value"`."""
    name = cursor.name()
    sign = cursor.expect(*MATCH_SIGNS)
    value = cursor.expect_kind("string", "a string")
    if sign in {"=~", "!~"} and (problem := regex_problem(value.text)):
        raise cursor.error(problem, value)
    return Matcher(name, sign, value.text)


def _narrows(matcher: Matcher) -> bool:
    """Tell whether a matcher chooses streams, that is: refuses a stream without the label."""
    if matcher.op == "=":
        return matcher.value != ""
    if matcher.op == "!=":
        return matcher.value == ""
    return matches_nothing(matcher.value) is (matcher.op == "!~")


def selector(cursor: Cursor) -> None:
    """Read `{label="value", ...}`."""
    start = cursor.peek()
    cursor.expect("{")
    matchers = []
    if not cursor.sees("}"):
        matchers.append(_matcher(cursor))
        while cursor.accept(","):
            matchers.append(_matcher(cursor))
    cursor.expect("}")
    if not any(_narrows(matcher) for matcher in matchers):
        raise cursor.error(
            "a selector needs one matcher that cannot match the empty string, else it reads every stream", start
        )
    cursor.selectors.append(tuple(matchers))


def sees_stage(cursor: Cursor) -> bool:
    """Tell whether a pipeline stage comes next; `!=` is one only before a string or `ip(`."""
    if cursor.sees("|"):
        return not cursor.sees("unwrap", ahead=1)
    if not cursor.sees(*LINE_FILTERS):
        return False
    return cursor.sees("|=", "|~", "|>", "!>") or cursor.peek(1).kind == "string" or cursor.sees("ip", ahead=1)


def stage(cursor: Cursor) -> None:
    """Read one stage of a pipeline."""
    sign = cursor.accept(*LINE_FILTERS)
    if sign:
        _line_filter(cursor, sign)
        return
    cursor.expect("|")
    word = cursor.peek()
    if word.kind == "word" and word.text.lower() in STAGES:
        STAGES[cursor.take().text.lower()](cursor)
    else:
        label_filter(cursor)


def _ip(cursor: Cursor) -> None:
    """Read `ip("10.0.0.0/8")`."""
    cursor.expect("ip")
    cursor.expect("(")
    cursor.expect_kind("string", "an address")
    cursor.expect(")")


def _line_filter(cursor: Cursor, sign: str) -> None:
    """Read what follows `|=` and its kin: strings joined by `or`."""
    while True:
        if cursor.sees("ip"):
            _ip(cursor)
        else:
            text = cursor.expect_kind("string", "a string")
            problem = ""
            if sign in {"|~", "!~"}:
                problem = regex_problem(text.text)
            elif sign in {"|>", "!>"}:
                problem = captures_problem(text.text, named=False)
            if problem:
                raise cursor.error(problem, text)
        if not cursor.accept("or"):
            return


def label_filter(cursor: Cursor) -> None:
    """Read conditions on labels: joined by `and`, `or`, a comma or nothing."""
    _condition(cursor)
    while cursor.accept("and", "or", ",") or cursor.sees_name() or cursor.sees("("):
        _condition(cursor)


def _condition(cursor: Cursor) -> None:
    if cursor.accept("("):
        label_filter(cursor)
        cursor.expect(")")
        return
    if cursor.sees("=~", "!~", ahead=1) or cursor.peek(2).kind == "string":
        _matcher(cursor)
        return
    cursor.name()
    sign = cursor.expect(*COMPARE_SIGNS)
    if cursor.sees("ip") and sign in {"=", "!="}:
        _ip(cursor)
        return
    signed = cursor.accept("+", "-")
    value = cursor.take()
    if value.kind != "number" and (signed or value.kind not in {"duration", "bytes"}):
        raise cursor.error(f"expected a string, number, duration or size, not {value}", value)


def _extractions(cursor: Cursor) -> None:
    """Read `a, b="x.y"`: which fields become which labels."""
    while True:
        cursor.name()
        if cursor.accept("="):
            cursor.expect_kind("string", "the name of a field")
        if not cursor.accept(","):
            return


def _json(cursor: Cursor) -> None:
    if cursor.sees_name():
        _extractions(cursor)


def _logfmt(cursor: Cursor) -> None:
    while cursor.peek().kind == "flag":
        cursor.take()
    _json(cursor)


def _regexp(cursor: Cursor) -> None:
    text = cursor.expect_kind("string", "a regular expression")
    groups = named_groups(text.text)
    problem = regex_problem(text.text)
    if not problem and not groups:
        problem = "`regexp` needs a named capture such as (?P<status>...)"
    elif not problem and len(set(groups)) < len(groups):
        problem = "a name is captured twice"
    if problem:
        raise cursor.error(problem, text)


def _pattern(cursor: Cursor) -> None:
    text = cursor.expect_kind("string", "a pattern")
    if problem := captures_problem(text.text, named=True):
        raise cursor.error(problem, text)


def _line_format(cursor: Cursor) -> None:
    cursor.expect_kind("string", "a template")


def _label_format(cursor: Cursor) -> None:
    """Read `new=old, other="template"`."""
    seen: set[str] = set()
    while True:
        word = cursor.peek()
        name = cursor.name()
        if name in seen:
            raise cursor.error(f"`{name}` is formatted twice in one stage", word)
        seen.add(name)
        cursor.expect("=")
        if cursor.peek().kind == "string":
            cursor.take()
        else:
            cursor.name()
        if not cursor.accept(","):
            return


def _labels(cursor: Cursor) -> None:
    """Read `a, b="x"` after `drop` or `keep`."""
    while True:
        if cursor.sees(*MATCH_SIGNS, ahead=1):
            _matcher(cursor)
        else:
            cursor.name()
        if not cursor.accept(","):
            return


def _nothing(cursor: Cursor) -> None:
    """Read nothing: the stage takes no argument."""
    del cursor


STAGES = {
    "json": _json,
    "logfmt": _logfmt,
    "unpack": _nothing,
    "decolorize": _nothing,
    "regexp": _regexp,
    "pattern": _pattern,
    "line_format": _line_format,
    "label_format": _label_format,
    "drop": _labels,
    "keep": _labels,
}
"""The word after `|` and what reads its arguments; any other word begins a label filter."""
