"""How does a Loki, or a folder, get the log of the past?"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scripts.simulate.logs.sinks import Sink
from scripts.simulate.logs.story import CHAPTER, Story
from scripts.simulate.model import Model
from scripts.simulate.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and how long it took."""

    lines: int
    seconds: float
    took: float

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.seconds / 3600:.1f} h: {self.lines} log lines in {self.took:.1f} s"


def write(
    model: Model,
    sinks: Sequence[Sink],
    length: float,
    *,
    timeline: Timeline,
    end: float | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Written:
    """Write the log of a period that ends now, or at a given time.

    Args:
        model: whose log.
        sinks: where to.
        length: seconds.
        timeline: what happened.
        end: Unix time.
        progress: told the share that is done.

    Raises:
        DashError: a sink does not take the lines.
    """
    began, last = time.monotonic(), int(time.time() if end is None else end)
    first = last - int(length)
    story, lines = Story(model), 0
    for start in range(first, last, CHAPTER):
        stop = min(start + CHAPTER, last)
        chapter = list(story.between(start, stop, timeline))
        lines += len(chapter)
        for sink in sinks:
            sink.write(chapter)
        progress((stop - first) / length)
    return Written(lines, length, time.monotonic() - began)
