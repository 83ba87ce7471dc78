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


def in_object(found: Json, raw: str) -> Iterator[Problem]:
    """Find secrets in the fields of a line, by name and by shape."""
    for name, value in found.items():
        if SECRET_NAMES.fullmatch(name) and _says_something(value):
            yield Problem("secret", name, "a field of this name is never logged: leave it out")
    if not suspect(raw):
        return
    for name, value in _texts(found):
        if not SECRET_NAMES.fullmatch(name):
            yield from in_text(value, name)
        yield from in_text(name)


def _says_something(value: object) -> bool:
    return value not in (None, "", False, True) and not (isinstance(value, str) and MASKED.fullmatch(value))


def _texts(found: object, name: str = "") -> Iterator[tuple[str, str]]:
    """List the texts of a value at any depth, by the field at the top."""
    if isinstance(found, str):
        yield name, found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from _texts(value, name or str(key))
            if name:
                yield name, f"{key}={value}" if isinstance(value, str) else str(key)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value, name)
