"""What did a restore leave half done that was killed?

An object that it made is there and may lack what comes later: a folder its permissions, a contact point its second
integration. The journal knows, so that the next run completes it without being told to overwrite.
"""

from collections.abc import Iterable

from scripts.backup.contents import BELONGS
from scripts.backup.model import BY_NAME
from scripts.journal import Push
from scripts.settings import Environment

Key = tuple[str, str, str]
"""Kind, organisation of the target, name."""

OWNERS = {**BELONGS, "members": "users"}
"""Kinds whose objects come to be with another one, as Grafana makes them."""


def unfinished(pushes: Iterable[Push], environment: Environment) -> frozenset[Key]:
    """List what restores to this Grafana have begun since the last one in which all went well, and not completed.

    Args:
        pushes: of the environment, oldest first.
        environment: which Grafana.
    """
    made: set[Key] = set()
    done: set[Key] = set()
    begun: set[Key] = set()
    for push in pushes:
        if push.header.url != environment.url or push.header.kind != "restore":
            continue
        for entry in push.entries:
            key = (entry.kind, entry.org, entry.uid)
            (done if entry.outcome == "done" else begun).add(key)
            if entry.action == "create" and entry.outcome != "refused":
                made.add(key)
        if push.finished and all(entry.outcome == "done" for entry in push.entries):
            made, done, begun = set(), set(), set()
    return frozenset((begun | _dependents(made)) - done)


def newcomers(begun: Iterable[Key]) -> set[str]:
    """List the users that were made, and whose memberships may not be settled: what they belong to is the server."""
    return {name for kind, org, name in begun if kind == "members" and not org}


def _dependents(made: Iterable[Key]) -> set[Key]:
    """Name what belongs to the objects that were made, under their names."""
    return {
        (kind, "" if BY_NAME[kind].server else org, name)
        for owner, org, name in made
        for kind, other in OWNERS.items()
        if other == owner
    }
