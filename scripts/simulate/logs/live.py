"""How is the log written while the simulation runs?

    simulation = Simulation(Model())
    with sinks.opened("logs/", "http://localhost:3100") as where, writing(simulation, where):
        ...                                       # until it ends, a line for what happens, scenarios included

A second is told when it is over. If Loki does not answer, the lines wait and are pushed when it is back.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from scripts.errors import DashError
from scripts.simulate.logs.entry import Entry
from scripts.simulate.logs.sinks import Sink
from scripts.simulate.logs.story import Story
from scripts.simulate.server import Simulation

EVERY = 1.0
"""Seconds between two looks."""
WAITING = 50_000
"""Entries kept for a sink that does not take them; the oldest are given up."""


@dataclass(slots=True)
class _Queue:
    """What a sink has not taken yet."""

    sink: Sink
    waiting: list[Entry] = field(default_factory=list)
    troubled: bool = False


def _silent(text: str) -> None:
    del text


class Writer:
    """Tells what happened since the last look.

    Args:
        simulation: whose timeline and clock count.
        sinks: where lines go.
        say: told when a sink stops taking lines, and when it takes them again.
    """

    def __init__(self, simulation: Simulation, sinks: Sequence[Sink], say: Callable[[str], None] = _silent) -> None:
        """Begin now."""
        self._simulation = simulation
        self._story = Story(simulation.model)
        self._queues = [_Queue(sink) for sink in sinks]
        self._told = int(simulation.clock())
        self._say = say

    def catch_up(self) -> None:
        """Write all seconds that are over."""
        now = int(self._simulation.clock())
        if now <= self._told:
            return
        found = list(self._story.between(self._told, now, self._simulation.timeline))
        self._told = now
        for queue in self._queues:
            queue.waiting = [*queue.waiting, *found][-WAITING:]
            self._hand_over(queue)

    def _hand_over(self, queue: _Queue) -> None:
        try:
            queue.sink.write(queue.waiting)
        except DashError as error:
            if not queue.troubled:
                self._say(f"{error.message}; lines wait until it is mended")
            queue.troubled = True
            return
        if queue.troubled:
            self._say(f"{len(queue.waiting)} lines that waited are written")
        queue.troubled = False
        queue.waiting = []


@contextmanager
def writing(
    simulation: Simulation,
    sinks: Sequence[Sink],
    say: Callable[[str], None] = _silent,
    lost: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Write the log in the background for as long as the `with` lasts.

    Args:
        simulation: whose timeline and clock count.
        sinks: where lines go; nothing is written without any.
        say: told when a sink stops taking lines, and when it takes them again.
        lost: called when nobody reads the standard output any more.

    Raises:
        BrokenPipeError: at the end, if that happened.
    """
    writer = Writer(simulation, sinks, say)
    stop = threading.Event()
    gone: list[BrokenPipeError] = []

    def run() -> None:
        try:
            while not stop.wait(EVERY):
                writer.catch_up()
        except BrokenPipeError as error:
            gone.append(error)
            lost()

    thread = threading.Thread(target=run, name="log writer", daemon=True)
    if sinks:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if sinks:
            thread.join()
    if gone:
        raise gone[0]
