"""Who am I, and what may I do? /api/user and the actions of the caller."""

from collections.abc import Iterator

from support.grafana.access import VIEW
from support.grafana.avatars import avatar
from support.grafana.clock import ZERO_TIME
from support.grafana.identity import Identity
from support.grafana.roles import actions
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.stored import DASHBOARDS
from support.grafana.wire import Answer, answer

from scripts.jsonvalue import Json


@route("GET", "/api/user")
def user(call: Call) -> Answer:
    """The one who asks."""
    who = call.who
    if who.kind == "user":
        return answer(profile(call.state, who, call.state.org))
    more = {"id": 0, "uid": f"service-account:{who.ident}", "name": who.name, "authLabels": None, "avatarUrl": ""}
    times = {"updatedAt": ZERO_TIME, "createdAt": ZERO_TIME}
    return answer(profile(call.state, who, call.state.org) | more | times)


def profile(state: State, who: Identity, org: int) -> Json:
    """A user as /api/user and /api/users/X show it."""
    stamp = state.clock.stamp()
    return {
        "id": who.ident,
        "uid": who.uid,
        "email": who.email,
        "name": who.name,
        "login": who.login,
        "theme": who.theme,
        "orgId": org,
        "isGrafanaAdmin": who.server_admin,
        "isDisabled": who.disabled,
        "isExternal": False,
        "isExternallySynced": False,
        "isGrafanaAdminExternallySynced": False,
        "authLabels": [],
        "updatedAt": who.updated or stamp,
        "createdAt": who.created or stamp,
        "avatarUrl": avatar(who.email),
        "isProvisioned": False,
    }


def permissions(call: Call, who: Identity) -> dict[str, list[str]]:
    """Actions and their scopes: those of the role, and those that grants on folders and dashboards give."""
    scopes = {action: list(held) for action, held in actions(who).items()}
    for action, scope in _granted(call, who):
        scopes.setdefault(action, []).append(scope)
    return scopes


def _granted(call: Call, who: Identity) -> Iterator[tuple[str, str]]:
    state = call.state
    known = state.memory.known(state, who)
    for stored in (*state.folders.values(), *state.dashboards.values()):
        level = known.get(stored.key, 0)
        if level >= VIEW:
            scope = f"{stored.kind.resource}:uid:{stored.name}"
            yield "dashboards:read", scope
            if stored.kind is not DASHBOARDS:
                yield "folders:read", scope
            if level > VIEW:
                yield "dashboards:write", scope
                yield "dashboards:delete", scope


@route("GET", "/api/access-control/user/permissions")
def own_permissions(call: Call) -> Answer:
    """What the caller may do, with scopes."""
    return answer(permissions(call, call.who))


@route("GET", "/api/access-control/user/actions")
def own_actions(call: Call) -> Answer:
    """What the caller may do, without scopes."""
    return answer(dict.fromkeys(permissions(call, call.who), True))
