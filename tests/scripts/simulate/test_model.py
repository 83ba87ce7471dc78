"""Does the simulated Bot-Core emit exactly the contract, consistently, and without a seam between past and present?"""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.contract import JOBS
from scripts.contract.check import judge
from scripts.contract.exposition import Family, parse
from scripts.simulate.build import Page, Target
from scripts.simulate.frame import Frame
from scripts.simulate.model import Model, values
from scripts.simulate.scenarios import SCENARIOS
from scripts.simulate.timeline import Timeline

NOW = 1_795_000_000.0
MODEL = Model()
TARGETS = {target.path: target for target in MODEL.targets}
ENGINE = TARGETS["/rust-core-engine/metrics"]
HEALTHY = Timeline()


def page(target: Target, time: float = NOW, timeline: Timeline = HEALTHY, model: Model = MODEL) -> dict[str, Family]:
    """Read a target's page as Prometheus would."""
    return parse(model.page(target, time, timeline))


def summed(families: dict[str, Family], name: str, **labels: str) -> float:
    """Add up the samples of a name that have these labels."""
    family = families[name.removesuffix("_count") if name not in families else name]
    return sum(s.value for s in family.samples if s.name == name and labels.items() <= s.labels.items())


def test_every_job_has_a_target() -> None:
    """Nothing of the contract is left out, and every path is its own."""
    assert {target.job.name for target in MODEL.targets} == {job.name for job in JOBS}
    assert len(TARGETS) == len(MODEL.targets)


@pytest.mark.parametrize("path", sorted(TARGETS))
def test_a_page_keeps_the_contract_in_every_scenario(path: str) -> None:
    """The judge of live pages finds nothing, and only cAdvisor's compose label is noted."""
    for name in SCENARIOS:
        found = judge(TARGETS[path].job, page(TARGETS[path], timeline=HEALTHY.switched(name, NOW - 600)))
        assert [str(finding) for finding in found if not finding.note] == [], name
        assert {finding.rule for finding in found} <= {"unknown label"}


def test_the_series_are_few_enough_to_load_a_day_in_seconds() -> None:
    """And many enough for every panel."""
    assert 1500 < MODEL.size() < 2500


def test_two_processes_agree_to_the_last_digit() -> None:
    """Nothing depends on a hash seed, the clock or the order of calls."""
    code = (
        "from scripts.simulate.model import Model\n"
        "from scripts.simulate.timeline import Timeline\n"
        "model = Model()\n"
        f"print(''.join(model.page(t, {NOW}, Timeline()) for t in model.targets), end='')"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert other == "".join(MODEL.page(target, NOW, HEALTHY) for target in MODEL.targets)


def test_another_seed_gives_other_values() -> None:
    """But the same series."""
    other = Model(8)
    assert other.size() == MODEL.size()
    assert other.page(other.targets[0], NOW, HEALTHY) != MODEL.page(MODEL.targets[0], NOW, HEALTHY)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(TARGETS)), st.floats(NOW, NOW + 5e6), st.sampled_from(sorted(SCENARIOS)))
def test_history_and_live_values_join_without_a_seam(path: str, start: float, scenario: str) -> None:
    """A list of times gives, at each of them, what the page shows: also across a switch and a start."""
    timeline = HEALTHY.switched(scenario, start + 100).switched("healthy", start + 500)
    times = [start + 30 * step for step in range(30)]
    every = Frame(MODEL.seed, timeline, times)
    alone = [Frame(MODEL.seed, timeline, [time]) for time in times]
    for named in MODEL.lines(TARGETS[path]):
        singles = [values(named.line, frame) for frame in alone]
        for position, series in enumerate(values(named.line, every)):
            assert list(series) == pytest.approx([single[position][0] for single in singles], rel=1e-9, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(TARGETS)), st.floats(NOW, NOW + 5e6), st.sampled_from(sorted(SCENARIOS)))
