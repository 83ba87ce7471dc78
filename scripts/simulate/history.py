"""How does a fresh Prometheus get a past of the simulated Bot-Core?

The past is healthy. It is written hour by hour, each hour's recorded series after its raw ones, so that all samples
arrive in order of time, as a Prometheus without an out-of-order window demands.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scripts.simulate import recorded, remote_write
from scripts.simulate.build import Target
from scripts.simulate.chance import share
from scripts.simulate.frame import Frame
from scripts.simulate.model import ENVIRONMENT, Model, values
from scripts.simulate.recorded import Rule, Written
from scripts.simulate.timeline import Timeline

HOUR = 3600.0
DEFAULT_STEP = 30.0
"""Seconds; a graph of a day asks for rate(...[75s]), which needs two samples."""

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


def _scrape(model: Model, target: Target) -> list[tuple[bytes, float]]:
    """Make the series that Prometheus itself writes, which are as good as constant."""
    labels = remote_write.labels
    lines = len(list(model.lines(target)))
    took = 0.002 + lines * 4e-5 * (0.8 + 0.4 * share(model.seed, target.path, "scrape"))
    return [
        (labels({"__name__": "up", **_own(target)}), 1.0),
        (labels({"__name__": "scrape_duration_seconds", **_own(target)}), took),
    ]


class Loader:
    """Writes the raw series of a model; labels are spelled once, not once an hour."""

    def __init__(self, model: Model, writer: remote_write.Writer) -> None:
        """Prepare the labels of every series."""
        self.model = model
        self.writer = writer
        self._named = [
            (named.line, [remote_write.labels(names) for names in model.stored(target, named)])
            for target in model.targets
            for named in model.lines(target)
        ]
        self._constant = [series for target in model.targets for series in _scrape(model, target)]

    def _series(self, times: Sequence[float]) -> Iterator[bytes]:
        frame, grid = Frame(self.model.seed, Timeline(), times), remote_write.Grid(times)
        for spelled, value in self._constant:
            yield grid.series(spelled, [value] * len(times))
        for line, labels in self._named:
            for spelled, found in zip(labels, values(line, frame), strict=True):
                yield grid.series(spelled, found)

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


def load(
    model: Model,
    url: str,
    length: float,
    *,
    step: float = DEFAULT_STEP,
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
        rules: recording rules whose series get a past too.
        clock: tells what "now" is; loading goes on until it has caught up.
        progress: called with the share that is done, from 0 to 1.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: Prometheus refuses.
    """
    began = time.monotonic()
    start = (clock() - length) // step * step
    raw, more = Written(), Written()
    done = start
    with remote_write.Writer(url) as writer:
        loader = Loader(model, writer)
        while (now := clock()) - done >= step:
            end = min(done + HOUR, now) // step * step
            count = round((end - done) / step)
            raw += loader.load([done + step * (index + 1) for index in range(count)])
            if rules:
                more += recorded.backfill(rules, url, done + 0.001, end)
            done = end
            progress(min((done - start) / max(now - start, step), 1.0))
    return Stats(raw, more, start, done, time.monotonic() - began)
