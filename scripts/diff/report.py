"""What did a comparison of all dashboards find?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.diff.model import Changes

VERSION = 1
"""Of the JSON form; another number means that old readers would misread it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A dashboard, compared.

    Attributes:
        uid: its identity.
        title: in the code, else on the other side.
        status: how the sides stand to each other, in words.
        why: what made the status, where the word does not tell.
        file: its source, relative to the project; empty if it is not in the code.
        changes: from the other side to the code; none where one side is missing.
        panels: how many a dashboard has that is only on one side.
        only: the side, if it is on one side only: `code` or `there`.
        drift: somebody has to do something about it.
    """

    uid: str
    title: str
    status: str
    why: str = ""
    file: str = ""
    changes: Changes = field(default_factory=Changes)
    panels: int = 0
    only: str = ""
    drift: bool = False

    @property
    def gist(self) -> str:
        """Say in a few words what differs."""
        if self.only:
            return f"{self.panels} panel{'' if self.panels == 1 else 's'}"
        return self.changes.summary if self.changes else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was compared.

    Attributes:
        against: an environment's name, or what `--against` named.
        dashboards: in the order of the code, then what only the other side has.
        notes: what is worth knowing about our folder.
    """

    against: str
    dashboards: Sequence[Compared]
    notes: Sequence[str] = ()

    @property
    def drift(self) -> bool:
        """Tell whether anything differs that somebody has to do something about."""
        return any(one.drift for one in self.dashboards)

    @property
    def told(self) -> list[Compared]:
        """Give the dashboards that are worth more than a count."""
        return [one for one in self.dashboards if one.drift or one.changes or one.only]

    @property
    def counts(self) -> dict[str, int]:
        """Count the dashboards by status."""
        return dict(Counter(one.status for one in self.dashboards))

    @property
    def summary(self) -> str:
        """Say the result in one line: `7 dashboards: 5 in sync, 2 code ahead`."""
        total = len(self.dashboards)
        counts = ", ".join(f"{number} {status}" for status, number in self.counts.items())
        return f"{total} dashboard{'' if total == 1 else 's'}: {counts}" if total else "no dashboards"
