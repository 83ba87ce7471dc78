"""What is the history of a dashboard?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from scripts.errors import UnexpectedAnswer
from scripts.grafana import conversion
from scripts.grafana.capabilities import RAW, Capabilities
from scripts.grafana.client import Client
from scripts.grafana.live import IDENTITY
from scripts.grafana.marks import PREFIX, checksum_of
from scripts.grafana.paging import objects
from scripts.jsonvalue import Json

INITIAL = "Initial save"
"""What lists of the old API say instead of the first version's message; that version itself has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One saved state.

    Attributes:
        number: counts from 1; equal numbers are writes that left the content as it was.
        message: of whoever saved it.
        author: login, or an internal name.
    """

    number: int
    message: str
    author: str

    @property
    def checksum(self) -> str:
        """Read our hash from the message; empty if it was not our push."""
        return checksum_of(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Version):
    """One saved state with its content.

    Attributes:
        api: version of the API that the content is of.
        created: when it was saved.
        spec: its content.
    """

    api: str
    created: str
    spec: Json


def whole(client: Client, can: Capabilities, uid: str) -> Iterator[Whole]:
    """Read all versions of a dashboard with their content, newest first, each at the API version it was saved at.

    LIST with `grafana.app/get-history`; where the server cannot, GET /api/dashboards/uid/:uid/versions/:version each

    Raises:
        NotPermitted: versions need the permission to write the dashboard.
    """
    if not can.bulk:
        yield from _old(client, uid)
        return
    lists = _Lists(client, can, uid)
    for number, item in enumerate(lists.at(can.api)):
        ask = partial(lists.one, number)
        version = conversion.certain(item, can)
        found = (version, item) if version else _settled(can, item, ask)
        yield _row(item, api=found[0], spec=_content(found[1].get("spec")))


class _Lists:
    """The history of one dashboard at several versions of the API; each is read when it is first needed."""

    def __init__(self, client: Client, can: Capabilities, uid: str) -> None:
        self._client, self._can, self._uid = client, can, uid
        self._known: dict[str, list[Json]] = {}

    def at(self, version: str) -> list[Json]:
        """Read the history at one version."""
        if version not in self._known:
            self._known[version] = list(objects(self._client, self._can.path(version), _asked(self._uid)))
        return self._known[version]

    def one(self, number: int, version: str) -> Json | None:
        """Take one entry of the history at one version."""
        return next(iter(self.at(version)[number : number + 1]), None)


def _settled(can: Capabilities, item: Json, ask: Callable[[str], Json | None]) -> tuple[str, Json]:
    """Find where an entry was stored; one that cannot be read there is taken as it can be read."""
    found = conversion.settled(can, item, ask(conversion.witness(can)), ask)
    return (can.api, item) if found.why else (found.version, found.item)


def _old(client: Client, uid: str) -> Iterator[Whole]:
    path = f"/api/dashboards/uid/{quote(uid, safe='')}/versions"
    answer = client.get(path, {"limit": "1000"}) or []
    for listed in answer if isinstance(answer, list) else answer.get("versions", []):
        one: Json = client.get(f"{path}/{listed['version']}")
        yield Whole(
            number=int(one["version"]),
            message=str(one.get("message", "")),
            author=str(one.get("createdBy", "")),
            api=RAW,
            created=str(one.get("created", "")),
            spec=_content(one.get("data")),
        )


def history(client: Client, can: Capabilities, uid: str) -> list[Version]:
    """List the versions of a dashboard, newest first.

    LIST with `grafana.app/get-history`; where the server cannot (10 to 12.3) GET /api/dashboards/uid/:uid/versions,
    and GET /api/dashboards/uid/:uid/versions/:version of the first

    Raises:
        NotPermitted: versions need the permission to write the dashboard.
    """
    if can.bulk:
        try:
            found = list(_listed(client, can, uid))
        except UnexpectedAnswer:
            found = []  # 12.3 answers 500 to the field selector
        if any(version.message for version in found):
            return found
    path = f"/api/dashboards/uid/{quote(uid, safe='')}/versions"
    answer = client.get(path) or []
    rows: list[Json] = answer if isinstance(answer, list) else answer.get("versions", [])
    if rows and rows[-1].get("message") == INITIAL:
        rows = [*rows[:-1], client.find(f"{path}/{rows[-1]['version']}") or rows[-1]]
    return [
        Version(number=int(row["version"]), message=str(row.get("message", "")), author=str(row.get("createdBy", "")))
        for row in rows
    ]


def _listed(client: Client, can: Capabilities, uid: str) -> Iterator[Version]:
    """Read the history of the k8s API, page by page."""
    yield from map(_row, objects(client, can.path(), _asked(uid)))


def _asked(uid: str) -> dict[str, str]:
    return {"labelSelector": "grafana.app/get-history=true", "fieldSelector": f"metadata.name={uid}"}


def _row(item: Json, api: str = "", spec: Json | None = None) -> Whole:
    metadata: Json = item["metadata"]
    notes: Json = metadata.get("annotations") or {}
    return Whole(
        number=int(metadata.get("generation", 0)),
        message=str(notes.get(PREFIX + "message", "")),
        author=str(notes.get(PREFIX + "updatedBy") or notes.get(PREFIX + "createdBy") or ""),
        api=api,
        created=str(notes.get(PREFIX + "updatedTimestamp") or metadata.get("creationTimestamp") or ""),
        spec=spec or {},
    )


def _content(spec: Json | None) -> Json:
    return {key: value for key, value in (spec or {}).items() if key not in IDENTITY}
