"""What is the history of a dashboard?"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from scripts.errors import UnexpectedAnswer
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.client import Client
from scripts.grafana.marks import PREFIX, checksum_of
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
    token = ""
    while True:
        params = {"labelSelector": "grafana.app/get-history=true", "fieldSelector": f"metadata.name={uid}"}
        page: Json = client.get(can.path(), params | ({"continue": token} if token else {}))
        for item in page["items"]:
            metadata: Json = item["metadata"]
            notes: Json = metadata.get("annotations") or {}
            yield Version(
                number=int(metadata.get("generation", 0)),
                message=str(notes.get(PREFIX + "message", "")),
                author=str(notes.get(PREFIX + "updatedBy") or notes.get(PREFIX + "createdBy") or ""),
            )
        following = str((page.get("metadata") or {}).get("continue") or "")
        if not following or following == token:
            return
        token = following
