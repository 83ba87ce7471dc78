"""Where do the secrets come from that no Grafana gives: data sources' passwords, contact points' keys?"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.backup import sealing
from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json

PREFIX = "DASH_SECRET_"


def variable(uid: str, name: str) -> str:
    """Name the environment variable of a secret: `DASH_SECRET_PROM1_BASICAUTHPASSWORD`."""
    return PREFIX + re.sub(r"[^A-Z0-9]", "_", f"{uid}_{name}".upper())


@dataclass(slots=True)
class Secrets:
    """What the user has given; never printed.

    Attributes:
        given: value by uid of the data source or integration, and by name of the secret.
    """

    given: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def find(self, uid: str, name: str) -> str:
        """Find a secret; empty if nobody gave it."""
        return self.given.get((uid, name)) or os.environ.get(variable(uid, name), "")

    def missing(self, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """List those that nobody gave."""
        return [(uid, name) for uid, name in wanted if not self.find(uid, name)]


def read(path: Path) -> dict[tuple[str, str], str]:
    """Read a file of secrets: JSON, `{"uid": {"name": "value"}}`.

    Raises:
        ConfigurationError: there is none, or it has another form; its content is not shown.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}", "it holds the secrets, as JSON") from None
    except ValueError:
        raise ConfigurationError(f"{path}: not JSON", FORM) from None
    if not _good(document):
        raise ConfigurationError(f"{path}: not of the form of secrets", FORM)
    return {(uid, name): value for uid, names in document.items() for name, value in names.items()}


FORM = 'write {"uid": {"name": "value"}}, as in {"prom1": {"basicAuthPassword": "..."}}'


def _good(document: object) -> bool:
    return isinstance(document, Mapping) and all(
        isinstance(names, Mapping) and all(isinstance(value, str) for value in names.values())
        for names in document.values()
    )


def unsealed(content: bytes, identity: Path) -> dict[tuple[str, str], str]:
    """Read the encrypted secrets of an organisation's contact points.

    Args:
        content: an age file, as `dash backup --secrets` writes it.
        identity: the file that opens it.

    Raises:
        DashError: it does not open it.
    """
    document: Json = json.loads(sealing.opened(content, identity))
    return {
        (str(one["uid"]), name): value
        for point in document["contactPoints"]
        for one in point.get("receivers") or ()
        for name, value in _texts(one.get("settings") or {})
    }


def _texts(settings: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    """List all texts of settings, each by its path with dots."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _texts(value, f"{at}{key}.")
        elif isinstance(value, str):
            yield f"{at}{key}", value
