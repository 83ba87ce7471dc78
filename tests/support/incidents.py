"""Which alerts does each scenario set off on a real Prometheus, when, and until when?

All scenarios happen at the same time, each in an environment of its own: first an hour of health, then the scenario,
then health again. Rules and alerts are asked over that past, as `dash demo` does with its history; nobody waits.

Of a scenario only those alerts are tried that ask for something that it touches, with all that they ask for. The others
see what they see in the healthy environment, which has everything.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dashboards import rules
from scripts.alerting import facts
from scripts.demo import programs
from scripts.demo.plan import ALERTS, RECORDING
from scripts.simulate import recorded, remote_write
from scripts.simulate.alerting import STEP, Alert, read_alerts, runs
from scripts.simulate.frame import Frame
from scripts.simulate.model import Model, values
from scripts.simulate.query import query, query_range
from scripts.simulate.recorded import Rule, read_rules
from scripts.simulate.scenarios import SCENARIOS, Scenario
from scripts.simulate.timeline import Segment, Timeline

BEGAN = 1_772_625_600.0
"""A Wednesday, 12:00 UTC: the same each time, so that the same alerts fire."""

MINUTE, HOUR = 60.0, 3600.0
CALM, LENGTH, RECOVERY = 70 * MINUTE, 70 * MINUTE, 70 * MINUTE
"""Seconds: windows of an hour are full before, alerts that wait an hour fire within, windows of an hour empty after."""

SHORTER = {"deployment": 1.5 * MINUTE}
"""Seconds that some last, and their counters begin at 0 again."""

LONGER = {"service-down": 7 * HOUR}
"""Seconds of recovery: an outage of an hour burns a month's budget until it has left the window of six hours."""

MONTH, SPAN = 30 * 86400.0, 30 * 60.0
"""Objectives remember a month: it is written as one sample a half hour, which weighs as much as thirty of a minute."""

EVENTS, ERRORS = "service_slo:sli_events:rate5m", "service_slo:sli_errors:rate5m"
DRESS_REHEARSAL = "rehearsal"
"""An environment that is only there to tell how many events there usually are."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alert that fired.

    Attributes:
        name: of the alert.
        after: minutes from the beginning of the scenario until it fired first.
        until: minutes from the end of the scenario until it fired no longer; infinite if it never stopped.
    """

    name: str
    after: float
    until: float


def reached() -> dict[str, frozenset[str]]:
    """Name the series that each alert asks for, directly or not."""
    return {alert.name: facts.reached(alert.trigger.expr.text) for alert in rules.every_alert()}


def _timeline(scenario: Scenario) -> Timeline:
    lasting = SHORTER.get(scenario.name, LENGTH)
    return Timeline([Segment(BEGAN, scenario), Segment(BEGAN + lasting, SCENARIOS["healthy"])])


