"""How is a push written down while it happens?"""

import getpass
import secrets
import socket
import subprocess
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from scripts.journal import files
from scripts.journal.model import Action, Header, Outcome
from scripts.jsonvalue import Json
from scripts.settings import Environment

FOLDER = ".dash"
HEADER = "push.json"
LOG = "log.jsonl"
BEFORE = "before"


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

    def intend(self, uid: str, title: str, action: Action, *, wanted: str, folder: str, before: Json | None) -> None:
        """Write down what is about to be done, and what is there now; only then may the request be sent.

        Raises:
            DashError: the disk does not take it; the request must not be sent.
        """
        if before is not None:
            files.write(copy_of(self.path, uid), before)
        entry = {"uid": uid, "title": title, "action": action, "wanted": wanted, "folder": folder}
        self._append({"event": "intent", **entry})

    def outcome(self, uid: str, outcome: Outcome, why: str = "", identity: str = "") -> None:
        """Write down what became of it.

        Args:
            uid: of the dashboard.
            outcome: what was seen.
            why: what the server said.
            identity: that Grafana gives to this very object.
        """
        self._append({"event": "outcome", "uid": uid, "outcome": outcome, "why": why, "object": identity})

    def finish(self) -> None:
        """Write down that the push came to its end."""
        self._append({"event": "end"})

    def _append(self, line: Json) -> None:
        """Add a line with its time."""
        with self._lock:
            files.append(self.path / LOG, {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), **line})


def copy_of(path: Path, uid: str) -> Path:
    """Name the file that holds what was there before a write."""
    return path / BEFORE / f"{quote(uid, safe='')}.json"


def begin(root: Path, environment: Environment, namespace: str, *, kind: str = "push", undoes: str = "") -> Recorder:
    """Open a new record.

    Args:
        root: the project.
        environment: which Grafana.
        namespace: which organisation there.
        kind: `push` or `undo`.
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
