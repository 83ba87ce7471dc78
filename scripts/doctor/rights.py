"""Which commands do our permissions allow?"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from scripts.doctor.model import Check, failed, ok, warn
from scripts.errors import EXIT_AUTH, DashError
from scripts.grafana import Client, identity
from scripts.grafana.failures import NoEndpoint, NotFound
from scripts.grafana.folders import LiveFolder

NEEDS: dict[str, tuple[str, ...]] = {
    "diff": ("dashboards:read", "folders:read"),
    "push": ("dashboards:read", "dashboards:create", "dashboards:write", "folders:read"),
    "push --prune": ("dashboards:delete",),
    "push --annotate": ("annotations:create",),
    "smoke": ("datasources:query",),
}
"""What each command asks of the server; places are checked against our folder."""

ANYWHERE = frozenset({"", "*", "dashboards:*", "folders:*", "annotations:*", "datasources:*"})
ROOT = "folders:uid:general"


def rights(client: Client, folder: LiveFolder | None) -> Iterator[Check]:
    """Check the permissions of each command in our folder.

    Args:
        client: where.
        folder: ours, if it is there; else the right to make it counts.
    """
    try:
        granted = identity.permissions(client)
    except (NotFound, NoEndpoint):
        yield warn("permissions", "the server does not list them", "try the commands with --dry-run")
        return
    except DashError as error:
        yield failed("permissions", error)
        return
    makes = bool(client.environment.folder.uid) and folder is None
    places = {ROOT} if folder is None else {f"folders:uid:{uid}" for uid in (folder.uid, *folder.parents)}
    for command, actions in NEEDS.items():
        needed = ("folders:create",) if makes and command == "push" else actions
        if makes and command not in ("push", "smoke", "push --annotate"):
            continue  # whoever makes the folder may do everything in it
        missing = [action for action in needed if not _granted(granted.get(action, ()), places)]
        yield _line(command, missing)


def _granted(scopes: Sequence[str], places: AbstractSet[str]) -> bool:
    """Tell whether one of the scopes covers our folder, a folder around it, or the root."""
    return any(
        scope in ANYWHERE or scope in places or scope.startswith(("annotations:type:", "datasources:uid:"))
        for scope in scopes
    )


def _line(command: str, missing: Sequence[str]) -> Check:
    """Say what a command lacks."""
    if not missing:
        return ok(f"may {command}", "yes")
    return Check(
        name=f"may {command}",
        state="fail",
        text=f"no: {', '.join(missing)} missing",
        hint="give the account the role Editor, or Edit on the folder; Admin to delete",
        code=EXIT_AUTH,
    )