class Past:
    """Writes what happened into a Prometheus."""

    def __init__(self, url: str) -> None:
        """Build the simulated Bot-Core once."""
        self.url = url
        self.model = Model()

    def touched(self, scenario: Scenario) -> frozenset[str]:
        """Name the series that are other than in health while a scenario lasts."""
        moments = [BEGAN + LENGTH * share for share in (0.1, 0.5, 0.9)]
        ill, well = (Frame(self.model.seed, _timeline(one), moments) for one in (scenario, SCENARIOS["healthy"]))
        return frozenset(
            name
            for target in self.model.targets
            for named in self.model.lines(target)
            if target.job.name in scenario.down or values(named.line, ill) != values(named.line, well)
            for name, _ in named.names
        ) | ({"up"} if scenario.down else set())

    def write(self, environment: str, scenario: Scenario, times: list[float], wanted: frozenset[str]) -> None:
        """Write the series of one environment, as far as they are wanted."""
        with remote_write.Writer(self.url) as writer:
            writer.write(b"".join(self._series(environment, _timeline(scenario), times, wanted)))

    def _series(
        self, environment: str, timeline: Timeline, times: list[float], wanted: frozenset[str]
    ) -> Iterator[bytes]:
        for target in self.model.targets:
            down = [timeline.is_down(target.job.name, time) for time in times]
            up = {"__name__": "up", "environment": environment, "service": target.service}
            own = remote_write.labels({**up, "job": target.job.name, "instance": target.instance})
            yield remote_write.Grid(times).series(own, [float(not off) for off in down])
            ends = [was != off and off for was, off in pairwise([False, *down])]
            there = [time for time, off, end in zip(times, down, ends, strict=True) if end or not off]
            ended = [there.index(time) for time, end in zip(times, ends, strict=True) if end]
            frame, grid = Frame(self.model.seed, timeline, there), remote_write.Grid(there)
            for named in self.model.lines(target):
                names = self.model.stored(target, named)
                if any(name["__name__"] in wanted for name in names):
                    for labels, found in zip(names, values(named.line, frame), strict=True):
                        spelled = remote_write.labels({**labels, "environment": environment})
                        yield grid.series(spelled, _ended(found, ended) if ended else found)

    def remember(self, environment: str, usual: Iterable[tuple[Mapping[str, str], float]], end: float) -> None:
        """Give the objectives of an environment a month without an error."""
        times = [end - MONTH + SPAN * n for n in range(int(MONTH // SPAN))]
        grid = remote_write.Grid(times)
        with remote_write.Writer(self.url) as writer:
            for labels, rate in usual:
                for name, value in ((EVENTS, rate * SPAN / STEP), (ERRORS, 0.0)):
                    spelled = remote_write.labels({**labels, "__name__": name, "environment": environment})
                    writer.write(grid.series(spelled, [value] * len(times)))


@contextmanager
def prometheus(root: Path, folder: Path) -> Iterator[str]:
    """Run one that takes a past of two months, whenever that was."""
    port = programs.free_port()
    config = folder / "prometheus.yml"
    config.write_text("scrape_configs: []\n")
    argv = [
        programs.find("prometheus", root),
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--storage.tsdb.retention.time=100y",
        "--storage.tsdb.min-block-duration=90d",
        "--storage.tsdb.max-block-duration=90d",
        "--web.enable-remote-write-receiver",
    ]
    url = f"http://127.0.0.1:{port}"
    with programs.running(argv, f"{url}/-/ready", folder / "prometheus.log"):
        yield url


def happened(url: str, root: Path, scenarios: Iterable[Scenario]) -> dict[str, list[Alarm]]:
    """Let scenarios happen, and tell which alerts each set off, in the order in which they fired.

    Args:
        url: of an empty Prometheus.
        root: of the project, whose rules are asked.
        scenarios: that happen, each in the environment of its name.
    """
    chosen, past = list(scenarios), Past(url)
    start = BEGAN - CALM
    ends = {scenario.name: BEGAN + LENGTH + LONGER.get(scenario.name, RECOVERY) for scenario in chosen}
    asked = reached()
    everything = frozenset().union(*asked.values())
    tried = {one.name: _concerned(asked, past.touched(one)) if one.name != "healthy" else set(asked) for one in chosen}
    recording = _needed(root, everything)
    rehearsed = _each_step(start - 2 * CALM, start - CALM)
    past.write(DRESS_REHEARSAL, SCENARIOS["healthy"], rehearsed, everything)
    recorded.backfill(recording, url, rehearsed[0], rehearsed[-1])
    usual = [(one["metric"], float(one["value"][1])) for one in query(url, EVENTS, rehearsed[-1])]
    for scenario in chosen:
        past.remember(scenario.name, usual, start)
        wanted = frozenset().union(*(asked[name] for name in tried[scenario.name]))
        past.write(scenario.name, scenario, _each_step(start, ends[scenario.name]), wanted)
    end = max(ends.values())
    recorded.backfill(recording, url, start, end)
    found: dict[str, list[Alarm]] = {name: [] for name in ends}
    for alert in read_alerts(sorted((root / ALERTS).glob("*.yml"))):
        for environment, alarm in _fired(url, alert, start, ends):
            if alarm.name in tried[environment]:
                found[environment].append(alarm)
    return {name: sorted(alarms, key=lambda one: (one.after, one.name)) for name, alarms in found.items()}


def _fired(url: str, alert: Alert, start: float, ends: Mapping[str, float]) -> Iterator[tuple[str, Alarm]]:
    """Tell in which environments an alert fired: its first and last moment there, over all its series."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for found in query_range(url, alert.expr, start, max(ends.values()), STEP):
        environment = found["metric"].get("environment", "")
        for run in runs([float(time) for time, _ in found["values"] if float(time) <= ends.get(environment, 0)]):
            if run[-1] - run[0] >= alert.patience:
                spans.setdefault(environment, []).append((run[0] + alert.patience, run[-1]))
    for environment, fired in spans.items():
        first, last = min(span[0] for span in fired), max(span[1] for span in fired)
        until = (last - BEGAN - LENGTH) / MINUTE if last < ends[environment] else math.inf
        yield environment, Alarm(alert.name, (first - BEGAN) / MINUTE, until)


def _concerned(asked: Mapping[str, frozenset[str]], touched: frozenset[str]) -> set[str]:
    return {name for name, series in asked.items() if series & touched}


def _ended(found: Sequence[float], ends: list[int]) -> list[float]:
    return [remote_write.STALE if position in ends else value for position, value in enumerate(found)]


def _each_step(start: float, end: float) -> list[float]:
    return [start + STEP * n for n in range(int((end - start) // STEP) + 1)]


def _needed(root: Path, wanted: frozenset[str]) -> list[Rule]:
    files = sorted((root / RECORDING).glob("*.yml"))
    return [rule for rule in read_rules(files) if rule.record in wanted]
