"""What does a rule say about a dashboard, and how bad is it?"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Severity(IntEnum):
    """How bad a finding is; the order is by weight."""

    INFO = 1
    """A remark: nothing is wrong, but a reader would gain. Alone it does not fail the run."""
    WARNING = 2
    """A person can be misled, or a house rule is broken; the panel still answers."""
    ERROR = 3
    """A panel shows nothing, something wrong, or cannot be loaded."""

    def __str__(self) -> str:
        """Spell it as reports do."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a dashboard: the names that a person sees on the screen.

    Attributes:
        dashboard: title of the dashboard.
        uid: its uid.
        row: title of the row that the panel is in, if it is in one.
        panel: title of the panel, if it is about one.
        panel_id: the panel's id, which finds the Python line that made it.
        target: refId of the query, if it is about one.
        index: position of the query among the panel's, from 0.
    """

    dashboard: str
    uid: str = ""
    row: str = ""
    panel: str = ""
    panel_id: int | None = None
    target: str = ""
    index: int | None = None

    def __str__(self) -> str:
        """Write `Row / Panel / query A`."""
        return " / ".join(part for part in (self.row, self.panel, self.target and f"query {self.target}") if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: where, what is wrong, and how to put right what is special about this case."""

    place: Place
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem with everything that a report needs.

    Attributes:
        rule: id of the rule.
        severity: how bad it is.
        place: where in the dashboard.
        message: what is wrong.
        fix: what to do about it.
        source: `file:line` that made the panel, or the file that was judged; may be empty.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    fix: str = ""
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        """Write it for `--format json`; what is not known is left out."""
        file, line = self.location
        known = {
            "rule": self.rule,
            "severity": str(self.severity),
            "dashboard": self.place.dashboard,
            "uid": self.place.uid,
            "row": self.place.row,
            "panel": self.place.panel,
            "panelId": self.place.panel_id,
            "target": self.place.target,
            "message": self.message,
            "fix": self.fix,
            "file": file,
            "line": line,
        }
        return {key: value for key, value in known.items() if value not in (None, "")}

    @property
    def location(self) -> tuple[str, int | None]:
        """Split the source into file and line."""
        file, colon, line = self.source.rpartition(":")
        return (file, int(line)) if colon and line.isdigit() else (self.source, None)
