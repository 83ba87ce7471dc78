"""Does `Expr` write the fewest brackets that keep its meaning?"""

import promql_parser
import pytest
from hypothesis import given
from support.promqltrees import Tree, shape, trees

from panels.queries.expr import Expr, literal, metric, ratio, zero_filled

UP, LOAD, BOOT = metric("up"), metric("node_load1"), metric("node_load5")


@given(trees())
def test_few_brackets_mean_what_full_brackets_mean(tree: Tree) -> None:
    """Random trees parse to the tree of their fully bracketed text."""
    assert shape(tree.expr.text) == shape(tree.full)


@given(trees())
def test_no_bracket_is_superfluous(tree: Tree) -> None:
    """Without any one pair of its brackets the text means something else, or nothing."""
    text = tree.expr.text
    for start, end in _grouping(text):
        less = f"{text[:start]} {text[start + 1 : end]} {text[end + 1 :]}"
        assert _shape_or_none(less) != shape(text), f"{text} has superfluous brackets"


def _grouping(text: str) -> list[tuple[int, int]]:
    """Find the pairs of brackets that only group: those of calls and label lists follow a word."""
    opened: list[int] = []
    pairs = []
    for place, character in enumerate(text):
        if character == "(":
            opened.append(place)
        elif character == ")":
            pairs.append((opened.pop(), place))
    words = (" by ", " on ", " ignoring ", " group_left ", " group_right ")
    return [
        (start, end)
        for start, end in pairs
        if start and not text[start - 1].isalnum() and text[start - 1] != "_" and not text[:start].endswith(words)
    ]


def _shape_or_none(text: str) -> object:
    try:
        return shape(text)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (1 - UP / LOAD, "1 - up / node_load1"),
        ((1 - UP) / LOAD, "(1 - up) / node_load1"),
        (UP - (LOAD - BOOT), "up - (node_load1 - node_load5)"),
        (UP - LOAD - BOOT, "up - node_load1 - node_load5"),
        (UP**LOAD**BOOT, "up ^ node_load1 ^ node_load5"),
        ((UP**LOAD) ** BOOT, "(up ^ node_load1) ^ node_load5"),
        (-(UP**2), "-up ^ 2"),
        ((-UP) ** 2, "(-up) ^ 2"),
        (literal(-2) * UP, "-2 * up"),
        (UP.equals(1) & LOAD, "up == 1 and node_load1"),
        ((UP | LOAD) & BOOT, "(up or node_load1) and node_load5"),
        (UP | LOAD & BOOT, "up or node_load1 and node_load5"),
        (ratio(UP, LOAD), "up / (node_load1 > 0)"),
        (zero_filled(UP, LOAD), "up or 0 * node_load1"),
        (UP.compared("==", 1).sum(), "sum(up == bool 1)"),
    ],
    ids=str,
)
def test_brackets_stand_where_they_are_needed(expression: Expr, text: str) -> None:
    """Each of these was wrong in a query builder that knew too little or too much of precedence."""
    assert expression.text == text
    promql_parser.parse(text)
