"""Which lines were written between two moments?"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.simulate.build import Line, Target
from scripts.simulate.frame import Frame
from scripts.simulate.logs import engine, others
from scripts.simulate.logs.entry import Entry, line
from scripts.simulate.logs.moment import Moment
from scripts.simulate.logs.scene import Draw, Scene
from scripts.simulate.logs.shared import Tellers
from scripts.simulate.model import Model
from scripts.simulate.sources import Histogram
from scripts.simulate.timeline import Timeline

CHAPTER = 600
"""Seconds that are computed at once."""

WRITERS: tuple[tuple[str, str, Tellers], ...] = (
    ("rust-core-engine", "rust-core-engine", engine.TELLERS),
    ("python-ai-service", "python-ai-service", others.AI_SERVICE),
    ("nextjs-ui-dashboard", "nextjs-ui-dashboard", others.USER_INTERFACE),
    ("mongodb", "rust-core-engine", others.MONGODB),
)
"""Service that writes, the job whose counters tell when, and how."""

PANIC = """\
thread 'tokio-runtime-worker' panicked at src/engine/orders.rs:214:18:
called `Result::unwrap()` on an `Err` value: SendError(..)
stack backtrace:
   0: rust_begin_unwind
   1: core::panicking::panic_fmt
   2: core_engine::orders::submit
note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace."""
VERSION = "1.4.2"


@dataclass(frozen=True, slots=True)
class Voice:
    """One writer, with the series whose events it tells."""

    service: str
    target: Target
    tellers: Tellers
    lines: Sequence[Line]
    scene: Scene


class Story:
    """The log of a model; asked chapter by chapter."""

    def __init__(self, model: Model) -> None:
        """Find the series that have something to tell."""
        self.seed = model.seed
        targets = {target.job.name: target for target in model.targets}
        self.voices = [_voice(service, targets[job], tellers) for service, job, tellers in WRITERS]

    def between(self, start: int, end: int, timeline: Timeline) -> Iterator[Entry]:
        """Write the lines of a period, in the order of time.

        Args:
            start: Unix time in whole seconds, left out.
            end: the same, included.
            timeline: what happened.
        """
        # Each second is told for itself, so that every process writes the same lines, wherever it began.
        for begin in range(start, end, CHAPTER):
            times = range(begin, min(begin + CHAPTER, end) + 1)
            frame = Frame(self.seed, timeline, times)
            found = [entry for voice in self.voices for entry in self._told(voice, frame)]
            yield from sorted(found, key=lambda entry: entry.at)

    def _told(self, voice: Voice, frame: Frame) -> Iterator[Entry]:
        job, timeline, times = voice.target.job.name, frame.timeline, frame.times
        down = [timeline.is_down(job, time) for time in times[1:]]
        if voice.service == job:
            yield from _lives(voice, frame)
        for told in voice.lines:
            name = told.metric.name
            key = f"{voice.service}/{name}/{sorted(told.labels.items())}"
            for index, first, last in _steps(told, frame):
                for number in range(first, last) if not down[index] else ():
                    draw = Draw(self.seed, f"{key}/{times[index]:.0f}/{number}")
                    second = times[index]
                    moment = Moment(voice.service, told.labels, number, second, draw, voice.scene, timeline)
                    yield from voice.tellers[name](moment)


def _voice(service: str, target: Target, tellers: Tellers) -> Voice:
    lines = [
        line
        for line in target.lines
        if line.metric.name in tellers and not isinstance(line.source, Histogram) and _tells(line)
    ]
    return Voice(service, target, tellers, lines, Scene(target))


def _tells(line: Line) -> bool:
    """Leave out revenue that nobody pays as a subscription."""
    return line.metric.name not in engine.WORTH or line.labels["source"] == "subscription"


def _steps(told: Line, frame: Frame) -> Iterator[tuple[int, int, int]]:
    """Find the seconds in which a counter moved: which, from where, to where; it begins anew with its process."""
    worth = engine.WORTH.get(told.metric.name, 1.0)
    assert not isinstance(told.source, Histogram)  # noqa: S101 - _voice() left them out
    counts = [math.floor(value / worth) for value in told.source.at(frame)]
    for index, (before, after) in enumerate(pairwise(counts)):
        if after != before:
            yield index, min(before, after) if after > before else 0, after


def _lives(voice: Voice, frame: Frame) -> Iterator[Entry]:
    """Tell of starts, and of the end that a scenario brings."""
    job, timeline, times = voice.target.job.name, frame.timeline, frame.times
    starts = frame.started(job)
    for before, after in pairwise(starts):
        if after != before:
            yield line(round(1000 * after), voice.service, "INFO", "service.started", {"version": VERSION})
    for earlier, segment in pairwise(timeline.segments):
        ended = job in segment.scenario.down and job not in earlier.scenario.down
        if ended and times[0] < segment.start <= times[-1]:
            at = round(1000 * segment.start)
            yield Entry(at, voice.service, "ERROR", PANIC)
            fields = {"error_code": "panic", "stack": PANIC}
            yield line(at + 1, voice.service, "ERROR", "service.crashed", fields)
