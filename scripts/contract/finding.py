"""What can be said about one metric of a page?"""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_QUOTED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one metric; a note is worth knowing, but breaks nothing."""

    rule: str
    metric: str
    message: str
    note: bool = False

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{'note: ' if self.note else ''}{self.metric}: {self.rule}: {self.message}"


def some(values: Iterable[str]) -> str:
    """List a few values, quoted, and say how many more there are."""
    found = list(values)
    quoted = ", ".join(
        repr(value if len(value) <= MOST_QUOTED * 10 else f"{value[:50]}...") for value in found[:MOST_QUOTED]
    )
    rest = len(found) - MOST_QUOTED
    return f"{quoted} and {rest} more" if rest > 0 else quoted
