"""May a query ask for this label, this field, this value of a log?"""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from panels.contract.loglines.events import EVENTS
from panels.contract.loglines.fields import FIELDS
from panels.contract.loglines.levels import LEVELS
from panels.contract.loglines.streams import ADDED, LABELS
from panels.contract.model import ContractError


def ask_label(name: str, op: str, value: str) -> None:
    """Allow a condition on a stream; an empty value is one that is not known yet.

    Raises:
        ContractError: no stream has the label, or it is never so.
    """
    if name not in (*LABELS, *ADDED):
        raise ContractError(f"no log has the label {name}{_hint(name, LABELS)}")
    if name == "level" and value:
        _ask_value("level", op, value, LEVELS)


def ask_field(name: str, op: str, value: float | str) -> None:
    """Allow a condition on a field of a line.

    Raises:
        ContractError: no line has the field, it is of another type, or it is never so.
    """
    field = FIELDS.get(name)
    if field is None:
        raise ContractError(f"no log line has the field {name}{_hint(name, FIELDS)}")
    if isinstance(value, str) != (field.type in ("string", "id")):
        raise ContractError(f"{name} is a {field.type}: it is not compared with {value!r}")
    values = tuple(EVENTS) if name == "event" else field.values
    if isinstance(value, str) and values:
        _ask_value(name, op, value, values)


def _ask_value(name: str, op: str, value: str, values: tuple[str, ...]) -> None:
    if "$" in value or op in ("!=", "!~"):
        return
    if op == "=" and value not in values:
        raise ContractError(f"{name} is never {value!r}{_hint(value, values)}")
    if op == "=~" and not any(re.fullmatch(value, one) for one in values):
        raise ContractError(f"{name} never matches {value!r}{_hint(value, values)}")


def _hint(wrong: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(wrong, [*names, *(one.lower() for one in names)], n=1)
    near = [one for one in names if near and one.lower() == near[0].lower()]
    return f"; did you mean {near[0]}?" if near else f"; there is {', '.join(names)}"
