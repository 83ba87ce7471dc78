"""What became of writes whose end nobody saw, because a push was killed?"""

from collections.abc import Iterator
from pathlib import Path

from scripts import journal
from scripts.errors import DashError
from scripts.grafana import Client, dashboards
from scripts.grafana.capabilities import Capabilities
from scripts.journal import Entry, Outcome, Push, Recorder
from scripts.push import undo
from scripts.push.copies import of_document


def settle(client: Client, can: Capabilities, root: Path) -> Iterator[str]:
    """Look at what unfinished pushes left open, write the truth into the journal, and tell it.

    Only pushes to this very Grafana are looked at. What can be neither the one nor the other stays open.
    """
    environment = client.environment
    for push in journal.pushes(root, environment.name):
        here = (push.header.url, push.header.namespace) == (environment.url, can.namespace)
        open_ones = [entry for entry in push.entries if entry.outcome == "unknown"]
        if not here or push.finished or not open_ones or push.header.kind == "restore":
            continue
        recorder = Recorder(push.path, push.header)
        for entry in open_ones:
            outcome = _outcome(client, can, push, entry)
            if outcome != "unknown":
                recorder.outcome(entry.uid, outcome, "seen later")
            word = {"done": "was written", "refused": "was not written"}.get(outcome, "is not known")
            yield f"push {push.header.id} is not finished: {entry.uid} {word}"


def _outcome(client: Client, can: Capabilities, push: Push, entry: Entry) -> Outcome:
    """Compare a dashboard with what was sent and with what was there before."""
    try:
        live = dashboards.get(client, can, entry.uid)
    except DashError:
        if client.refused:
            raise
        return "unknown"
    document = push.before(entry.uid)
    before = of_document(document) if document else None
    if undo.is_state(live, entry.wanted, entry.folder):
        return "done"
    if undo.is_state(live, before.checksum if before else "", before.folder if before else ""):
        return "refused"
    return "unknown"
