"""Does a `dash.toml` follow its schema, and if not: which line, which key, what instead?

No value is ever printed: it may be a password in the wrong place.
"""

import difflib
import json
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import TYPE_CHECKING, cast

from scripts.jsonvalue import Json
from scripts.settings.position import line_of

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SECRETS = {
    "token": "token_env or token_file",
    "api_key": "token_env or token_file",
    "password": "password_env or password_file",
    "pass": "password_env or password_file",
    **dict.fromkeys(
        ("smtp_password", "slack_url", "pagerduty_routing_key", "heartbeat_url"),
        "the file of that name in secrets/, see docs/notifications.md",
    ),
}
"""Keys that would hold a secret itself, and the keys to use instead."""

KINDS = {"object": "a table", "boolean": "true or false", "array": "a list", "string": "text"}


def schema() -> Json:
    """Read the JSON Schema of `dash.toml`, which is part of the package."""
    text = resources.files("scripts.settings").joinpath("dash-toml.schema.json").read_text(encoding="utf-8")
    document: Json = json.loads(text)
    return document


def problems(document: Json, text: str) -> list[str]:
    """List what is wrong, each as `LINE: KEY: what`, in the order of the file.

    Args:
        document: the parsed file.
        text: the same file as text, to find lines in.
    """
    from jsonschema import Draft202012Validator

    found = [
        (line_of(text, path), f"{'.'.join(path) or 'dash.toml'}: {what}")
        for error in Draft202012Validator(schema()).iter_errors(document)
        for path, what in _explain(error)
    ]
    found += [(line_of(text, path), f"{'.'.join(path)}: {what}") for path, what in contradictions(document)]
    return [f"{line}: {what}" for line, what in sorted(set(found))]


def _explain(error: "ValidationError") -> Iterator[tuple[tuple[str, ...], str]]:
    """Turn a finding of the validator into our words."""
    path = tuple(str(step) for step in error.absolute_path if isinstance(step, str))
    given = cast("Json", error.instance)
    if error.validator == "additionalProperties":
        known: Sequence[str] = list(cast("Json", error.schema).get("properties", {}))
        for key in given:
            if key not in known:
                yield (*path, str(key)), _unknown(str(key), known)
    elif error.validator == "required":
        missing = [key for key in cast("list[str]", error.validator_value) if key not in given]
        yield path, f"{' and '.join(missing)} is missing"
    else:
        yield path, _expected(error)


def _expected(error: "ValidationError") -> str:
    """Say what the schema wants, without the value that is there."""
    part = cast("Json", error.schema)
    kind = str(part.get("type", "something else"))
    return f"must be {part.get('description') or KINDS.get(kind, kind)}"


def _unknown(key: str, known: Sequence[str]) -> str:
    """Name the key that was probably meant."""
    if key.lower() in SECRETS:
        return f"a secret does not belong into this file: use {SECRETS[key.lower()]}"
    near = difflib.get_close_matches(key, known, n=1)
    return f"unknown key, did you mean {near[0]}?" if near else f"unknown key, there is {', '.join(known)}"


def contradictions(document: Json) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find what a schema cannot say: keys that exclude or need each other, and names that nobody knows."""
    yield from _timezone(document)
    yield from _remote_write(document)
    environments = document.get("environments")
    for name, settings in environments.items() if isinstance(environments, dict) else ():
        if not isinstance(settings, dict):
            continue
        path = ("environments", name)
        given = [key for key in ("token_env", "token_file", "user") if key in settings]
        if len(given) > 1:
            yield (*path, given[1]), f"excludes {given[0]}: give one kind of credentials"
        passwords = [key for key in ("password_env", "password_file") if key in settings]
        if len(passwords) > 1:
            yield (*path, passwords[1]), f"excludes {passwords[0]}"
        if "user" in settings and not passwords:
            yield (*path, "user"), "needs password_env or password_file"
        if passwords and "user" not in settings:
            yield (*path, passwords[0]), "needs user"
        if "client_key" in settings and "client_cert" not in settings:
            yield (*path, "client_key"), "needs client_cert"
        for header, value in settings["headers"].items() if isinstance(settings.get("headers"), dict) else ():
            if header.lower() in {"authorization", "cookie"} and isinstance(value, str):
                yield (*path, "headers", header), 'a secret does not belong into this file: use { env = "VARIABLE" }'


def _timezone(document: Json) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find a time zone that does not exist, where this machine knows them: Alertmanager would not start with it."""
    from zoneinfo import available_timezones

    section = document.get("notifications")
    name = section.get("timezone") if isinstance(section, dict) else None
    known = available_timezones() if isinstance(name, str) else set()
    if known and name not in known:
        near = difflib.get_close_matches(str(name), known, n=1)
        yield ("notifications", "timezone"), f"no such time zone{f', did you mean {near[0]}?' if near else ''}"


def _remote_write(document: Json) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find a user without a password, or the other way round."""
    section = document.get("prometheus")
    remote = section.get("remote_write") if isinstance(section, dict) else None
    if isinstance(remote, dict) and ("user" in remote) != ("password_file" in remote):
        missing = "password_file" if "user" in remote else "user"
        yield ("prometheus", "remote_write"), f"{missing} is missing: they go together"
