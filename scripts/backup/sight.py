"""What do these credentials not see, without Grafana telling them so?

To whom a permission is missing Grafana gives a shorter list, not a refusal. So the permissions themselves are asked:
only who may read everything of a kind can know that nothing is missing.
"""

from collections.abc import Iterable, Sequence

from scripts.grafana.identity import Permissions

ALL_FOLDERS = ("folders:*", "folders:uid:*", "*")
ALL_DASHBOARDS = (*ALL_FOLDERS, "dashboards:*", "dashboards:uid:*")

NEEDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "folders": ("folders:read", ALL_FOLDERS),
    "dashboards": ("dashboards:read", ALL_DASHBOARDS),
    "library-panels": ("library.panels:read", (*ALL_FOLDERS, "library.panels:*")),
    "rule-groups": ("alert.rules:read", ALL_FOLDERS),
    "annotations": ("annotations:read", ALL_FOLDERS),
    "data-sources": ("datasources:read", ("datasources:*", "datasources:uid:*", "*")),
    "teams": ("teams:read", ("teams:*", "teams:id:*", "*")),
    "snapshots": ("orgs.preferences:read", ()),  # an Admin sees all of them, by role and not by permission
}
"""By kind the action, and the scopes of which one is needed to see all; none means that the action is enough."""


def partly(granted: Permissions, kinds: Iterable[str]) -> list[str]:
    """Name the kinds of which a part may be out of sight.

    Args:
        granted: what the credentials may do in an organisation.
        kinds: those that were read.
    """
    return [kind for kind in kinds if kind in NEEDS and not _whole(granted, *NEEDS[kind])]


def reads(granted: Permissions | None) -> dict[str, str]:
    """Say of each kind that Grafana shortens whether we read all of it, some or none; nothing if it does not tell."""
    if granted is None:
        return {}
    some = {kind: "some" if action in granted else "none" for kind, (action, _) in NEEDS.items()}
    return {kind: "all" if _whole(granted, *NEEDS[kind]) else state for kind, state in some.items()}


def _whole(granted: Permissions, action: str, scopes: Sequence[str]) -> bool:
    """Tell whether an action is granted everywhere."""
    found = granted.get(action)
    return found is not None and (not scopes or any(scope in scopes for scope in found))
