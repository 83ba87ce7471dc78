"""Does .env hold what docker-compose.yml asks for, in the form that the programs take?"""

import difflib
import ipaddress
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from scripts.doctor.model import Check, ok, warn
from scripts.errors import EXIT_USAGE
from scripts.settings.passwords import SHORTEST, is_known
from scripts.stack import compose, dotenv

PASSWORD = "GRAFANA_PASSWORD"  # noqa: S105 - the name of a variable


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value) is not None


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    r"\w+_PORT": (lambda value: value.isdecimal() and 0 < int(value) <= compose.HIGHEST_PORT, "a port, 1 to 65535"),
    r"\w+_(?:ADDRESS|GATEWAY)": (_is_address, "an IP address"),
    r"(?:GRAFANA|PROMETHEUS|ALERTMANAGER)_URL": (_matches(r"https?://[^\s/]+(/\S*)?"), "http://host or https://host"),
    r"\w+_(?:SECURE|EXTERNAL)": (_matches("true|false"), "true or false"),
    "PROMETHEUS_RETENTION": (_matches(r"(\d+(ms|[ywdhms]))+"), "a duration, as 90d"),
    "PROMETHEUS_RETENTION_SIZE": (_matches(r"0|\d+(B|KB|MB|GB|TB)"), "a size, as 50GB, or 0"),
    "MONGODB_URI": (_matches(r"mongodb(\+srv)?://[^\s/]+(/\S*)?"), "mongodb://host:27017"),
    "REDIS_ADDR": (_matches(r"(rediss?://)?[^\s/]+(/\d+)?"), "redis://host:6379"),
    "LOKI_CONFIG": (_matches(r"loki(-object-storage)?\.yml"), "loki.yml or loki-object-storage.yml"),
    "LOKI_S3_FROM": (_matches(r"\d{4}-\d\d-\d\d"), "a day, as 2027-01-31"),
}
"""Pattern of a variable's name -> what its value must be, and how that is said."""


def checks(root: Path, text: str, values: Mapping[str, str]) -> Iterator[Check]:
    """Check what compose will put in.

    Args:
        root: of the project.
        text: of the compose file.
        values: of .env and the shell together.
    """
    found = [*_missing(root, text, values), *_password(values), *_forms(text, values), *_unknown(root, text)]
    yield from found
    yield from _open(root / dotenv.FILE)
    if not any(check.state == "fail" for check in found):
        yield ok("settings", f"{len(compose.variables(text))} variables are as docker-compose.yml wants them")


def _fail(name: str, text: str, hint: str) -> Check:
    return Check(name=name, state="fail", text=text, hint=hint, code=EXIT_USAGE)


def _missing(root: Path, text: str, values: Mapping[str, str]) -> Iterator[Check]:
    file = root / dotenv.FILE
    for variable in compose.variables(text).values():
        if variable.required and not values.get(variable.name):
            hint = f"set {variable.name} in .env" if file.exists() else f"cp {dotenv.EXAMPLE} .env && $EDITOR .env"
            yield _fail(variable.name, "is not set" if file.exists() else "is not set: there is no .env", hint)
    if values.get("LOKI_CONFIG") == "loki-object-storage.yml":
        empty = [name for name in compose.variables(text) if name.startswith("LOKI_S3_") and not values.get(name)]
        if empty:
            yield _fail("LOKI_CONFIG", f"asks for object storage, but {', '.join(empty)} is empty", "set it in .env")


def _password(values: Mapping[str, str]) -> Iterator[Check]:
    given = values.get(PASSWORD, "")
    change = f"openssl rand -base64 24 makes one: set {PASSWORD} in .env"
    if given and is_known(given):
        yield _fail(PASSWORD, "is one that everybody knows", change)
    elif given and len(given) < SHORTEST:
        yield warn(PASSWORD, f"has {len(given)} characters; the guide wants more than {SHORTEST}", change)


def _forms(text: str, values: Mapping[str, str]) -> Iterator[Check]:
    for name in compose.variables(text):
        value = values.get(name, "")
        for pattern, (right, words) in FORMS.items():
            if value and re.fullmatch(pattern, name) and not right(value):
                yield _fail(name, f"{value!r} is not {words}", f"correct {name} in .env")


def _unknown(root: Path, text: str) -> Iterator[Check]:
    """Find what was probably meant otherwise: a name that is nearly one of ours (others may be theirs), a dollar."""
    known = compose.variables(text)
    for name in dotenv.read(root / dotenv.FILE):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.85) if name not in known else []
        if near:
            yield warn(name, "is read by nothing", f"did you mean {near[0]}? correct it in .env")
    for name in dotenv.expanded(root / dotenv.FILE):
        yield warn(name, "holds a $, which compose takes for a variable", f"{name}='...' in .env, in single quotes")


def _open(file: Path) -> Iterator[Check]:
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        yield warn(file.name, "others on this machine can read its passwords", "chmod 600 .env")
