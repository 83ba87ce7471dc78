"""What did we last push of a dashboard? Its mark tells, or its history."""

from itertools import islice

from scripts.canonical import digest
from scripts.errors import AuthError, DashError, UnexpectedAnswer
from scripts.grafana import Client, versions
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.live import Live, from_object

LOOKED_THROUGH = 20
"""Versions that are looked through for our push; unified storage keeps no more."""


def last_pushed(client: Client, can: Capabilities, live: Live) -> str | None:
    """Find the checksum of our last push; `None` if we never pushed it, or nobody tells us.

    No request where the mark tells that nobody has changed it; else the history is asked, because a newer dash may
    bring the same content to another canonical form, and so to another checksum than the one that was written then.

    Raises:
        DashError: the server does not answer.
    """
    if not live.marked:
        return None
    if live.checksum:
        return live.checksum if digest(live.spec) == live.checksum else _today(client, can, live)
    try:
        history = versions.history(client, can, live.uid)
    except AuthError:
        if client.refused:
            raise
        return None  # versions need the permission to write
    except UnexpectedAnswer:
        return None
    return next((version.checksum for version in history if version.checksum), None)


def _today(client: Client, can: Capabilities, live: Live) -> str:
    """Find the checksum that the content of our last push has in today's form; without history, that of then.

    An edit through the API may have sent our message back, so that its version claims to be the push: where the
    versions that claim it differ, only one whose content has the checksum is believed.
    """
    claimed: set[str] = set()
    try:
        for version in islice(versions.whole(client, can, live.uid), LOOKED_THROUGH):
            if version.checksum == live.checksum:
                claimed.add(digest(from_object({"metadata": {"name": live.uid}, "spec": version.spec}).spec))
    except DashError:
        if client.refused:
            raise
    return claimed.pop() if len(claimed) == 1 else live.checksum
