"""What does docker-compose.yml start, once the variables of .env are put in?

Only as much of compose's language as our own file uses; compose itself stays the judge (`docker compose config -q`).
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json

FILE = "docker-compose.yml"
ENV_FILE = ".env"
EXAMPLE = ".env.example"
PROFILE = "monitoring"
SECRETS = "/run/secrets"
"""Where compose mounts them."""
HIGHEST_PORT = 65535

VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")
ASSIGNMENT = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that the file asks for: what it is by default, or that it must be set."""

    name: str
    default: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Port:
    """A port that is published on this host, and the variable that moves it."""

    address: str
    number: str
    inside: int
    variable: str = ""

    @property
    def usable(self) -> bool:
        """Whether .env made a number of it that a port can have."""
        return self.number.isdecimal() and 0 < int(self.number) <= HIGHEST_PORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One container.

    Attributes:
        mounts: path on this host -> path inside; volumes are not among them.
        secrets: name of the secret -> path inside.
    """

    name: str
    image: str
    profiles: tuple[str, ...]
    ports: tuple[Port, ...]
    mounts: Mapping[str, str]
    secrets: Mapping[str, str]
    raw: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stack:
    """Everything that one `up` concerns."""

    services: Mapping[str, Service]
    secret_files: Mapping[str, str]
    networks: Mapping[str, Json]
    volumes: Mapping[str, Json]


def source(root: Path) -> str:
    """Read the text of the compose file.

    Raises:
        ConfigurationError: it is not there.
    """
    try:
        return (root / FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{FILE}: {error.strerror}", "run this in the checkout that holds it") from None


def variables(text: str) -> dict[str, Variable]:
    """List what the file asks for, comments left out."""
    code = "\n".join(re.sub(r"(^|\s)#.*$", "", line) for line in text.splitlines())
    found = (
        Variable(one["name"], one["rest"] if one["kind"] == "-" else "", one["kind"] == "?")
        for one in VARIABLE.finditer(code)
    )
    return {one.name: one for one in found}


def environment(root: Path) -> dict[str, str]:
    """Put .env and the shell's variables together, as compose does: the shell wins.

    Raises:
        ConfigurationError: a line of .env is no assignment.
    """
    return {**dotenv(root / ENV_FILE), **os.environ}


def dotenv(file: Path) -> dict[str, str]:
    """Read a file of assignments; there may be none.

    Raises:
        ConfigurationError: a line is no assignment, or the file cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file.name}: cannot be read: {error}", f"cp {EXAMPLE} {ENV_FILE}") from None
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


def _filled(node: Any, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - YAML of any shape
    """Put variables into every text; a required one that is missing becomes empty."""
    if isinstance(node, dict):
        return {key: _filled(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, values) for value in node]
    return VARIABLE.sub(lambda one: _put(one, values), node) if isinstance(node, str) else node


def _put(one: re.Match[str], values: Mapping[str, str]) -> str:
    given = values.get(one["name"], "")
    return given or (one["rest"] if one["kind"] == "-" else "")


def read(root: Path, values: Mapping[str, str] | None = None) -> Stack:
    """Read the compose file of a project.

    Args:
        root: its folder.
        values: of variables; those of .env and the shell if not given.

    Raises:
        ConfigurationError: the file is not there or is no YAML.
    """
    try:
        parsed = yaml.safe_load(source(root))
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{FILE} is no YAML: {error}", "docker compose config -q") from None
    document: Json = _filled(parsed, environment(root) if values is None else values)
    return Stack(
        {name: _service(name, raw, parsed["services"][name]) for name, raw in document.get("services", {}).items()},
        {name: str(one["file"]) for name, one in (document.get("secrets") or {}).items()},
        document.get("networks") or {},
        document.get("volumes") or {},
    )


def _service(name: str, raw: Json, unfilled: Json) -> Service:
    pairs = (str(one).split(":") for one in raw.get("volumes", ()))
    return Service(
        name=name,
        image=raw.get("image", ""),
        profiles=tuple(raw.get("profiles", ())),
        ports=tuple(map(_port, raw.get("ports", ()), unfilled.get("ports", ()))),
        mounts={parts[0]: parts[1] for parts in pairs if parts[0].startswith((".", "/"))},
        secrets={name: f"{SECRETS}/{name}" for name in raw.get("secrets", ())},
        raw=raw,
    )


def _port(text: str, unfilled: str) -> Port:
    address, number, inside = text.rsplit(":", 2)
    asked = [one["name"] for one in VARIABLE.finditer(unfilled)]
    return Port(address, number, int(inside), asked[-1] if asked else "")
