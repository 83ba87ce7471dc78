"""How does a program that runs until it is stopped notice that it should stop?"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give an event that SIGINT and SIGTERM set; what they did before comes back at the end."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait(stop: threading.Event) -> None:
    """Wait until the event is set; short naps let the interpreter notice signals on every platform."""
    while not stop.wait(0.5):
        pass
