"""What is the one form of a dashboard: to write it to a file, and to compare two of them?

`canonical` is what a save in the browser of Grafana 12.4 writes, to the last key: built dashboards take this form, so
that a save without a change leaves no trace. `comparable` goes further: it also removes what only the version of
Grafana, the order of panels in the file or the state of a browser decides. Two dashboards that look and behave alike
are equal in it; it is what `dash diff` compares and what the checksum of a push is taken of.
"""

import hashlib
import json

from scripts.canonical.board import board
from scripts.canonical.comparing import compared
from scripts.canonical.values import cleaned, ordered
from scripts.jsonvalue import Json

__all__ = ["canonical", "comparable", "digest", "text"]


def canonical(spec: Json) -> Json:
    """Write a dashboard as a save in Grafana 12.4's browser would.

    Args:
        spec: a classic dashboard of schema version 36 or later; it is not changed.

    Returns:
        A new document. `uid` is kept, for files need it; a Grafana keeps it outside the spec.
    """
    made: Json = ordered(board(cleaned(spec)))
    return made


def comparable(spec: Json) -> Json:
    """Bring a dashboard, built or live, into the form in which two of them are compared.

    Args:
        spec: a classic dashboard, from a file or a Grafana 10 to 13; it is not changed.
    """
    return compared(board(cleaned(spec), strict=False, all_shown=True))


def digest(spec: Json) -> str:
    """Name what a dashboard shows: SHA-256 of the comparable form, in hexadecimal."""
    packed = json.dumps(comparable(spec), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(packed.encode()).hexdigest()


def text(spec: Json) -> str:
    """Write a dashboard as the text of a file: sorted, two spaces a level, a newline at the end.

    Raises:
        ValueError: it holds a number that JSON cannot, which the canonical form never does.
    """
    return json.dumps(spec, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
