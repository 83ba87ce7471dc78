"""On which line of a TOML text does a key stand?"""

import tomllib
from collections.abc import Sequence


def line_of(text: str, path: Sequence[str]) -> int:
    """Find the line whose statement brings a key into the document.

    The parser itself is asked: the shortest beginning of the text that parses and holds the key ends with
    the statement that says it, so that tables, dotted keys, inline tables and long strings are all understood.

    Args:
        text: valid TOML.
        path: the keys from the top, as in `("environments", "prod", "url")`.

    Returns:
        The line, counted from 1; for a key that is not there, the line of the nearest table around it.
    """
    lines = text.splitlines()
    wanted = path
    while wanted:
        start = 0
        for end in range(1, len(lines) + 1):
            try:
                document = tomllib.loads("\n".join(lines[:end]))
            except tomllib.TOMLDecodeError:
                continue  # inside a long string or a list
            if _holds(document, wanted):
                return _first_of(lines, start)
            start = end
        wanted = wanted[:-1]
    return 1


def _holds(document: object, path: Sequence[str]) -> bool:
    """Tell whether a document has a key."""
    for key in path:
        if not isinstance(document, dict) or key not in document:
            return False
        document = document[key]
    return True


def _first_of(lines: Sequence[str], start: int) -> int:
    """Skip blank lines and comments before a statement."""
    for number, line in enumerate(lines[start:], start + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return start + 1
