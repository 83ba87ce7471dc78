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
from scripts.stack import dotenv

FILE = "docker-compose.yml"
PROFILE = "monitoring"
SECRETS = "/run/secrets"
"""Where compose mounts them."""
HIGHEST_PORT = 65535

VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


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
    return {**dotenv.read(root / dotenv.FILE), **os.environ}


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
    parsed = _parsed(source(root))
    document: Json = _filled(parsed, environment(root) if values is None else values)
    return Stack(
        {name: _service(name, raw, parsed["services"][name]) for name, raw in document["services"].items()},
        {name: str(one["file"]) for name, one in (document.get("secrets") or {}).items() if "file" in (one or {})},
        document.get("networks") or {},
        document.get("volumes") or {},
    )


def _parsed(text: str) -> Json:
    """Read the YAML, as far as our reader has to rely on its form."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise ConfigurationError(f"{FILE} is no YAML: {said}", "docker compose config -q") from None
    services = document.get("services") if isinstance(document, dict) else None
    if not isinstance(services, dict) or not all(isinstance(one, dict) for one in services.values()):
        raise ConfigurationError(f"{FILE} has no services", "docker compose config -q")
    made: Json = document
    return made


def _service(name: str, raw: Json, unfilled: Json) -> Service:
    return Service(
        name=name,
        image=str(raw.get("image", "")),
        profiles=tuple(raw.get("profiles", ())),
        ports=tuple(map(_port, raw.get("ports", ()), unfilled.get("ports", ()))),
        mounts=dict(_mounts(raw)),
        secrets=dict(_secret(one) for one in raw.get("secrets", ())),
        raw=raw,
    )


def _mounts(raw: Json) -> Iterator[tuple[str, str]]:
    """List what is mounted from this host; both of compose's forms."""
    for one in raw.get("volumes", ()):
        long = isinstance(one, dict)
        source, target = (one.get("source", ""), one["target"]) if long else (*str(one).split(":"), "")[:2]
        if target and source.startswith((".", "/")):
            yield source, target


def _secret(one: str | Json) -> tuple[str, str]:
    if isinstance(one, str):
        return one, f"{SECRETS}/{one}"
    return one["source"], one.get("target", f"{SECRETS}/{one['source']}")


def _port(one: str | int | Json, unfilled: str | int | Json) -> Port:
    """Read a published port; without an address it is published on all, without a number Docker chooses one."""
    asked = [found["name"] for found in VARIABLE.finditer(str(unfilled))]
    if isinstance(one, dict):
        text = f"{one.get('host_ip', '')}:{one.get('published', '')}:{one['target']}"
    else:
        text = str(one).partition("/")[0]
    address, number, inside = [*[""] * (2 - text.count(":")), *text.rsplit(":", 2)]
    return Port(address or "0.0.0.0", number, int(inside), asked[-1] if asked else "")  # noqa: S104 - what compose does
