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
        ConfigurationError: a line is no assignment, a quote is not closed, or the file cannot be read.
    """
    return {name: _value(file.name, number, text) for number, name, text in _assignments(file)}


def expanded(file: Path) -> list[str]:
    """Name the variables whose value holds a dollar that compose takes for the beginning of a variable.

    Raises:
        ConfigurationError: as for `read`.
    """
    return [name for _, name, text in _assignments(file) if re.search(r"\$\w|\$\{", text) and not text.startswith("'")]


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file.name} is not UTF-8 at byte {error.start}", "save it as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(f"{file.name}: {error.strerror}", f"cp {EXAMPLE} {FILE}") from None


def _assignments(file: Path) -> Iterator[tuple[int, str, str]]:
    """List number of the line, name, and value as it is written."""
    for number, line in enumerate(_lines(file), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        found = ASSIGNMENT.fullmatch(bare)
        if found is None:
            raise _wrong(file.name, number, "is no NAME=value")
        yield number, found["name"], found["value"]


def _wrong(name: str, number: int, what: str) -> ConfigurationError:
    return ConfigurationError(f"{name}:{number}: {what}", f"correct line {number} of {name}; {EXAMPLE} shows the form")


def _value(name: str, number: int, text: str) -> str:
    """Take quotes and a comment away, as compose does."""
    for quote in "'\"":
        if text.startswith(quote):
            end = text.find(quote, 1)
            if end < 0:
                raise _wrong(name, number, f"the quote {quote} is not closed")
            return text[1:end]
    return re.sub(r"(^|\s+)#.*$", "", text).strip()
