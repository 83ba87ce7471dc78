"""Are the fields of a line there, of the right type, and with right values?"""

import math
import re
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from panels.contract.loglines import EVENTS, FIELDS, LEVELS, REQUIRED, SECRET_NAMES, SPELLINGS, Event, Field
from scripts.contract.lines.finding import Problem
from scripts.contract.lines.leaks import shown
from scripts.jsonvalue import Json

RAW_ID = re.compile(r"/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,})(?:/|$)")
"""A segment that is an id: this is no route template."""

NAME = re.compile(r"[\w.-]+")
TYPES = {"string": (str,), "integer": (int,), "number": (int, float), "id": (str, int)}
LONGEST_NAME = 60

OTHER_NAMES = {
    "timestamp": ("time", "ts", "@timestamp", "asctime", "datetime"),
    "level": ("severity", "levelname", "lvl", "loglevel"),
    "message": ("msg", "text"),
    "service": ("service_name", "app", "application"),
}
"""How libraries call the fields that every line has."""


def judge(found: Json) -> Iterator[Problem]:
    """Judge the fields of one line, then its event."""
    yield from _missing(found)
    for name, value in found.items():
        field = FIELDS.get(name)
        if isinstance(value, (dict, list)):
            yield Problem("nested", _shown_name(name), _nested(name, value))
        elif field is None:
            if not SECRET_NAMES.fullmatch(name):
                yield Problem("unknown field", _shown_name(name), _unknown(name), note=True)
        elif value is None:
            yield Problem("null", name, "is null: leave the field out", note=True)
        else:
            yield from _value(field, value)
    yield from _event(found)


def _missing(found: Json) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in found:
            other = next((one for one in OTHER_NAMES[name] if one in found), "")
            what = f"rename {other}" if other else f"every line has one, as {FIELDS[name].example}"
            yield Problem("missing", name, f"is missing: {what}")


def _shown_name(name: str) -> str:
    """Give a field's name as it may be printed: some use an id or an address as one."""
    return name if NAME.fullmatch(name) and len(name) <= LONGEST_NAME else shown(name)


def _nested(name: str, value: object) -> str:
    if name == "fields":
        return "is an object: fields stand at the top level; tracing_subscriber::fmt().json().flatten_event(true)"
    kind = "an object" if isinstance(value, dict) else "a list"
    return f"is {kind}: give each value a field of its own at the top level"


@lru_cache(maxsize=1024)
def _unknown(name: str) -> str:
    near = get_close_matches(name[:LONGEST_NAME], FIELDS, n=1, cutoff=0.8)
    known = next((own for own, others in OTHER_NAMES.items() if name in others), near[0] if near else "")
    return f"is not in the contract; is it {known}?" if known else "is not in the contract: no panel can rely on it"


def _value(field: Field, value: object) -> Iterator[Problem]:
    name = field.name
    if not _is(field.type, value):
        yield Problem("wrong type", name, f"is {shown(value)}, and must be a JSON {field.type}")
        return
    if not isinstance(value, str):
        wrong = _number(field, value)
    elif field.values or field.most:
        wrong = _known_text(name, value)
    else:
        wrong = _text(field, value)
    if wrong:
        yield Problem("wrong value", name, wrong)


@lru_cache(maxsize=4096)
def _known_text(name: str, value: str) -> str:
    """Judge a text of a field that has few of them: they come again and again."""
    return _text(FIELDS[name], value)


def _number(field: Field, value: Any) -> str:  # noqa: ANN401 - a number, as _is() found
    """Say what is wrong with a number, if anything."""
    if field.low <= value <= field.high:
        return ""
    most = "" if math.isinf(field.high) else f", at most {field.high:g}"
    return f"is {shown(value)}, and must be at least {field.low:g}{most}"


def _is(kind: str, value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, TYPES[kind])


def _text(field: Field, value: str) -> str:
    """Say what is wrong with a text, if anything."""
    if not value:
        return "is empty: leave the field out"
    if len(value) > field.longest:
        return f"has {len(value)} characters, more than {field.longest}: shorten it"
    if not field.accepts(value):
        return f"is {shown(value)}{_instead(field, value)}"
    if field.name == "timestamp" and not _is_time(value):
        return f"is {shown(value)}: there is no such time"
    if field.name in ("endpoint", "page") and RAW_ID.search(value):
        return f"is {shown(value)}, a path with an id: log the route template, /api/orders/{{id}}"
    return ""


def _instead(field: Field, value: str) -> str:
    if field.name == "level" and value.upper() in SPELLINGS:
        return f": write {SPELLINGS[value.upper()]}"
    return (
        f", and must be one of {', '.join(field.values)}" if field.values else f", and must look like {field.example}"
    )


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _event(found: Json) -> Iterator[Problem]:
    name = found.get("event")
    if not isinstance(name, str) or not FIELDS["event"].accepts(name):
        return
    event = EVENTS.get(name)
    if event is None:
        yield _unknown_event(name)
        return
    yield from _of_event(event, found)


def _unknown_event(name: str) -> Problem:
    """Tell a slip of the pen from an event that nobody declared yet."""
    near = get_close_matches(name, EVENTS, n=1, cutoff=0.85)
    if near:
        return Problem("unknown event", "event", f"{name} is not in the contract; is it {near[0]}?")
    hint = "no panel asks for it; declare it in panels/contract/loglines/events.py"
    return Problem("new event", "event", f"{name} is not in the contract: {hint}", note=True)


def _of_event(event: Event, found: Json) -> Iterator[Problem]:
    service, level = found.get("service"), found.get("level")
    if isinstance(service, str) and service in FIELDS["service"].values and service not in event.services:
        yield Problem("wrong event", "event", f"{event.name} is written by {' and '.join(event.services)} only")
    if isinstance(level, str) and level in LEVELS and level not in event.levels:
        what = f"is {level}: {event.name} is {' or '.join(event.levels)}"
        yield Problem("wrong level", "level", what, note="level" not in event.asked)
    asked = [name for name in event.asked if name not in found]
    if asked:
        what = f"{event.name} without {', '.join(asked)}: the panels that ask for it do not find this line"
        yield Problem("incomplete", "event", what)
    lacking = [name for name in event.fields if name not in found and name not in asked]
    if lacking:
        yield Problem("sparse", "event", f"{event.name} without {', '.join(lacking)}: tell more", note=True)
