"""In which places do two JSON documents differ?"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SHORT = 60
"""Characters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place.

    Attributes:
        path: as `spec.title` or `items[2].value`.
        old: what was there; `None` for nothing.
        new: what is there now.
    """

    path: str
    old: Any
    new: Any

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path or 'all'} {_short(self.old)} -> {_short(self.new)}"


def between(old: Any, new: Any, at: str = "") -> Iterator[Difference]:  # noqa: ANN401 - JSON of any shape
    """Find the places that differ; a list of another length is one place, an absent key is like `null` and `{}`."""
    if isinstance(old, dict | None) and isinstance(new, dict | None):
        one, other = old or {}, new or {}
        for key in sorted({*one, *other}):
            yield from between(one.get(key), other.get(key), f"{at}.{key}" if at else str(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (mine, theirs) in enumerate(zip(old, new, strict=True)):
            yield from between(mine, theirs, f"{at}[{number}]")
    elif old != new or isinstance(old, bool) != isinstance(new, bool):
        yield Difference(at, old, new)


def digest(document: Any) -> str:  # noqa: ANN401 - JSON of any shape
    """Name the content of an object: SHA-256 in hexadecimal."""
    packed = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()


def _short(value: Any) -> str:  # noqa: ANN401 - JSON of any shape
    if value is None:
        return "(nothing)"
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= SHORT else text[: SHORT - 3] + "..."
