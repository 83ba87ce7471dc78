"""Does the PromQL judge accept what Prometheus accepts?"""

import pytest

from scripts.lint.promql import PromQLError, parse


@pytest.mark.parametrize(
    "text",
    [
        "up",
        'sum by (job) (rate(x{a=~"b|c"}[5m] offset 1h)) / on (job) group_left (x) y > bool 1',
        "max_over_time(rate(x[5m])[1h:1m] @ start())",
        "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
        r"x{a=~`\d+`}",
        "2*5",
        "1024^2*x",
    ],
)
def test_what_prometheus_accepts_is_accepted(text: str) -> None:
    """Grammar, functions, backticks, and arithmetic without spaces."""
    assert parse(text) is not None


@pytest.mark.parametrize("text", ["", "sum(", "rate(x)", "sum(x[5m])", 'x{a=~"("}', "unknown(x)", "rate(`x`"])
def test_what_prometheus_refuses_is_refused_with_a_reason(text: str) -> None:
    """Grammar, types, regular expressions and unknown functions."""
    with pytest.raises(PromQLError) as caught:
        parse(text)

    assert str(caught.value)
