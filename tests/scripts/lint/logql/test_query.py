"""Does the checker see what lint rules ask of a LogQL query?"""

import pytest

from scripts.lint.logql import Matcher, read


def test_selectors_and_ranges_are_kept_in_order() -> None:
    """Every selector and every range of the query is there."""
    query = read('rate({job="a"} |= "x" [5m]) / rate({level=~"b|c"}[1h])')

    assert query.selectors == ((Matcher("job", "=", "a"),), (Matcher("level", "=~", "b|c"),))
    assert query.ranges == ("5m", "1h")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ('rate({job="a"}[5m])', None),
        ('sum(rate({job="a"}[5m]))', set()),
        ('sum by (a, b) (rate({job="x"}[5m]))', {"a", "b"}),
        ('sum without (a) (sum by (a, b) (rate({job="x"}[5m])))', {"b"}),
        ('sum without (a) (rate({job="x"}[5m]))', None),
        ('topk(3, sum by (a) (rate({job="x"}[5m])))', {"a"}),
        ('max_over_time({job="x"} | unwrap v [5m]) by (a)', {"a"}),
        ('label_replace(sum by (a) (rate({job="x"}[5m])), "b", "$1", "a", "(.*)")', {"a", "b"}),
        ('sum by (a) (rate({job="x"}[5m])) * 60', {"a"}),
        ('60 * sum by (a) (rate({job="x"}[5m]))', {"a"}),
        ('sum by (a) (rate({job="x"}[5m])) or sum by (b) (rate({job="x"}[5m]))', {"a", "b"}),
        ('sum by (a) (rate({job="x"}[5m])) unless sum by (b) (rate({job="x"}[5m]))', {"a"}),
        ('sum by (a, b) (rate({job="x"}[5m])) / on (a) sum by (a) (rate({job="x"}[5m]))', {"a"}),
        ('sum by (a, b) (rate({job="x"}[5m])) / ignoring (b) sum by (a) (rate({job="x"}[5m]))', {"a"}),
        ('sum by (a, b) (rate({job="x"}[5m])) / on (a) group_left (c) sum by (a, c) (rate({job="x"}[5m]))', set("abc")),
        ('sum by (a) (rate({job="x"}[5m])) / on (a) group_right sum by (a, c) (rate({job="x"}[5m]))', {"a", "c"}),
        ("vector(1)", set()),
        ("1", set()),
        ('{job="a"}', None),
    ],
)
def test_the_labels_of_the_result_are_known_where_the_query_says_them(text: str, labels: set[str] | None) -> None:
    """Groupings and operators decide the labels; the rest is unknown."""
    assert read(text).labels == labels
