"""How is a slow reading begun before its result is needed, without holding all of it?"""

import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")

MOST = 200
"""Items that wait at the same time: a few pages of a list, whatever its length."""


class _End(Generic[Item]):
    """The last thing a reading says: that it is done, or what broke it."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


@contextmanager
def ahead(items: Iterable[Item], most: int = MOST) -> Iterator[Iterator[Item]]:
    """Read items in a thread of its own, from now on.

    Args:
        items: read once, in order; what it raises is raised where the items are taken.
        most: how many may wait; then the reading pauses.

    Yields:
        The items. Leaving the block ends the reading, also if they were not all taken.
    """
    waiting: queue.Queue[Item | _End[Item]] = queue.Queue(most)
    left = threading.Event()

    def put(item: "Item | _End[Item]") -> None:
        while not left.is_set():
            try:
                waiting.put(item, timeout=0.1)
            except queue.Full:
                continue
            return

    def read() -> None:
        try:
            for item in items:
                put(item)
                if left.is_set():
                    return
            put(_End())
        except BaseException as error:  # noqa: BLE001 - raised again where the items are taken
            put(_End(error))
        finally:
            if isinstance(items, Generator):
                items.close()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield _taken(waiting)
    finally:
        left.set()


def _taken(waiting: "queue.Queue[Item | _End[Item]]") -> Iterator[Item]:
    while not isinstance(item := waiting.get(), _End):
        yield item
    if item.error is not None:
        raise item.error
