"""What did we last push of a dashboard? Its mark tells, or its history."""

from collections.abc import Sequence

from scripts.canonical import digest
from scripts.errors import AuthError, UnexpectedAnswer
from scripts.grafana import Client, versions
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.live import Live
from scripts.grafana.versions import INITIAL, Version


def last_pushed(client: Client, can: Capabilities, live: Live) -> str | None:
    """Find the checksum of our last push; `None` if we never pushed it, or nobody tells us.

    One request, and only where the server keeps no annotations.

    Raises:
        DashError: the server does not answer.
    """
    if not live.marked:
        return None
    if live.checksum:
        return live.checksum
    try:
        history = versions.history(client, can, live.uid)
    except AuthError:
        if client.refused:
            raise
        return None  # versions need the permission to write
    except UnexpectedAnswer:
        return None
    return _newest(history, live)


def _newest(history: Sequence[Version], live: Live) -> str | None:
    """Find our newest push in a history."""
    for version in history:
        if version.checksum:
            return version.checksum
    if len(history) == 1 and history[0].message == INITIAL:
        return digest(live.spec)  # nobody saved it since it was made, and it carries our tag
    return None
