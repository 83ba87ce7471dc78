"""What does the manifest say beside the files: who read, what could not be seen, what never can be saved?"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from scripts.backup.course import Course
from scripts.backup.manifest import Count
from scripts.backup.model import BY_NAME
from scripts.jsonvalue import Json

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


def unseen(courses: Iterable[Course]) -> list[str]:
    """Say what the credentials could not see."""
    return [
        f"{_place(course.tally.org)}{course.tally.kind}: {course.tally.unseen}"
        for course in courses
        if course.tally.unseen
    ]


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


def words(kind: str) -> str:
    """Name a kind for people."""
    return BY_NAME[kind].words


def _place(org: str) -> str:
    return f"{org}: " if org else ""
