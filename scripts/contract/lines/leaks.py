"""Does a line hold what must never be logged?"""

import re
from collections.abc import Iterator

from panels.contract.loglines import SECRET_NAMES, SECRETS
from panels.contract.loglines.secrets import MASKED
from scripts.contract.lines.finding import Problem
from scripts.jsonvalue import Json

HINTS = (
    *("@", "://", "-----", "eyj", "sk-", "akia", "asia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "xox"),
    *("hooks.slack", "glsa_", "glc_", "\\u00", "bearer", "basic", "passw", "pwd", "secret", "token", "signature"),
    *("api_key", "api-key", "apikey"),
)
"""What every secret has a part of, in small letters. Most lines have none, and are not searched further."""

LONG = re.compile(r"[A-Za-z0-9]{64}")


def suspect(text: str) -> bool:
    """Take a cheap look: may a secret be in there?"""
    small = text.lower()
    return any(hint in small for hint in HINTS) or LONG.search(text) is not None


def in_text(text: str, field: str = "") -> Iterator[Problem]:
    """Find secrets by their shape; a text is not repeated in the message."""
    if not suspect(text):
        return
    for secret in SECRETS:
        if secret.pattern.search(text):
            yield Problem("secret", field, f"{secret.name} is in the log: log {secret.instead}")


def shown(value: object) -> str:
    """Quote a value, shortened, unless it holds a secret."""
    text = str(value)
    if any(in_text(text)):
        return "(not shown)"
    return repr(text if len(text) <= 40 else f"{text[:40]}...")  # noqa: PLR2004 - what fits beside a message


def in_object(found: Json, raw: str) -> Iterator[Problem]:
    """Find secrets in the fields of a line, by name and by shape, at any depth."""
    for name, value in found.items():
        if any(SECRET_NAMES.fullmatch(key) and _says_something(inner) for key, inner in _named(name, value)):
            yield Problem("secret", name, "a field of this name is never logged: leave it out")
    if not suspect(raw):
        return
    for name, value in found.items():
        yield from in_text(name)
        if not SECRET_NAMES.fullmatch(name):
            for text in _texts(value):
                yield from in_text(text, name)


def _says_something(value: object) -> bool:
    return value not in (None, "", False, True) and not (isinstance(value, str) and MASKED.fullmatch(value))


def _named(name: str, value: object) -> Iterator[tuple[str, object]]:
    """List the values of a field at any depth, each with its own name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _named(str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(name, inner)
    else:
        yield name, value


def _texts(value: object) -> Iterator[str]:
    """List the texts of a field, names of inner fields too."""
    for name, inner in _named("", value):
        if isinstance(inner, str):
            yield inner
        yield name
