"""What does the manifest say beside the files: who read, what could not be seen, what never can be saved?"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from scripts.backup import sight
from scripts.backup.course import Course
from scripts.backup.manifest import Count
from scripts.backup.tally import LIST
from scripts.grafana.identity import Permissions
from scripts.jsonvalue import Json

SHOWN = 3
"""Names in one line of a warning."""

NEVER: Sequence[Json] = (
    {"what": "passwords of users", "why": "Grafana keeps only hashes, and shows them to nobody"},
    {"what": "tokens of service accounts", "why": "Grafana shows a token once, when it is made: issue new ones"},
    {"what": "secrets of data sources", "why": "Grafana never gives them out; their names are saved"},
    {"what": "authors and times of changes", "why": "a restore is a change of its own: its author, its time"},
    {"what": "preferences and stars of other users", "why": "Grafana shows them to nobody but themselves"},
    {"what": "correlations whose data source is gone", "why": "Grafana hides them until it is back"},
    {"what": "state and history of alerts", "why": "it comes from evaluating the rules, and cannot be written"},
    {"what": "short URLs", "why": "Grafana cannot list them"},
    {"what": "settings of the server and of single sign-on", "why": "they belong to grafana.ini, secrets included"},
    {"what": "changes of permissions while the backup was made", "why": "a list of permissions has no version"},
)
"""What no backup of Grafana's API can hold."""


def now() -> str:
    """Tell the time as the manifest does."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def counts(courses: Iterable[Course]) -> list[Count]:
    """Say how complete each kind is; what this server does not have is left out."""
    return [course.tally.count() for course in courses if not course.tally.absent]


def unseen(org: str, courses: Sequence[Course], granted: Permissions | None) -> list[str]:
    """Say what the credentials could not see in an organisation, in a few lines.

    Args:
        org: its name; empty for the server.
        courses: what was read there.
        granted: what the credentials may do; `None` if Grafana does not tell.
    """
    refused = [course.tally for course in courses if LIST in course.tally.hidden]
    found = []
    if refused:
        needs = sorted({need(tally.hidden[LIST]) for tally in refused})
        found.append(f"not readable with these credentials: {', '.join(t.kind for t in refused)} ({'; '.join(needs)})")
    for tally in (course.tally for course in courses if LIST not in course.tally.hidden):
        if names := sorted(tally.hidden):
            rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            found.append(
                f"{tally.kind}: not readable: {', '.join(names[:SHOWN])}{rest} ({need(tally.hidden[names[0]])})"
            )
    whole = [course.tally.kind for course in courses if not course.tally.hidden and not course.tally.absent]
    if granted is None:
        found.append("Grafana does not tell what these credentials may read: there may be more")
    elif short := sight.partly(granted, whole):
        found.append(f"Grafana lists only what these credentials may read, there may be more: {', '.join(short)}")
    return [f"{_place(org)}{one}" for one in found]


def need(refusal: str) -> str:
    """Shorten a refusal to what is missing."""
    _, found, missing = refusal.partition("Permissions needed: ")
    return f"needs {missing}" if found else "needs the role Admin"


def notes(courses: Iterable[Course]) -> list[str]:
    """Say what else the reader of the backup should know."""
    return [f"{_place(course.tally.org)}{course.tally.kind}: {why}" for course in courses for why in course.tally.notes]


def left_out(courses: Iterable[Course], by_wish: Iterable[Json]) -> list[Json]:
    """Say what is not in the backup, on purpose or by nature."""
    absent = [
        {"what": f"{_place(course.tally.org)}{course.tally.kind}", "why": f"not on this server: {course.tally.absent}"}
        for course in courses
        if course.tally.absent
    ]
    return [*by_wish, *absent, *NEVER]


def _place(org: str) -> str:
    return f"{org}: " if org else ""
