"""How does a program that runs until it is stopped notice that it should stop?"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give an event that SIGINT, SIGTERM and SIGHUP set."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    with _handled(handle):
        yield stop


@contextmanager
def _handled(handle: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Handle the signals that end a program; what was before comes back at the end."""
    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def interrupting() -> Iterator[None]:
    """Let SIGINT, SIGTERM and SIGHUP raise KeyboardInterrupt, but only once: cleaning up is not interrupted."""
    raised = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal raised
        del number, frame
        if not raised:
            raised = True
            raise KeyboardInterrupt

    with _handled(handle):
        yield


def wait(stop: threading.Event) -> None:
    """Wait until the event is set; short naps let the interpreter notice signals on every platform."""
    while not stop.wait(0.5):
        pass
