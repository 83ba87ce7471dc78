"""Is the contract complete, and does it keep its own rules?"""

import re
import subprocess
import sys

import pytest

from panels.contract import EVERYWHERE, JOBS, TARGET_LABELS, Job, Metric, series

BY_NAME = {job.name: job for job in JOBS}
APPLICATIONS = [job for job in JOBS if job.kind == "application"]
GAUGES_NAMED_TOTAL = {
    "users_active_total",
    "profit_loss_total",
    "nodejs_active_resources_total",
    "nodejs_active_handles_total",
    "nodejs_active_requests_total",
    "promtail_targets_active_total",
    "promtail_files_active_total",
}


BUSINESS = {
    "users_active_total",
    "users_registered",
    "user_registrations_total",
    "user_logins_total",
    "user_sessions_active",
    "user_session_duration_seconds",
    "trades_total",
    "trade_volume_total",
    "trade_fees_total",
    "portfolio_value_usd",
    "profit_loss_total",
    "profit_loss_daily",
    "strategy_profit_loss_usd",
    "positions_closed_total",
    "revenue_usd_total",
    "platform_fees_usd_total",
    "subscriptions_active",
    "deposits_usd_total",
    "withdrawals_usd_total",
    "frontend_feature_used_total",
    "openai_cost_usd_total",
    "ai_predictions_evaluated_total",
}


def every_metric() -> list[tuple[Job, Metric]]:
    """Every metric with the job that emits it."""
    return [(job, metric) for job in JOBS for metric in job.metrics]


@pytest.mark.parametrize(
    ("job", "count"),
    [
        ("rust-core-engine", 82),
        ("python-ai-service", 54),
        ("nextjs-ui-dashboard", 52),
        ("node-exporter", 51),
        ("cadvisor", 21),
        ("mongodb", 43),
        ("redis", 35),
        ("rabbitmq", 29),
        ("rabbitmq-detailed", 4),
        ("blackbox-http", 8),
        ("blackbox-websocket", 2),
        ("blackbox-tls", 8),
        ("binance-api", 3),
        ("blackbox-exporter", 2),
        ("prometheus", 21),
        ("alertmanager", 7),
        ("loki", 7),
        ("promtail", 8),
        ("alloy", 4),
        ("grafana", 3),
    ],
)
def test_each_job_declares_its_metrics(job: str, count: int) -> None:
    """A metric that vanishes from the contract is noticed; the start time of exporters is not counted."""
    own = {metric.name for metric in BY_NAME[job].metrics}
    if BY_NAME[job].kind != "application":
        own.discard("process_start_time_seconds")
    assert len(own) == count


def test_every_job_of_the_contract_is_counted_above() -> None:
    """Twenty jobs, each once."""
    assert len(JOBS) == len(BY_NAME) == 20


def test_the_business_has_its_metrics() -> None:
    """What the guide calls business metrics is all there."""
    assert {metric.name for job in APPLICATIONS for metric in job.metrics} >= BUSINESS


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("http_request_duration_seconds_bucket", {0.5, 1, 2}),
        ("trade_execution_duration_seconds_bucket", {1}),
        ("ai_analysis_duration_seconds_bucket", {5, 10}),
        ("websocket_message_duration_seconds_bucket", {0.1}),
        ("db_query_duration_seconds_bucket", {0.1}),
    ],
)
def test_every_limit_of_an_alert_or_objective_is_a_bucket(name: str, bounds: set[float]) -> None:
    """A share of requests below a limit can be counted only where a bucket ends."""
    assert bounds <= set(series(name).bounds)


def test_no_application_emits_a_target_label() -> None:
    """They would come back as exported_service and so on."""
    assert [
        (job.name, metric.name)
        for job, metric in every_metric()
        if set(TARGET_LABELS) & {label.name for label in metric.labels}
    ] == []


def test_names_end_in_total_exactly_for_counters() -> None:
    """Two names are fixed by the guide; the others are the client libraries' and exporters' own."""
    total = {metric.name for _, metric in every_metric() if metric.name.endswith("_total")}
    counters = {metric.name for _, metric in every_metric() if metric.type == "counter"}
    assert total - counters == GAUGES_NAMED_TOTAL
    applications = {metric.name for job in APPLICATIONS for metric in job.metrics if metric.type == "counter"}
    assert {name for name in applications if not name.endswith("_total")} == set()


def test_a_name_has_one_type_and_one_unit_everywhere() -> None:
    """A query over several jobs means one thing."""
    kinds: dict[str, set[tuple[str, str]]] = {}
    for _, metric in every_metric():
        kinds.setdefault(metric.name, set()).add((metric.type, metric.unit))
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_every_pattern_compiles_and_matches_its_examples() -> None:
    """Patterns are not compiled at import, so here they are."""
    for job, metric in every_metric():
        for label in metric.labels:
            if label.pattern:
                pattern = re.compile(label.pattern)
                assert all(pattern.fullmatch(value) for value in label.values), (job.name, metric.name, label)


def test_every_help_is_one_sentence_on_one_line() -> None:
    """It is printed as a HELP line."""
    for job, metric in every_metric():
        assert metric.help.endswith("."), (job.name, metric.name)
        assert "\n" not in metric.help, (job.name, metric.name)


def test_what_prometheus_adds_is_known_of_every_job() -> None:
    """`up` names all jobs, so that a mistyped one is refused."""
    for metric in EVERYWHERE:
        assert set(series(metric.name).labels["job"].values) == set(BY_NAME)


def test_importing_the_contract_compiles_no_pattern_and_imports_nothing_of_the_project() -> None:
    """`dash build` pays for it, and the layers stand on it."""
    code = """
import re, sys
compiled = []
original = re.compile
re.compile = lambda *a, **k: compiled.append(a) or original(*a, **k)
import panels.contract
mine = [a for a in compiled if "panels" in str(a)]
others = [m for m in sys.modules if m.split(".")[0] in {"scripts", "dashboards"} or m.startswith("panels.")]
outside = [m for m in others if not m.startswith("panels.contract")]
assert not outside, outside
assert not any(m.split(".")[0] in {"requests", "yaml", "grafana_foundation_sdk"} for m in sys.modules)
patterns = {l.pattern for j in panels.contract.JOBS for m in j.metrics for l in m.labels if l.pattern}
assert not patterns & {a[0] for a in compiled}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
