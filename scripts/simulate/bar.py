"""How far is the loading of history?"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from scripts.output import shows_progress

STEPS = 1000


@contextmanager
def bar(label: str) -> Iterator[Callable[[float], None]]:
    """Draw a progress bar on stderr, if that is a terminal; give the function that moves it (0 to 1)."""
    if not shows_progress():
        yield lambda _: None
        return
    with click.progressbar(length=STEPS, label=label, file=sys.stderr) as drawn:
        yield lambda share: drawn.update(int(share * STEPS) - drawn.pos)
