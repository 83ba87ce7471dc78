"""What do these credentials not see, without Grafana telling them so?

To whom a permission is missing Grafana gives a shorter list, not a refusal. So the permissions themselves are asked:
only who may read everything of a kind can know that nothing is missing.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from scripts.errors import DashError
from scripts.grafana import Client, identity
from scripts.grafana.identity import Permissions

ALL_FOLDERS = ("folders:*", "folders:uid:*", "*")
ALL_DASHBOARDS = (*ALL_FOLDERS, "dashboards:*", "dashboards:uid:*")

NEEDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "folders": ("folders:read", ALL_FOLDERS),
    "dashboards": ("dashboards:read", ALL_DASHBOARDS),
    "library-panels": ("library.panels:read", (*ALL_FOLDERS, "library.panels:*")),
    "rule-groups": ("alert.rules:read", ALL_FOLDERS),
    "data-sources": ("datasources:read", ("datasources:*", "datasources:uid:*", "*")),
    "teams": ("teams:read", ("teams:*", "teams:id:*", "*")),
    "members": ("org.users:read", ("users:*", "users:id:*", "*")),
    "service-accounts": ("serviceaccounts:read", ("serviceaccounts:*", "serviceaccounts:id:*", "*")),
    "contact-points": ("alert.notifications:read", ()),
    "snapshots": ("snapshots:read", ()),
}
"""By kind the action, and the scopes of which one is needed to see all; none means that the action is enough."""


def hidden(client: Client, kinds: AbstractSet[str] = frozenset()) -> Iterator[str]:
    """Say of which kinds a part may be out of sight.

    Args:
        client: bound to an organisation.
        kinds: those that are read; empty for all.
    """
    try:
        granted = identity.permissions(client)
    except DashError as error:
        if client.refused:
            raise
        yield f"it is not known what these credentials can see: {error.message}"
        return
    for kind, (action, scopes) in NEEDS.items():
        if (not kinds or kind in kinds) and not _whole(granted, action, scopes):
            yield f"{kind}: only those that these credentials may read ({action}): use an Admin's"


def _whole(granted: Permissions, action: str, scopes: Sequence[str]) -> bool:
    """Tell whether an action is granted everywhere."""
    found = granted.get(action)
    return found is not None and (not scopes or any(scope in scopes for scope in found))
