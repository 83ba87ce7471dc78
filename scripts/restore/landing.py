"""Which organisation of the target takes which one of the backup?"""

from collections.abc import Iterable, Mapping

from scripts.backup.manifest import Entry
from scripts.errors import ConfigurationError
from scripts.restore.place import Target

FIRST = "Main Org."
"""The organisation that every Grafana has from the beginning; in storage its number is 1."""


def land(entries: Iterable[Entry], target: Target) -> Mapping[str, str]:
    """Choose by name; a backup of one organisation goes to the one that the environment works in.

    Returns:
        Organisation of the backup -> name in the target, which has to be made where it is not there.

    Raises:
        ConfigurationError: one has to be made, and these credentials cannot.
    """
    found = list(entries)
    wanted = sorted({entry.org for entry in found if entry.org})
    made = {entry.name for entry in found if entry.kind == "organisations"}
    if len(wanted) == 1 and wanted[0] not in made:
        return {wanted[0]: wanted[0] if wanted[0] in target.orgs else target.who.org}
    may = made if target.who.server_admin else set()
    missing = [org for org in wanted if org not in target.orgs and org not in may]
    if missing:
        raise ConfigurationError(
            f"{target.environment.name} has no organisation {missing[0]}, or these credentials cannot work in it",
            "restore organisations with the password of a server admin, or one organisation at a time: --org NAME",
        )
    return {org: org for org in wanted}
