"""Does a question that nobody can answer fail at once, with the nearest right name?"""

from collections.abc import Callable

import pytest

from panels.contract import ContractError
from panels.queries.expr import field, metric, nre, re, record, stream

DURATION = metric("http_request_duration_seconds_bucket")


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("http_request_total", "http_requests_total"),
        ("node_load", "node_load1"),
        ("mongodb_ss_conections", "mongodb_ss_connections"),
    ],
)
def test_an_unknown_metric(wrong: str, nearest: str) -> None:
    """A typing error would be an empty panel."""
    with pytest.raises(ContractError, match=rf"no job emits {wrong}; the nearest name is {nearest}"):
        metric(wrong)


def test_a_histogram_without_a_suffix() -> None:
    """The bare name has no series."""
    with pytest.raises(ContractError, match=r"is a histogram: ask for .*_bucket.*_sum.*_count"):
        metric("http_request_duration_seconds")


def test_an_unknown_label() -> None:
    """`code` is what others call it."""
    with pytest.raises(ContractError, match=r"http_requests_total has no label statuss; did you mean status\?"):
        metric("http_requests_total", statuss="500")
    with pytest.raises(ContractError, match=r"has no label code; it has endpoint, environment, .*status"):
        metric("http_requests_total", code="500")


def test_an_unknown_value_of_a_closed_label() -> None:
    """`LONG` and `long` are two values."""
    with pytest.raises(ContractError, match=r"mode is never 'Live'; did you mean live\?"):
        metric("trades_total", mode="Live")
    with pytest.raises(ContractError, match=r"side is never 'x'; it has buy, sell"):
        metric("trades_total", side="x")


def test_a_pattern_that_matches_no_value_of_a_closed_label() -> None:
    """A regular expression is no way around the contract; what it leaves out may be anything."""
    with pytest.raises(ContractError, match=r"side never matches 'long\|short'; it has buy, sell"):
        metric("trades_total", side=re("long|short"))
    assert metric("trades_total", side=nre("long")).text == 'trades_total{side!~"long"}'
    assert metric("trades_total", side=re("b.*")).text == 'trades_total{side=~"b.*"}'


def test_variables_are_not_values() -> None:
    """What the reader will choose is not known yet."""
    assert metric("trades_total", mode="$mode").text == 'trades_total{mode=~"$mode"}'


def test_an_unknown_bucket() -> None:
    """Only a boundary can be counted exactly."""
    with pytest.raises(ContractError, match=r"has no bucket bound 0\.6; it has .*0\.5, 0\.75, 1"):
        DURATION.below(0.6)


def test_an_integer_bucket_is_asked_in_both_spellings() -> None:
    """Rust and Node write `1`, Python `1.0`."""
    assert DURATION.below(1).text == r'http_request_duration_seconds_bucket{le=~"1|1\\.0"}'
    assert DURATION.below(0.5).text == 'http_request_duration_seconds_bucket{le="0.5"}'


@pytest.mark.parametrize("gauge", ["node_load5", "users_active_total", "profit_loss_total"])
def test_a_rate_of_a_gauge(gauge: str) -> None:
    """Two gauges are called `_total`; a rate of them is a number without meaning."""
    with pytest.raises(ContractError, match=rf"{gauge} is a gauge: rate\(\) of it has no meaning"):
        metric(gauge).rate()
    with pytest.raises(ContractError, match=rf"{gauge} is a gauge: increase\(\) of it has no meaning"):
        metric(gauge).increase("1h")


def test_a_grouping_by_a_label_that_is_gone() -> None:
    """After the first sum only its labels are left."""
    with pytest.raises(ValueError, match=r"sum by method: .* has only the labels service"):
        metric("http_requests_total").rate().sum("service").sum("method")


def test_a_quantile_needs_buckets() -> None:
    """Without `le` there is nothing to estimate from."""
    with pytest.raises(ValueError, match=r"a quantile needs the label le"):
        DURATION.rate().sum("service").quantile(0.95)


def test_a_recorded_series_has_the_labels_of_its_rule() -> None:
    """Panels that ask it are held to them."""
    recorded = record("service:x:sum", metric("http_requests_total").rate("5m").sum("service"), slo="a")

    assert recorded(service="x", slo="a").text == 'service:x:sum{service="x",slo="a"}'
    with pytest.raises(ContractError, match=r"service:x:sum has no label method"):
        recorded(method="GET")


def test_matching_belongs_to_the_right_hand_side() -> None:
    """Anywhere else it would be lost without a word."""
    matched = metric("up").on("job")

    with pytest.raises(ValueError, match=r"on\(\) and ignoring\(\) belong to the right-hand side"):
        _ = matched + metric("up")
    with pytest.raises(ValueError, match=r"on\(\) and ignoring\(\) belong to the right-hand side"):
        matched.sum()


def test_two_languages_in_one_query() -> None:
    """A panel may show both, a query cannot."""
    with pytest.raises(TypeError, match=r"promql and logql in one query"):
        _ = metric("up") / stream(service="x").count_over_time("5m").sum()


def test_a_query_is_no_condition() -> None:
    """`if a > b` asks no server."""
    with pytest.raises(TypeError, match=r"a query has no truth value: up > 0"):
        bool(metric("up") > 0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: stream(servic="x"), r"no log has the label servic; did you mean service\?"),
        (lambda: stream(trace_id="x"), r"no log has the label trace_id; there is environment, service"),
        (lambda: stream(level="WARNING"), r"level is never 'WARNING'; did you mean WARN\?"),
        (lambda: stream(level=re("warn|error")), r"level never matches 'warn\|error'; did you mean ERROR\?"),
        (lambda: field("duration", ">", 5), r"no log line has the field duration; did you mean duration_ms\?"),
        (lambda: field("duration_ms", ">", "5"), r"duration_ms is a number: it is not compared with '5'"),
        (lambda: field("event", "=", 5), r"event is a string"),
        (lambda: field("event", "=", "trade.fail"), r"event is never 'trade.fail'; did you mean trade.failed\?"),
        (lambda: field("event", "=~", "order|trade"), r"event never matches"),
        (lambda: field("mode", "=", "Live"), r"mode is never 'Live'; did you mean live\?"),
    ],
)
def test_a_question_about_logs_that_no_line_answers(wrong: Callable[[], object], says: str) -> None:
    """The format of lines is a contract too."""
    with pytest.raises(ContractError, match=says):
        wrong()


def test_what_logs_may_be_asked() -> None:
    """What the reader will choose, what is left out, and any text of a free field."""
    assert stream(service="$service", level=nre("debug")).text == '{service=~"$service",level!~"debug"}'
    assert field("mode", "=", "$mode").text == 'mode="$mode"'
    assert field("message", "=~", "any.*").text == 'message=~"any.*"'
