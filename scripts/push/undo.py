"""How is a push taken back, without taking back what somebody did since?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.canonical import digest
from scripts.grafana import Client, dashboards
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.live import Live
from scripts.journal import Entry, Push
from scripts.push.copies import Copy, of_document
from scripts.push.model import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A write that cannot be taken back."""

    entry: Entry
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What taking a push back would do.

    Attributes:
        steps: writes.
        nothing: entries whose dashboard is already as it was before.
        refused: entries whose dashboard somebody changed since.
    """

    steps: Sequence[Step]
    nothing: Sequence[Entry]
    refused: Sequence[Refusal]


def prepare(client: Client, can: Capabilities, push: Push, entries: Iterable[Entry]) -> Undo:
    """Look at each dashboard that a push wrote, and decide.

    Raises:
        DashError: a dashboard could not be read.
    """
    steps: list[Step] = []
    nothing: list[Entry] = []
    refused: list[Refusal] = []
    for entry, live in client.parallel(lambda entry: dashboards.get(client, can, entry.uid), entries):
        document = push.before(entry.uid)
        found = _decide(push.header.id, entry, live, of_document(document) if document else None)
        if found is None:
            nothing.append(entry)
        elif isinstance(found, Refusal):
            refused.append(found)
        else:
            steps.append(found)
    return Undo(steps=steps, nothing=nothing, refused=refused)


def _decide(push: str, entry: Entry, live: Live | None, before: Copy | None) -> Step | Refusal | None:
    """Decide about one dashboard; `None` where it is as it was before."""
    if is_state(live, before.checksum if before else "", before.folder if before else ""):
        return None
    if not is_state(live, entry.wanted, entry.folder):
        what = "it is there again" if entry.action == "delete" else "it is gone" if live is None else "it was edited"
        return Refusal(entry=entry, why=f"{what} since")
    if live is not None and entry.object and _identity(live) not in ("", entry.object):
        return Refusal(entry=entry, why="it was deleted and made anew since")
    if before is None:
        return Step(uid=entry.uid, title=entry.title, action="delete", live=live, folder=entry.folder, ours=True)
    return Step(
        uid=entry.uid,
        title=before.title,
        action="create" if live is None else "update",
        live=live,
        spec=before.spec,
        wanted=before.checksum,
        folder=before.folder,
        notes=before.notes(push),
        version=before.version,
        ours=True,
    )


def is_state(live: Live | None, checksum: str, folder: str) -> bool:
    """Tell whether a dashboard is as the journal says; an empty checksum means that it is not there."""
    if live is None or not checksum:
        return live is None and not checksum
    return live.folder == folder and digest(live.spec) == checksum


def _identity(live: Live) -> str:
    """Read the identity that Grafana gives to this very object."""
    return str((live.raw.get("metadata") or {}).get("uid", ""))
