"""What may each role do by itself? The actions of Viewer, Editor, Admin and of a server admin, as recorded."""

import json
from functools import cache
from pathlib import Path

from support.grafana.access import denied
from support.grafana.identity import Identity
from support.grafana.routing import Call

DATA = Path(__file__).parent / "data"


@cache
def by_role() -> dict[str, dict[str, list[str]]]:
    """Actions and their scopes by role."""
    roles: dict[str, dict[str, list[str]]] = json.loads((DATA / "permissions.json").read_text())
    return roles


def actions(who: Identity) -> dict[str, list[str]]:
    """Actions and scopes of somebody's role."""
    return by_role().get("ServerAdmin" if who.server_admin else who.role, {})


def require(call: Call, action: str) -> None:
    """Refuse who may not do that anywhere.

    Raises:
        RefusedError: 403, naming the action.
    """
    if action not in actions(call.who):
        raise denied(action)


def require_any(call: Call, wanted: tuple[str, ...], text: str) -> None:
    """Refuse who may do none of several things.

    Raises:
        RefusedError: 403, with what would be needed in Grafana's words.
    """
    if not set(wanted) & set(actions(call.who)):
        raise denied(text)
