"""Does a real Prometheus show the simulated Bot-Core's past and present as one?"""

import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.cli import run
from scripts.demo.programs import wait_for
from scripts.demo.stack import RECORDING, Plan, Stack, running
from scripts.simulate.query import query, query_range
from scripts.simulate.recorded import read_rules
from scripts.simulate.scenarios import named
from scripts.simulate.timeline import Segment, Timeline

pytestmark = pytest.mark.xdist_group("prometheus")

ROOT = Path(__file__).parents[3]
HOUR, MINUTE = 3600.0, 60.0
OUTAGE = (70 * MINUTE, 10 * MINUTE)
"""When the engine went down, before now, and for how long."""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """More history than the longest graph of most dashboards, with an outage in it; live, and all that the demo has."""
    down = time.time() - OUTAGE[0]
    timeline = Timeline([Segment(down, named("service-down")), Segment(down + OUTAGE[1], named("healthy"))])
    with running(Plan(root=ROOT, hours=6.5, interval="5s", timeline=timeline, notify=True, real=True)) as found:
        found.wait_until_live()
        yield found


def value(stack: Stack, expr: str) -> float:
    """Ask for one number, now."""
    (found,) = query(stack.prometheus, expr, time.time())
    return float(found["value"][1])


def points(stack: Stack, expr: str, start: float, end: float) -> int:
    """Count the points of a graph's worst line."""
    return min(len(series["values"]) for series in query_range(stack.prometheus, expr, start, end, 60))


def test_a_graph_has_every_point_of_the_past(stack: Stack) -> None:
    """With the interval that Grafana computes for a day: `rate` finds two samples everywhere."""
    start, end = stack.stats.start + 2 * MINUTE, stack.stats.end
    expected = int((end - start) / 60) + 1
    assert points(stack, 'sum(rate(http_requests_total{job="python-ai-service"}[75s]))', start, end) == expected
    assert points(stack, "sum(rate(node_cpu_seconds_total[75s]))", start, end) == expected


def test_every_recorded_series_has_a_past(stack: Stack) -> None:
    """From the first hour on; what compares with yesterday too."""
    early = stack.stats.start + HOUR / 2
    for rule in read_rules(sorted((ROOT / RECORDING).glob("*.yml"))):
        found = query(stack.prometheus, f"count({rule.record})", early)
        assert found, rule.record


def test_past_and_present_join_without_a_seam(stack: Stack) -> None:
    """No counter falls where live scraping begins, and two processors still spend two seconds a second."""
    engine = 'http_requests_total{job=~"python-ai-service|nextjs-ui-dashboard"}'
    starts = 'changes(process_start_time_seconds{job=~"python-ai-service|nextjs-ui-dashboard"}[10m])'
    if value(stack, f"sum({starts})") == 0:
        assert value(stack, f"sum(resets({engine}[10m]))") == 0
    origin = "sum(node_cpu_seconds_total) - 2 * max(timestamp(node_cpu_seconds_total))"
    (before,) = query(stack.prometheus, origin, stack.stats.end)
    assert value(stack, origin) == pytest.approx(float(before["value"][1]), abs=0.1)


def test_the_outage_is_in_the_past(stack: Stack) -> None:
    """The engine was down, nothing else was, and its counters began anew."""
    middle = time.time() - OUTAGE[0] + OUTAGE[1] / 2
    down = query(stack.prometheus, "up == 0", middle)
    assert [series["metric"]["job"] for series in down] == ["rust-core-engine"]
    back = time.time() - OUTAGE[0] + OUTAGE[1]
    started = value(stack, 'process_start_time_seconds{job="rust-core-engine"}')
    assert started == pytest.approx(back, abs=60)


def test_the_alerts_of_the_past_were_pending_and_then_fired(stack: Stack) -> None:
    """ServiceDown waits for two minutes; the time since when is told."""
    down = time.time() - OUTAGE[0]
    one = 'alertname="ServiceDown",service="rust-core-engine"'
    assert query(stack.prometheus, f'ALERTS{{{one},alertstate="pending"}}', down + 90)
    assert query(stack.prometheus, f'ALERTS{{{one},alertstate="firing",severity="critical"}}', down + 5 * MINUTE)
    (since,) = query(stack.prometheus, f"ALERTS_FOR_STATE{{{one}}}", down + 5 * MINUTE)
    assert float(since["value"][1]) == pytest.approx(down, abs=90)
    assert not query(stack.prometheus, f'ALERTS{{{one},alertstate="firing"}}', time.time())


def test_a_healthy_platform_is_all_up(stack: Stack) -> None:
    """Every target is scraped, under the labels of the contract."""
    assert value(stack, "count(up == 1)") == stack.targets
    assert value(stack, 'count(up{environment="production",service!="",instance!=""})') == value(stack, "count(up)")
    assert value(stack, 'count(container_memory_rss{service="mongodb"})') == 1


def test_real_programs_are_scraped_beside_the_simulated_ones(stack: Stack) -> None:
    """Under the same jobs; only what measures this machine goes by other names, so that it raises no alarm."""
    real = {
        series["metric"]["job"] for series in query(stack.prometheus, 'up{instance="this-machine"} == 1', time.time())
    }
    assert real >= {"node-exporter", "redis", "blackbox-exporter", "prometheus", "alertmanager"}
    assert value(stack, 'count(redis_up{instance="this-machine"} == 1)') == 1
    assert value(stack, 'count(probe_success{instance=~"http://127.*"} == 1)') == 1
    assert value(stack, 'count(machine_node_cpu_seconds_total{instance="this-machine"})') > 0
    assert not query(stack.prometheus, 'node_cpu_seconds_total{instance="this-machine"}', time.time())


def test_nothing_is_wrong_with_a_healthy_demo(stack: Stack) -> None:
    """No rule fails, no alert fires but the heartbeat, with the real programs too.

    The budgets of objectives are used up: ten minutes' outage is much in a past of six hours.
    """
    failures = 'sum(prometheus_rule_evaluation_failures_total{instance="this-machine"})'
    assert value(stack, failures) == 0
    alerts = {
        series["metric"]["alertname"] for series in query(stack.prometheus, 'ALERTS{alertstate="firing"}', time.time())
    }
    assert {name for name in alerts if not name.startswith("SLOErrorBudget")} == {"Watchdog"}


def test_no_panel_is_empty(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """All seven dashboards, every query, as `dash smoke` asks them."""
    code = run(["smoke", "--prometheus", stack.prometheus])
    out = capsys.readouterr().out
    assert code == 0, out
    assert "231 panels, 0 empty" in out


def test_a_scenario_is_seen_by_prometheus(stack: Stack) -> None:
    """Switched over HTTP, seen at the next scrape, and over again."""

    def free() -> float:
        return value(stack, 'min(node_filesystem_avail_bytes{mountpoint="/data"} / node_filesystem_size_bytes)')

    assert free() > 0.4
    for name in ("disk-full", "healthy"):
        request = urllib.request.Request(f"{stack.simulator}/scenario/{name}", method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert json.load(answer) == {"scenario": name}
        wait_for(name, lambda name=name: (free() < 0.1) == (name == "disk-full"))  # type: ignore[misc]  # binds the name
