"""Which backups are kept, and which may go?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A backup, as far as it matters here.

    Attributes:
        where: its place.
        time: when it was begun.
        complete: it holds everything that was listed.
    """

    where: str
    time: datetime
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How many are kept: the newest ones, and the newest one of so many days, weeks and months that have one."""

    last: int = 0
    daily: int = 0
    weekly: int = 0
    monthly: int = 0

    @property
    def nothing(self) -> bool:
        """Nobody has said what to keep."""
        return not (self.last or self.daily or self.weekly or self.monthly)


PERIODS: Sequence[tuple[str, Callable[[datetime], object]]] = (
    ("last", lambda time: time),
    ("daily", lambda time: time.date()),
    ("weekly", lambda time: time.isocalendar()[:2]),
    ("monthly", lambda time: (time.year, time.month)),
)


def reasons(backups: Iterable[Dated], keep: Keep) -> dict[str, str]:
    """Tell of each backup why it is kept; an empty reason means that it may go.

    Only complete ones are counted. An incomplete one is kept while it is newer than the newest complete one: until then
    it may be all there is of what changed. The newest complete one is kept whatever was said.

    Args:
        backups: those of one environment.
        keep: how many.

    Returns:
        Place -> reason, the newest first.
    """
    listed = sorted(backups, key=lambda one: one.time, reverse=True)
    why: dict[str, list[str]] = {one.where: [] for one in listed}
    complete = [one for one in listed if one.complete]
    for name, period in PERIODS:
        seen: set[object] = set()
        for one in complete:
            if len(seen) < getattr(keep, name) and period(one.time) not in seen:
                seen.add(period(one.time))
                why[one.where].append(name)
    if complete and not why[complete[0].where]:
        why[complete[0].where].append("the newest complete one")
    for one in listed:
        if not one.complete and (not complete or one.time > complete[0].time):
            why[one.where].append("newer than any complete one")
    return {where: ", ".join(found) for where, found in why.items()}
