"""Are the labels of an answer those that Prometheus would give it?"""

import pytest

from scripts.lint.promql import output, parse

SERIES = {"a": frozenset({"x", "y"}), "b": frozenset({"x", "z"}), "h_bucket": frozenset({"x", "le"})}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a", {"x", "y"}),
        ("unknown", None),
        ("rate(a[5m])", {"x", "y"}),
        ("max_over_time(a[1h:1m])", {"x", "y"}),
        ("-(a)", {"x", "y"}),
        ("sum(a)", set()),
        ("sum by (x, q) (a)", {"x"}),
        ("sum by (x, q) (unknown)", {"x", "q"}),
        ("sum without (x) (a)", {"y"}),
        ("sum without (x) (unknown)", None),
        ("topk(3, a)", {"x", "y"}),
        ('count_values("v", a)', {"v"}),
        ("histogram_quantile(0.9, sum by (x, le) (rate(h_bucket[5m])))", {"x"}),
        ('label_replace(a, "new", "$1", "x", "(.*)")', {"x", "y", "new"}),
        ('label_join(sum(a), "new", "-", "x")', {"new"}),
        ("a * 2", {"x", "y"}),
        ("time() - a", {"x", "y"}),
        ("a / scalar(b)", {"x", "y"}),
        ("(1 + 2) * a", {"x", "y"}),
        ("a / on (x) b", {"x"}),
        ("a / ignoring (y) b", {"x"}),
        ("a * on (x) group_left (z) b", {"x", "y", "z"}),
        ("a * on (x) group_right () b", {"x", "z"}),
        ("a / b", {"x", "y"}),
        ("unknown / a", {"x", "y"}),
        ("a and b", {"x", "y"}),
        ("a unless on (x) b", {"x", "y"}),
        ("a or b", {"x", "y", "z"}),
        ("a or unknown", None),
        ("unknown / on (x) b", {"x"}),
        ("a > bool b", {"x", "y"}),
        ("vector(1)", set()),
        ("time()", set()),
        ("1", set()),
        ('absent(a{x="1",y=~"2"})', {"x"}),
        ('absent_over_time(a{x="1"}[5m])', {"x"}),
        ("absent(sum(a))", set()),
        ("sort_desc(a)", {"x", "y"}),
        ("clamp_min(a, 0)", {"x", "y"}),
        ("hour()", set()),
        ('{job="a"}', None),
    ],
)
def test_labels_follow_functions_groupings_and_joins(text: str, labels: set[str] | None) -> None:
    """What cannot be known is `None`, never a guess."""
    assert output(parse(text), SERIES.get) == labels
