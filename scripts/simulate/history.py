"""How does a fresh Prometheus get a past of the simulated Bot-Core?

It is written hour by hour, each hour's recorded series after its raw ones: a Prometheus without an out-of-order
window takes nothing that is more than an hour older than the newest sample. What graphs compare with (yesterday,
the same time a week ago) is loaded coarsely before it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from scripts.simulate import recorded, remote_write
from scripts.simulate.build import Line, Target
from scripts.simulate.chance import share
from scripts.simulate.frame import Frame
from scripts.simulate.model import ENVIRONMENT, Model, values
from scripts.simulate.recorded import Rule, Written
from scripts.simulate.timeline import Timeline

HOUR, DAY, WEEK = 3600.0, 86400.0, 604800.0
DEFAULT_STEP = 30.0
"""Seconds; a graph of a day asks for rate(...[75s]), which needs two samples."""

COARSE_STEP = 120.0
"""Of what is only compared with: enough for a rate over five minutes."""

MESSAGE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stats:
    """What was loaded, and how long it took."""

    raw: Written
    recorded: Written
    start: float
    end: float
    took: float

    def __str__(self) -> str:
        """One line for a terminal."""
        rate = (self.raw.samples + self.recorded.samples) / max(self.took, 0.001)
        return (
            f"{(self.end - self.start) / HOUR:.1f} h: {self.raw.series} series with {self.raw.samples} samples, "
            f"{self.recorded.series} recorded series with {self.recorded.samples}, "
            f"in {self.took:.1f} s ({rate / 1000:.0f} k samples/s)"
        )


def _own(target: Target) -> dict[str, str]:
    return {
        "environment": ENVIRONMENT,
        "service": target.service,
        "job": target.job.name,
        "instance": target.instance,
    }


def _duration(model: Model, target: Target) -> float:
    """Tell how long scraping a target takes; it is as good as constant."""
    lines = len(list(model.lines(target)))
    return 0.002 + lines * 4e-5 * (0.8 + 0.4 * share(model.seed, target.path, "scrape"))


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A target with the labels of all its series, spelled once and not once an hour."""

    job: str
    up: bytes
    duration: bytes
    seconds: float
    lines: tuple[tuple[Line, tuple[bytes, ...]], ...]


def _spell(model: Model, target: Target) -> _Spelled:
    labels, own = remote_write.labels, _own(target)
    return _Spelled(
        target.job.name,
        labels({"__name__": "up", **own}),
        labels({"__name__": "scrape_duration_seconds", **own}),
        _duration(model, target),
        tuple(
            (named.line, tuple(labels(names) for names in model.stored(target, named))) for named in model.lines(target)
        ),
    )


class Loader:
    """Writes the raw series of a model.

    Args:
        model: the targets.
        writer: where to.
        timeline: what happened in that past.
    """

    def __init__(self, model: Model, writer: remote_write.Writer, timeline: Timeline) -> None:
        """Prepare the labels of every series."""
        self.writer = writer
        self._seed = model.seed
        self._timeline = timeline
        self._targets = [_spell(model, target) for target in model.targets]

    def _series(self, times: Sequence[float]) -> Iterator[bytes]:
        every = self._at(times)
        for target in self._targets:
            down = [self._timeline.is_down(target.job, time) for time in times]
            frame, grid = every
            yield grid.series(target.up, [float(not off) for off in down])
            yield grid.series(target.duration, [target.seconds] * len(times))
            if all(down):
                continue
            if any(down):
                frame, grid = self._at([time for time, off in zip(times, down, strict=True) if not off])
            for line, labels in target.lines:
                for spelled, found in zip(labels, values(line, frame), strict=True):
                    yield grid.series(spelled, found)

    def _at(self, times: Sequence[float]) -> tuple[Frame, remote_write.Grid]:
        return Frame(self._seed, self._timeline, times), remote_write.Grid(times)

    def load(self, times: Sequence[float]) -> Written:
        """Write all series at these times, in messages of a few megabytes."""
        series = 0
        parts: list[bytes] = []
        size = 0
        for message in self._series(times):
            series += 1
            parts.append(message)
            size += len(message)
            if size > MESSAGE:
                self.writer.write(b"".join(parts))
                parts, size = [], 0
        self.writer.write(b"".join(parts))
        return Written(series, series * len(times))


def _compared(start: float, length: float) -> list[tuple[float, float]]:
    """Find what a graph of the last `length` seconds compares with: a week ago, and a day ago; without overlap."""
    week, day = start - WEEK, start - DAY
    return [(week, min(week + length, day)), (day, min(day + length, start))]


@dataclass(slots=True)
class _Load:
    """One loading: what goes where, and how far it is."""

    loader: Loader
    url: str
    rules: Sequence[Rule]
    at_once: float
    raw: Written = field(default_factory=Written)
    more: Written = field(default_factory=Written)

    def span(self, start: float, end: float, step: float) -> float:
        """Load `start < t <= end` in portions, each with its recorded series; returns the last time written."""
        while end - start >= step:
            stop = min(start + self.at_once, end) // step * step
            count = round((stop - start) / step)
            self.raw += self.loader.load([start + step * (index + 1) for index in range(count)])
            if self.rules:
                smallest = recorded.SMALLEST_STEP if step < COARSE_STEP else 2 * COARSE_STEP
                self.more += recorded.backfill(self.rules, self.url, start + 0.001, stop, smallest)
            start = stop
        return start


def load(
    model: Model,
    url: str,
    length: float,
    *,
    step: float = DEFAULT_STEP,
    compare: bool = False,
    at_once: float = HOUR,
    timeline: Timeline | None = None,
    rules: Sequence[Rule] = (),
    clock: Callable[[], float] = time.time,
    progress: Callable[[float], None] = lambda _: None,
) -> Stats:
    """Load the past up to now into a Prometheus that scrapes nothing yet.

    Args:
        model: whose past it is; the same seed continues without a seam.
        url: of Prometheus, with `--web.enable-remote-write-receiver`.
        length: seconds.
        step: seconds between samples.
        compare: load also the time before and the same time a week ago, as far as graphs compare with them.
        at_once: seconds of the past that are written before their recorded series. A Prometheus refuses what is older
            than half of its `--storage.tsdb.min-block-duration` (2 h); the more at once, the faster.
        timeline: what happened in that past; nothing, if not given.
        rules: recording rules whose series get a past too.
        clock: tells what "now" is; loading goes on until it has caught up.
        progress: called with the share that is done, from 0 to 1.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: Prometheus refuses.
    """
    began = time.monotonic()
    start = (clock() - length) // COARSE_STEP * COARSE_STEP
    with remote_write.Writer(url) as writer:
        todo = _Load(Loader(model, writer, timeline or Timeline()), url, rules, at_once)
        spans = _compared(start, length) if compare else []
        for position, (low, high) in enumerate(spans):
            todo.span(low, high, COARSE_STEP)
            progress((position + 1) * 0.1)
        base, done = 0.1 * len(spans), start
        while (now := clock()) - done >= step:
            done = todo.span(done, min(done + at_once, now), step)
            progress(base + (1 - base) * min((done - start) / max(now - start, step), 1.0))
    return Stats(todo.raw, todo.more, start, done, time.monotonic() - began)
