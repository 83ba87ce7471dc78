"""What does the contract answer when a query asks for a series?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.contract import ALERTS, JOBS, TARGET_LABELS, ContractError, names, series


def test_a_counter_has_the_labels_of_all_its_emitters_and_of_the_target() -> None:
    """Three applications count requests, each with values of its own."""
    asked = series("http_requests_total")
    assert asked.kind == "counter"
    assert set(asked.labels) == {*TARGET_LABELS, "method", "endpoint", "status"}
    assert asked.labels["status"].closed
    assert asked.labels["status"].accepts("304")
    assert asked.labels["status"].accepts("503")
    assert not asked.labels["status"].accepts("5xx")
    assert asked.labels["endpoint"].accepts("/api/orders/{id}")
    assert asked.labels["job"].values == ("rust-core-engine", "python-ai-service", "nextjs-ui-dashboard")


def test_a_histogram_is_asked_by_its_three_series() -> None:
    """Buckets have `le` and bounds, and all three only grow."""
    bucket = series("trade_execution_duration_seconds_bucket")
    assert bucket.kind == "counter"
    assert "le" in bucket.labels
    assert 0.75 in bucket.bounds
    for suffix in ("_sum", "_count"):
        other = series(f"trade_execution_duration_seconds{suffix}")
        assert (other.kind, other.bounds) == ("counter", ())
        assert "le" not in other.labels


def test_a_bare_histogram_says_what_to_ask_instead() -> None:
    """There is no series of that name."""
    with pytest.raises(ContractError, match=r"is a histogram: ask for http_request_duration_seconds_bucket, .*_sum"):
        series("http_request_duration_seconds")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("http_request_total", "http_requests_total"),
        ("trades_sucess_total", "trades_success_total"),
        ("redis_memory_bytes_used", "redis_memory_used_bytes"),
        ("http_request_duration_bucket", "http_request_duration_seconds_bucket"),
        ("trades_total_bucket", "trades_total"),
    ],
)
def test_an_unknown_metric_gets_the_nearest_name(wrong: str, right: str) -> None:
    """A typing error is answered with what was meant."""
    with pytest.raises(ContractError, match=f"no job emits {wrong}; the nearest name is {right}$"):
        series(wrong)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("mongodb_ss_opcounters", "counter"),
        ("mongodb_ss_opLatencies_latency", "counter"),
        ("mongodb_ss_connections", "gauge"),
        ("node_vmstat_oom_kill", "counter"),
        ("users_active_total", "gauge"),
        ("profit_loss_total", "gauge"),
        ("promtail_files_active_total", "gauge"),
        ("up", "gauge"),
        ("process_start_time_seconds", "gauge"),
        ("loki_write_sent_entries_total", "counter"),
        ("probe_success", "gauge"),
    ],
)
def test_the_kind_follows_what_the_metric_does(name: str, kind: str) -> None:
    """What only grows is a counter, whatever the exporter types it as; the two fixed names are gauges."""
    assert series(name).kind == kind


def test_a_service_that_differs_by_target_is_not_enumerated() -> None:
    """Containers and probes carry the service that they are about."""
    assert series("container_memory_rss").labels["service"].accepts("mongodb")
    assert series("probe_success").labels["service"].accepts("nextjs-ui-dashboard")
    assert not series("redis_up").labels["service"].accepts("mongodb")


def test_both_log_shippers_are_one_service() -> None:
    """Panels read either of them."""
    for name in ("promtail_sent_entries_total", "loki_write_sent_entries_total"):
        assert series(name).labels["service"].values == ("log-shipper",)


def test_alerts_have_their_own_labels() -> None:
    """`ALERTS` has a state, the time since when has none."""
    assert series("ALERTS").labels["alertstate"].values == ("pending", "firing")
    assert "alertstate" not in series("ALERTS_FOR_STATE").labels
    assert not series("ALERTS").labels["severity"].accepts("fatal")
    assert len(ALERTS) == 2


def test_every_series_name_can_be_looked_up() -> None:
    """Nothing in the list raises, and no list of values is lost in the union."""
    for name in names():
        asked = series(name)
        assert asked.name == name
        assert asked.kind in {"counter", "gauge"}
    for job in JOBS:
        for metric in job.metrics:
            union = series(metric.name + ("_bucket" if metric.buckets else "")).labels
            for label in metric.labels:
                assert set(label.values) <= set(union[label.name].values) or not union[label.name].limit


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_a_known_name_or_a_contract_error(name: str) -> None:
    """Whatever is asked, the answer is a series or one clear error."""
    if name in names():
        assert series(name).name == name
    else:
        with pytest.raises(ContractError):
            series(name)
