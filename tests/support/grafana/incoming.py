"""What does somebody want to be stored, and may it be? A dashboard on its way in."""

import re
from dataclasses import dataclass, field, replace

from support.grafana import strict
from support.grafana.migration import MigrationError, migrate
from support.grafana.modes import V1
from support.grafana.state import State
from support.grafana.stored import FOLDER, INTERNAL_ID, MANAGED_BY, MANAGER_ID, MESSAGE, Stored
from support.grafana.wire import Answer, RefusedError, failure

from scripts.jsonvalue import Json

NAME = re.compile(r"[a-zA-Z0-9\-_]*")
MAX_NAME = 40
MAX_TITLE = 5000
MAX_MESSAGE = 500
MIN_REFRESH_SECONDS = 5

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
_DURATION = re.compile(r"([0-9]+)(ms|[smhdwy])")


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """An object as it was sent, and what its spec becomes.

    Attributes:
        manager: the program that sends it, for managedFields.
        version: the API version at which it comes.
        sent: the spec as it came; who owns which field is judged by it.
        spec: the spec as it will be stored.
        number: the numeric identifier that the spec carried.
        managed_sent: the managedFields that came along.
    """

    name: str
    version: str
    manager: str
    sent: Json
    spec: Json
    annotations: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    number: str = ""
    resource_version: str = ""
    uid: str = ""
    generate_name: str = ""
    managed_sent: list[Json] = field(default_factory=list)
    dry: bool = False

    @property
    def folder(self) -> str:
        """Uid of the folder it shall lie in."""
        return self.annotations.get(FOLDER, "")

    @property
    def message(self) -> str:
        """What shall be the message of the version."""
        return self.annotations.get(MESSAGE, "")

    @property
    def owned(self) -> Json:
        """The part of the metadata that can be owned."""
        owned: Json = {"annotations": self.annotations, "labels": self.labels}
        return owned | ({"generateName": self.generate_name} if self.generate_name else {})


def mutate(state: State, incoming: Incoming, *, checked: bool) -> Incoming:
    """The spec without what is metadata; at v1beta1 brought to the latest model and checked.

    Args:
        state: for the data sources of the instance.
        incoming: what was sent.
        checked: fieldValidation is Strict.
    """
    spec = dict(incoming.spec)
    number = ""
    for key in ("uid", "version"):
        spec.pop(key, None)
    ident = spec.get("id")
    if isinstance(ident, int | float) and not isinstance(ident, bool):
        del spec["id"]
        number = str(int(ident)) if ident else ""
    incoming = replace(incoming, number=number, spec=spec)
    return _modernise(state, incoming, checked=checked) if incoming.version == V1 else incoming


def _modernise(state: State, incoming: Incoming, *, checked: bool) -> Incoming:
    try:
        spec = migrate(incoming.spec, state.default_datasource())
        causes = strict.complaints(spec)
    except MigrationError as error:
        spec, causes = incoming.spec, [("spec", f'Invalid value: "{incoming.name}": {error}')]
    if checked and causes:
        raise RefusedError(strict.invalid(incoming.name, causes))
    return replace(incoming, spec=spec)


def check(state: State, incoming: Incoming, old: Stored | None) -> None:
    """Refuse what Grafana's admission refuses.

    Raises:
        RefusedError: with a Kubernetes Status.
    """
    text = property_error(incoming)
    if text:
        raise bad(text)
    if too_fast(refresh_of(incoming)):
        raise bad("Dashboard refresh interval is too low")
    if long_tag(state, incoming.spec):
        raise bad("dashboard tag too long, max 50 characters")
    if old is not None and (incoming.number or incoming.labels.get(INTERNAL_ID)) not in {None, str(old.ident)}:
        raise bad(
            "cannot change the ID of a dashboard. set the label grafana.app/deprecatedInternalID to the previous value"
        )
    if incoming.folder and not incoming.dry and (old is None or old.now.folder != incoming.folder):
        _check_folder(state, incoming, moved=old is not None)


def _check_folder(state: State, incoming: Incoming, *, moved: bool) -> None:
    folder = state.folders.get(incoming.folder)
    if folder is None and moved:
        raise RefusedError(failure(500, "access denied to folder"))
    if folder is None:
        raise RefusedError(missing_folder(incoming.folder))
    if folder.now.annotations.get(MANAGED_BY) == "repo":
        manager = incoming.annotations.get(MANAGER_ID)
        if incoming.annotations.get(MANAGED_BY) != "repo" or manager != folder.now.annotations.get(MANAGER_ID):
            raise bad("folder is managed by a repository, but the dashboard is not managed")


def missing_folder(uid: str) -> Answer:
    """The Status that says that a folder does not exist."""
    details = {"name": uid, "group": "folder.grafana.app", "kind": "folders"}
    return failure(404, f'folders.folder.grafana.app "{uid}" not found', "NotFound", details)


def bad(text: str) -> RefusedError:
    """A Status of reason BadRequest."""
    return RefusedError(failure(400, text, "BadRequest"))


def property_error(incoming: Incoming) -> str:
    """What is wrong with title, name or message; empty when nothing is."""
    title = incoming.spec.get("title")
    if not isinstance(title, str) or not title.strip():
        return "Dashboard title cannot be empty"
    if len(title.encode()) > MAX_TITLE:
        return "Dashboard title cannot contain more than 5 000 characters"
    if len(incoming.message.encode()) > MAX_MESSAGE:
        return "message too long, max 500 characters"
    if not NAME.fullmatch(incoming.name):
        return "uid contains illegal characters"
    return "uid too long, max 40 characters" if len(incoming.name) > MAX_NAME else ""


def refresh_of(incoming: Incoming) -> object:
    """The interval at which a dashboard reloads itself, where its version keeps it."""
    times = incoming.spec.get("timeSettings")
    return times.get("autoRefresh") if isinstance(times, dict) else incoming.spec.get("refresh")


def too_fast(refresh: object) -> bool:
    """Whether a refresh interval is below the server's minimum."""
    parts = _DURATION.findall(refresh) if isinstance(refresh, str) else []
    return bool(parts) and sum(int(number) * _UNITS[unit] for number, unit in parts) < MIN_REFRESH_SECONDS


def long_tag(state: State, spec: Json) -> bool:
    """Whether a tag is longer than this Grafana allows."""
    limit = state.mode.tag_limit
    tags = spec.get("tags")
    return bool(limit) and any(len(str(tag).encode()) > limit for tag in (tags if isinstance(tags, list) else []))
