"""What was recorded from a real Grafana? Cases of exchanges, read from tests/recordings."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from scripts.jsonvalue import Json

HOME = Path(__file__).parents[2] / "recordings"

FILES = (
    *("identity", "dashboards-save", "dashboards-read", "dashboards-k8s", "dashboards-list"),
    *("folders", "datasources", "library-panels", "alerting", "other-kinds"),
)
"""In the order in which they were recorded on one server."""

SOURCE = ("objects/seed", "objects/unified/backup-reads")
"""What came after them on the first server: it was filled with every kind of object, and read as a backup reads."""

OBJECTS = tuple(
    name
    for path in sorted((HOME / "objects").glob("*/*.json"))
    if f"objects/{(name := f'{path.parent.name}/{path.stem}')}" not in SOURCE
)
"""Storage and kind of object: what was recorded on a server of its own."""


@dataclass(frozen=True)
class Recorded:
    """One exchange: the request as a JSON object, and what was answered."""

    place: str
    request: Json
    response: Json

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.response["status"])

    @property
    def content_type(self) -> str:
        """The type of the answer."""
        return str(self.response.get("headers", {}).get("Content-Type", ""))

    @property
    def body(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """The body of the answer, or its text when it is no JSON."""
        return self.response.get("body", self.response.get("text"))


def began(cases: "tuple[Case, ...]") -> datetime | None:
    """When a recording began: the earliest time that an answer of it tells."""
    text = " ".join(json.dumps(each.response) for case in cases for each in case.exchanges)
    found = re.findall(r"2026-1\d-\d\dT\d\d:\d\d:\d\d", text)
    return datetime.fromisoformat(min(found) + "+00:00") if found else None


def short(place: str) -> str:
    """A place without the server, for what is the same on each of them."""
    return place.removeprefix("objects/").partition("/")[2] or place


@dataclass(frozen=True)
class Case:
    """Exchanges that belong together.

    Attributes:
        place: file and case, as deviations name them.
        outcomes: what parallel requests were answered, if the case has some.
        pages: items on each page of a LIST, if the case reads pages.
    """

    place: str
    exchanges: tuple[Recorded, ...]
    outcomes: Any = None
    pages: tuple[int, ...] = ()


@cache
def load(name: str) -> tuple[Case, ...]:
    """The cases of a file such as `unified/folders`."""
    cases: list[Json] = json.loads((HOME / f"{name}.json").read_text())
    return tuple(_case(f"{name}: {case['case']}", case) for case in cases)


def _case(place: str, case: Json) -> Case:
    exchanges = tuple(
        Recorded(f"{place}: {index}", each["request"], each["response"])
        for index, each in enumerate(case.get("exchanges", []))
    )
    return Case(place, exchanges, case.get("outcomes"), tuple(case.get("pages", ())))
