"""How is a push written down while it happens?"""

import getpass
import hashlib
import secrets
import socket
import subprocess
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from scripts.journal import files
from scripts.journal.model import Action, Header, Outcome, key_of
from scripts.jsonvalue import Json
from scripts.settings import Environment

FOLDER = ".dash"
HEADER = "push.json"
LOG = "log.jsonl"
BEFORE = "before"
LONGEST = 180
"""Letters of a file's name that every disk takes, with room for the rest."""


class Recorder:
    """Writes one push down; safe to use from several threads."""

    def __init__(self, path: Path, header: Header) -> None:
        """Open the record of a push whose header is written.

        Args:
            path: its folder.
            header: what it is.
        """
        self.path = path
        self.header = header
        self._lock = threading.Lock()

    def intend(
        self,
        uid: str,
        title: str,
        action: Action,
        *,
        wanted: str,
        folder: str,
        before: Json | None,
        kind: str = "",
        org: str = "",
    ) -> None:
        """Write down what is about to be done, and what is there now; only then may the request be sent.

        Args:
            uid: of the object.
            title: of the object.
            action: what is about to be done.
            wanted: checksum of what is sent.
            folder: uid of the folder it is sent to.
            before: what is there now; `None` for nothing.
            kind: of the object, in a restore.
            org: its organisation, in a restore.

        Raises:
            DashError: the disk does not take it; the request must not be sent.
        """
        if before is not None:
            files.write(copy_of(self.path, key_of(uid, kind, org)), before)
        entry = {"uid": uid, "title": title, "action": action, "wanted": wanted, "folder": folder}
        self._append({"event": "intent", **entry, **_place(kind, org)})

    def outcome(
        self, uid: str, outcome: Outcome, why: str = "", identity: str = "", *, kind: str = "", org: str = ""
    ) -> None:
        """Write down what became of it.

        Args:
            uid: of the object.
            outcome: what was seen.
            why: what the server said.
            identity: that Grafana gives to this very object.
            kind: of the object, in a restore.
            org: its organisation, in a restore.
        """
        seen = {"uid": uid, "outcome": outcome, "why": why, "object": identity}
        self._append({"event": "outcome", **seen, **_place(kind, org)})

    def finish(self) -> None:
        """Write down that the push came to its end."""
        self._append({"event": "end"})

    def _append(self, line: Json) -> None:
        """Add a line with its time."""
        with self._lock:
            files.append(self.path / LOG, {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), **line})


def copy_of(path: Path, key: str) -> Path:
    """Name the file that holds what was there before a write."""
    name = quote(key, safe="", errors="surrogatepass")
    if len(name) > LONGEST:
        name = f"{name[:LONGEST]}~{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return path / BEFORE / f"{name}.json"


def _place(kind: str, org: str) -> Json:
    return {"kind": kind, "org": org} if kind else {}


def begin(root: Path, environment: Environment, namespace: str, *, kind: str = "push", undoes: str = "") -> Recorder:
    """Open a new record.

    Args:
        root: the project.
        environment: which Grafana.
        namespace: which organisation there.
        kind: `push`, `restore` or `undo`.
        undoes: the push that is taken back.

    Raises:
        DashError: the journal cannot be written.
    """
    now = datetime.now(UTC)
    header = Header(
        id=f"{now:%Y%m%dT%H%M%S%f}"[:-3] + f"-{secrets.token_hex(2)}",
        kind=kind,
        environment=environment.name,
        url=environment.url,
        namespace=namespace,
        folder=environment.folder.uid,
        started=now.isoformat(timespec="seconds"),
        user=_user(),
        source=_commit(root),
        undoes=undoes,
    )
    path = root / FOLDER / environment.name / header.id
    files.make_folder(path / BEFORE)
    files.write(path / HEADER, asdict(header))
    return Recorder(path, header)


def _user() -> str:
    """Name who runs this, and where."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "unknown"
    return f"{name}@{socket.gethostname()}"


def _commit(root: Path) -> str:
    """Name the commit of the sources, with a + if they differ from it; empty outside git."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--abbrev=12"],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""
