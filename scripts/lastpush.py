"""What did we last push of a dashboard? Its mark tells, or its history."""

from scripts.errors import AuthError, UnexpectedAnswer
from scripts.grafana import Client, versions
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.live import Live


def last_pushed(client: Client, can: Capabilities, live: Live) -> str | None:
    """Find the checksum of our last push; `None` if we never pushed it, or nobody tells us.

    Two requests at most, and only where the server keeps no annotations.

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
    return next((version.checksum for version in history if version.checksum), None)
