"""Are the regular expressions and patterns inside a LogQL query right?

Loki's expressions are RE2. promql-parser's engine knows nearly the same language, so it is asked first; Python's `re`
is the second opinion on the few things that RE2 allows and that engine does not.
"""

import itertools
import re

CAPTURE = re.compile(r"<([A-Za-z_]\w*)>")
NAMED_GROUP = re.compile(r"\(\?P?<(\w+)>")
NOT_RE2 = re.compile(r"\(\?(?:=|!|<=|<!|>)|(?<!\\)(?:\\\\)*\\[1-9]")
"""Look-around, atomic groups and back references: Python has them, RE2 never."""

QUOTED = re.compile(r"\\Q(.*?)(?:\\E|\Z)", re.DOTALL)
VARIABLE = re.compile(r"\$\{?\w|\[\[\w+\]\]")


def regex_problem(pattern: str) -> str:
    """Say what is wrong with a regular expression; nothing if it is right or holds a Grafana variable."""
    if VARIABLE.search(pattern) or _accepted_by_engine(pattern):
        return ""
    plain = QUOTED.sub(lambda match: re.escape(match[1]), pattern)
    if NOT_RE2.search(plain):
        return f"`{pattern}` uses look-around or back references, which RE2 does not have"
    try:
        re.compile(plain.replace("(?<", "(?P<"))
    except (re.error, RecursionError, OverflowError) as error:
        return f"`{pattern}` is no regular expression: {error}"
    return ""


def _accepted_by_engine(pattern: str) -> bool:
    import promql_parser

    quoted = pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    try:
        promql_parser.parse(f'x{{a=~"{quoted}"}}')
    except ValueError:
        return False
    return True


def matches_nothing(pattern: str) -> bool:
    """Tell whether a regular expression matches the empty string, and so every stream without the label."""
    try:
        return bool(re.fullmatch(pattern.replace("(?<", "(?P<"), ""))
    except re.error:
        return False


def named_groups(pattern: str) -> list[str]:
    """List the labels that a `regexp` stage makes."""
    return NAMED_GROUP.findall(pattern)


def captures_problem(pattern: str, *, named: bool) -> str:
    """Say what is wrong with a `pattern` stage (it names captures) or a `|>` filter (it names none, only `<_>`)."""
    found = list(CAPTURE.finditer(pattern))
    names = [match[1] for match in found if match[1] != "_"]
    if named and not names:
        return "a pattern needs a named capture such as <status>"
    if not named and names:
        return f"a pattern filter captures nothing: write <_>, not <{names[0]}>"
    for left, right in itertools.pairwise(found):
        if left.end() == right.start():
            return f"{left[0]}{right[0]}: captures need text between them"
    for name in names:
        if names.count(name) > 1:
            return f"<{name}> is captured twice"
    return ""
