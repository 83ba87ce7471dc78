"""What exactly is asked about Binance?"""

from panels.queries import exchange
from panels.queries.scope import EVERYWHERE


def test_binance_is_reachable_when_the_probe_and_every_stream_are() -> None:
    """The worst of several instances counts, and streams have a legend of their own."""
    probe, streams = exchange.reachable(EVERYWHERE)

    assert probe.text == 'min by (instance) (probe_success{job="binance-api"})'
    assert streams.text == "min by (stream) (binance_websocket_connected)"
    assert streams.legend == "stream {{stream}}"


def test_latency_is_the_whole_probe_not_one_series_per_phase() -> None:
    """`probe_http_duration_seconds` has five series a target; none of them is the time that one waits."""
    ours, probe = exchange.latency(EVERYWHERE)

    assert probe.text == 'max(probe_duration_seconds{job="binance-api"})'
    assert ours.text.startswith("histogram_quantile(0.95, sum by (le, endpoint) (rate(")


def test_the_used_weight_is_a_share_and_empty_without_a_limit() -> None:
    """A limit of 0 is unknown, not infinitely exceeded."""
    assert exchange.weight_used(EVERYWHERE).text == (
        "max by (service) (binance_rate_limit_used_weight) / (max by (service) (binance_rate_limit_max_weight) > 0)"
    )


def test_only_answers_that_are_no_success_are_errors() -> None:
    """429 and 418 count, 200 does not."""
    assert exchange.errors_per_minute(EVERYWHERE).text == (
        '60 * sum by (status) (rate(binance_requests_total{status!~"2.."}[$__rate_interval]))'
    )


def test_the_age_of_market_data_is_that_of_the_newest_price() -> None:
    """A symbol may come by several streams; the freshest counts."""
    assert exchange.data_age(EVERYWHERE).text == (
        "time() - max by (symbol) (market_data_last_update_timestamp_seconds)"
    )
