"""What does a `.env` say, read as compose reads it?"""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.errors import ConfigurationError

FILE = ".env"
EXAMPLE = ".env.example"

ASSIGNMENT = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*)")


def read(file: Path) -> dict[str, str]:
    """Read a file of assignments; there may be none.

    Raises:
        ConfigurationError: a line is no assignment, or the file cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file.name}: cannot be read: {error}", f"cp {EXAMPLE} {FILE}") from None
    return dict(_assignments(file.name, lines))


def _assignments(name: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        found = ASSIGNMENT.fullmatch(bare)
        if found is None:
            raise ConfigurationError(
                f"{name}:{number}: is no NAME=value", f"correct line {number} of {name}; {EXAMPLE} shows the form"
            )
        yield found["name"], _value(found["value"])


def _value(text: str) -> str:
    """Take quotes and a comment away, as compose does."""
    for quote in "'\"":
        if text.startswith(quote) and text.find(quote, 1) > 0:
            return text[1 : text.find(quote, 1)]
    return re.sub(r"(^|\s+)#.*$", "", text).strip()
