"""How does the log format read: as text for a terminal, as Markdown for a handbook, as JSON for a program?"""

import json
import math
from collections.abc import Iterator

from panels.contract.loglines import EVENTS, FIELDS, LABELS, LEVELS, REQUIRED, SECRETS, SERVICES, Event, Field
from scripts.contract.lines.reading import MOST
from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json


def events(service: str) -> list[Event]:
    """List what a service, or any, may say.

    Raises:
        ConfigurationError: the contract knows no such application.
    """
    if service and service not in SERVICES:
        raise ConfigurationError(f"{service} has no log format in the contract", f"known are {', '.join(SERVICES)}")
    return [event for event in EVENTS.values() if not service or service in event.services]


def example(event: Event, service: str = "") -> str:
    """Write a line that keeps the contract."""
    own: Json = {"level": event.levels[-1], "service": service or event.services[0], "event": event.name}
    names = dict.fromkeys((*REQUIRED, "event", *event.fields))
    found = {name: own.get(name, FIELDS[name].example) for name in names}
    found["message"] = event.name.replace(".", " ").replace("_", " ")
    return json.dumps(found)


def values(field: Field) -> str:
    """Say which values a field may have."""
    if field.values:
        return ", ".join(field.values)
    said = f"as `{field.example}`"
    if field.low > -math.inf and field.high < math.inf:
        return f"{field.low:g} to {field.high:g}"
    if field.type == "string" and not field.pattern:
        return f"at most {field.longest} characters"
    return f"{said}, at most {field.most} different" if field.most else said


def text(service: str) -> Iterator[str]:
    """Print for a terminal."""
    yield f"One JSON object a line, at most {MOST} bytes; {', '.join(REQUIRED)} on every line."
    yield f"Levels: {', '.join(LEVELS)}. Labels: {', '.join(LABELS)}."
    yield ""
    for field in FIELDS.values():
        yield f"{field.name:15} {field.type:8} {field.help} ({values(field).replace('`', '')})"
    yield ""
    for event in events(service):
        yield f"{event.name}  {' or '.join(event.levels)}"
        yield f"    {event.help} With {', '.join(event.fields)}."
        yield f"    {example(event, service)}"


def markdown(service: str) -> Iterator[str]:
    """Print as Markdown."""
    yield "# Log format\n"
    yield f"{', '.join(SERVICES)} write one JSON object a line, at most {MOST} bytes, and nothing else."
    yield f"Every line has {', '.join(f'`{name}`' for name in REQUIRED)}; all fields stand at the top level."
    yield "`dash contract check --logs` judges real lines.\n"
    yield "## Fields\n"
    yield "| field | type | meaning | values |\n|---|---|---|---|"
    for field in FIELDS.values():
        yield f"| `{field.name}` | {field.type} | {field.help} | {values(field)} |"
    yield "\n## Events\n"
    yield "What stands in bold a panel filters or counts by: without it a line is a finding, without the rest a note.\n"
    yield "| event | written by | level | with | when |\n|---|---|---|---|---|"
    for event in events(service):
        names = ", ".join(f"**`{name}`**" if name in event.asked else f"`{name}`" for name in event.fields)
        levels = f"**{event.levels[0]}**" if "level" in event.asked else ", ".join(event.levels)
        yield f"| `{event.name}` | {', '.join(event.services)} | {levels} | {names} | {event.help} |"
    yield "\n## Never\n"
    yield "| what | instead |\n|---|---|"
    for secret in SECRETS:
        yield f"| {secret.name} | {secret.instead} |"
    yield "\nNor a field that is called after one of these, nor a name, a telephone number or an address of a person."
    yield "\n## Examples\n\n```json"
    for event in events(service):
        yield example(event, service)
    yield "```"


def as_json(service: str) -> Iterator[str]:
    """Print as JSON."""
    found: Json = {
        "required": list(REQUIRED),
        "levels": list(LEVELS),
        "labels": list(LABELS),
        "fields": [_field(field) for field in FIELDS.values()],
        "events": [
            {
                "name": event.name,
                "services": list(event.services),
                "levels": list(event.levels),
                "fields": list(event.fields),
                "asked": list(event.asked),
                "help": event.help,
                "example": json.loads(example(event, service)),
            }
            for event in events(service)
        ],
        "never": [{"what": secret.name, "instead": secret.instead} for secret in SECRETS],
    }
    yield json.dumps(found, indent=2)


def _field(field: Field) -> Json:
    plain: Json = {"name": field.name, "type": field.type, "help": field.help, "example": field.example}
    free = field.type == "string" and not field.values
    limits: Json = {
        "values": list(field.values) or None,
        "pattern": field.pattern or None,
        "longest": field.longest if free else None,
        "low": field.low if field.low > -math.inf else None,
        "high": field.high if field.high < math.inf else None,
        "most": field.most or None,
    }
    return plain | {name: value for name, value in limits.items() if value is not None}


FORMATS = {"text": text, "json": as_json, "markdown": markdown}
