"""What happened in a past in which every scenario had its turn?

All scenarios happen at the same time, each in an environment of its own: first an hour of health, then the scenario,
then health again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from scripts.simulate import remote_write
from scripts.simulate.alerting import STEP
from scripts.simulate.frame import Frame
from scripts.simulate.model import Model, values
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


def _ended(found: Sequence[float], ends: list[int]) -> list[float]:
    return [remote_write.STALE if position in ends else value for position, value in enumerate(found)]
