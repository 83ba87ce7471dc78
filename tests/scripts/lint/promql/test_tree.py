"""Are the selectors of a query found, with what stands around them?"""

import pytest

from scripts.lint.promql import asks
from scripts.lint.promql.tree import nodes, operator


def test_selectors_are_found_in_order_with_window_matchers_and_surroundings() -> None:
    """The function directly around a range is named, brackets left out."""
    first, second = asks('sum by (a) ((rate(x_total{a="b",c!~"d.*"}[5m]))) / {__name__="y"}')

    assert (first.metric, first.window, first.around) == ("x_total", 300, "rate")
    assert first.matchers == (("a", "=", "b"), ("c", "!~", "d.*"))
    assert [operator(node) for node in first.above] == ["/", "sum", "rate"]
    assert (second.metric, second.window, second.around) == ("y", None, "/")


def test_a_selector_may_have_no_name() -> None:
    """Then nothing is said about the metric."""
    (ask,) = asks('{job="a"}')

    assert (ask.metric, ask.fixes("job"), ask.fixes("instance")) == ("", True, False)


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("-(x)", 3), ("topk(3, x)", 3), ("rate(x[5m:])", 3)])
def test_every_node_is_visited_once(text: str, count: int) -> None:
    """Parameters, brackets and subqueries are nodes too."""
    assert len(nodes(text)) == count
