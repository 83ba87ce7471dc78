"""What is one line of the simulated log, and how is it spelled?"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from scripts.jsonvalue import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as it is in Loki: a trace is one of them, though it has several lines.

    Attributes:
        at: Unix time in milliseconds.
        service: that wrote it.
        level: as the label has it; empty where the shippers find none.
        text: without the end of line.
    """

    at: int
    service: str
    level: str
    text: str


def stamp(milliseconds: int) -> str:
    """Write a time as the applications do."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def line(at: int, service: str, level: str, event: str, fields: Json) -> Entry:
    """Make an application's line: the object of the contract."""
    message = event.replace(".", " ").replace("_", " ")
    found = {"timestamp": stamp(at), "level": level, "service": service, "message": message, "event": event, **fields}
    return Entry(at, service, level, json.dumps(found, separators=(",", ":")))
