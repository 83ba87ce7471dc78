"""May somebody do that? Grants on folders and dashboards, and what each role may do by itself."""

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from support.grafana.identity import Identity
from support.grafana.wire import ACCESS_TYPE, Answer, RefusedError, answer

if TYPE_CHECKING:
    from support.grafana.state import State
    from support.grafana.stored import Stored

VIEW, EDIT, ADMIN = 1, 2, 4
LEVEL_NAMES = {VIEW: "View", EDIT: "Edit", ADMIN: "Admin"}


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One line of an object's permission list; exactly one of role, user and team is set."""

    level: int
    role: str = ""
    user: int = 0
    team: int = 0
    created: str = ""


Known = dict[str, int]
"""What somebody may do with which object, by `Stored.key`."""


@dataclass
class Memory:
    """What the server remembers of an identity's grants; a new grant is seen when it is forgotten."""

    seconds: float = 0.0
    taken: dict[str, tuple[float, Known]] = field(default_factory=dict)

    def refresh(self, state: "State", identity: Identity) -> None:
        """Read the grants at a request, if they are remembered at all."""
        if self.seconds and not is_admin(identity):
            self.known(state, identity)

    def known(self, state: "State", identity: Identity) -> Known:
        """The grants of an identity, read anew when they are older than `seconds`."""
        now = state.clock.seconds()
        moment, known = self.taken.get(identity.reference, (0.0, {}))
        if now - moment >= self.seconds:
            known = _read(state, identity)
            self.taken[identity.reference] = (now, known)
        return known

    def forget(self, identity: Identity) -> None:
        """Read the grants of an identity anew at its next request, as after it made a folder."""
        self.taken.pop(identity.reference, None)


def _read(state: "State", identity: Identity) -> Known:
    known: Known = {}
    teams = _teams(state, identity)
    for stored in (*state.folders.values(), *state.dashboards.values()):
        levels = [grant.level for grant in stored.grants if _concerns(grant, identity, teams)]
        if levels:
            known[stored.key] = max(levels)
    return known


def _teams(state: "State", identity: Identity) -> frozenset[int]:
    """The teams of somebody in an organisation."""
    return frozenset(team["id"] for team in state.teams if identity.ident in team["members"])


def _concerns(grant: Grant, identity: Identity, teams: frozenset[int]) -> bool:
    if grant.role:
        return grant.role == identity.role
    if grant.team:
        return grant.team in teams
    return bool(grant.user) and grant.user == identity.ident


def default_grants(identity: Identity | None, stamp: str) -> list[Grant]:
    """What a new object at the root gets: its maker, if somebody made it, is admin, editors edit, viewers view."""
    maker = [Grant(level=ADMIN, user=identity.ident, created=stamp)] if identity else []
    return [
        *maker,
        Grant(level=EDIT, role="Editor", created=stamp),
        Grant(level=VIEW, role="Viewer", created=stamp),
    ]


def level(state: "State", identity: Identity, stored: "Stored") -> int:
    """What somebody may do with an object, by its own grants or those of the folders around it."""
    if identity.role == "Admin" or identity.server_admin:
        return ADMIN
    known = state.memory.known(state, identity)
    return max([known.get(each.key, 0) for each in (stored, *state.ancestors(stored))])


def permitted(state: "State", identity: Identity, stored: "Stored", needed: int) -> bool:
    """Whether somebody's level on an object reaches what an action needs."""
    return level(state, identity, stored) >= needed


def listed(state: "State", identity: Identity, stored: "Stored") -> bool:
    """Whether LIST shows an object to somebody: it does not use what is remembered."""
    if is_admin(identity):
        return True
    around, teams = (stored, *state.ancestors(stored)), _teams(state, identity)
    return any(grant.level >= VIEW and _concerns(grant, identity, teams) for each in around for grant in each.grants)


def edits_at_root(identity: Identity) -> bool:
    """Whether somebody may create dashboards and folders at the root."""
    return identity.role in {"Editor", "Admin"} or identity.server_admin


def is_admin(identity: Identity) -> bool:
    """Whether somebody has every permission of the organisation."""
    return identity.role == "Admin" or identity.server_admin


def denied(permission: str) -> RefusedError:
    """The access layer's 403, which names the permission that is missing."""
    body = {
        "accessErrorId": "ACE" + "".join(secrets.choice("0123456789") for _ in range(10)),
        "message": f"You'll need additional permissions to perform this action. Permissions needed: {permission}",
        "title": "Access denied",
    }
    return RefusedError(answer(body, 403, ACCESS_TYPE))


def forbidden() -> Answer:
    """The 403 of the Kubernetes-style API of 12.x: a Status without a message."""
    return answer({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "code": 403}, 403)


def stamped(grants: list[Grant], stamp: str) -> list[Grant]:
    """A permission list written now: a line that was there keeps its time."""
    return [grant if grant.created else replace(grant, created=stamp) for grant in grants]