def test_counters_never_fall_unless_the_process_started_anew(path: str, start: float, scenario: str) -> None:
    """Through a scenario and back, histogram buckets too; and buckets are cumulative."""
    target = TARGETS[path]
    timeline = HEALTHY.switched(scenario, start + 400).switched("healthy", start + 900)
    frame = Frame(MODEL.seed, timeline, [start + 15 * step for step in range(80)])
    restarts = len(set(frame.started(target.job.name))) > 1
    for named in MODEL.lines(target):
        series = values(named.line, frame)
        if named.line.metric.type in {"counter", "histogram"} and not restarts:
            for one in series:
                assert all(low <= high for low, high in pairwise(one)), named.texts[0]
        if named.line.metric.type == "histogram":
            for low, high in pairwise(series[:-2]):
                assert all(a <= b for a, b in zip(low, high, strict=True)), named.texts[0]
            assert list(series[-3]) == list(series[-1])


def test_trades_are_successes_and_failures() -> None:
    """At every moment, for every combination of labels."""
    families = page(ENGINE)
    for sample in families["trades_total"].samples:
        ok = summed(families, "trades_success_total", **sample.labels)
        assert sample.value == ok + summed(families, "trades_failed_total", **sample.labels)
    assert 0.95 < summed(families, "trades_success_total") / summed(families, "trades_total") < 1


def test_histograms_count_what_the_counters_count() -> None:
    """As many durations as requests, but for the rounding of each counter."""
    families = page(ENGINE)
    for sample in families["http_request_duration_seconds"].samples:
        if sample.name.endswith("_count"):
            asked = [s for s in families["http_requests_total"].samples if sample.labels.items() <= s.labels.items()]
            assert abs(sample.value - sum(s.value for s in asked)) <= len(asked) + 2


def test_money_adds_up() -> None:
    """Worth is peak less draw-down; the day's profit is what the day added."""
    families = page(ENGINE)
    midnight = page(ENGINE, NOW // 86400 * 86400)
    for mode in ("live", "paper"):
        value = summed(families, "portfolio_value_usd", mode=mode)
        peak = summed(families, "portfolio_peak_value_usd", mode=mode)
        assert summed(families, "portfolio_drawdown_ratio", mode=mode) == pytest.approx(1 - value / peak)
        opening = summed(midnight, "portfolio_value_usd", mode=mode)
        assert summed(families, "profit_loss_daily", mode=mode) == pytest.approx(value - opening, abs=0.01)


def test_processor_time_adds_up_to_time() -> None:
    """All modes of a processor grow by one second a second."""
    target = TARGETS["/node-exporter/metrics"]
    before, after = page(target), page(target, NOW + 60)
    for cpu in ("0", "1"):
        gained = summed(after, "node_cpu_seconds_total", cpu=cpu) - summed(before, "node_cpu_seconds_total", cpu=cpu)
        assert gained == pytest.approx(60)


def test_queues_add_up_over_both_pages() -> None:
    """RabbitMQ's sums are those of its queues."""
    detailed, total = page(TARGETS["/rabbitmq-detailed/metrics"]), page(TARGETS["/rabbitmq/metrics"])
    for name in ("messages", "messages_ready", "messages_unacked", "consumers"):
        assert summed(detailed, f"rabbitmq_detailed_queue_{name}") == summed(total, f"rabbitmq_queue_{name}")


def test_a_process_that_comes_back_starts_anew() -> None:
    """After an outage the start time is its end, and counters begin at 0."""
    timeline = HEALTHY.switched("service-down", NOW).switched("healthy", NOW + 300)
    families = page(ENGINE, NOW + 310, timeline)
    assert summed(families, "process_start_time_seconds") == NOW + 300
    assert summed(families, "http_requests_total") < 40 * 10


def test_a_time_stamp_stops_when_its_cause_stops() -> None:
    """No trade happens any more, so the last one grows old."""
    timeline = HEALTHY.switched("trading-halted", NOW)
    late = summed(page(ENGINE, NOW + 3000, timeline), "last_trade_timestamp_seconds", mode="live")
    assert NOW - 60 < late < NOW
    healthy = summed(page(ENGINE, NOW + 3000), "last_trade_timestamp_seconds", mode="live")
    assert healthy > NOW + 2900


def test_only_the_contract_can_be_built() -> None:
    """A mistyped metric, label or value fails when the model is made."""
    made = Page(7, "redis")
    for wrong in (("redis_uup", {}), ("redis_db_keys", {}), ("redis_db_keys", {"db": "zero"})):
        with pytest.raises(ValueError, match="redis"):
            made.gauge(wrong[0], 1, wrong[1])
