"""Theme, home dashboard and the like of the organisation, of teams and of the caller."""

import copy

from support.grafana.people import teams
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

ORG, TEAM, USER = "/api/org/preferences", "/api/teams/{ident}/preferences", "/api/user/preferences"
HOME = "homeDashboardUID"
THEMES = ("", "light", "dark", "system")
_KEPT = (HOME, "timezone", "weekStart", "theme", "language", "queryHistory", "navbar")


@route("GET", ORG)
def of_org(call: Call) -> Answer:
    """The organisation's."""
    require(call, "orgs.preferences:read")
    return _read(call, "org")


@route("PUT", ORG)
def set_org(call: Call) -> Answer:
    """Replace the organisation's."""
    require(call, "orgs.preferences:write")
    return _write(call, "org")


@route("PATCH", ORG)
def change_org(call: Call) -> Answer:
    """Change some of the organisation's."""
    require(call, "orgs.preferences:write")
    return _write(call, "org", whole=False)


@route("GET", TEAM)
def of_team(call: Call) -> Answer:
    """A team's."""
    require(call, "teams:read")
    return _read(call, f"team:{teams.find(call)['id']}")


@route("PUT", TEAM)
def set_team(call: Call) -> Answer:
    """Replace a team's; there is no PATCH."""
    require(call, "teams:write")
    return _write(call, f"team:{teams.find(call)['id']}")


@route("GET", USER)
def own(call: Call) -> Answer:
    """The caller's."""
    return _read(call, f"user:{call.who.ident}")


@route("PUT", USER)
def set_own(call: Call) -> Answer:
    """Replace the caller's."""
    return _write(call, f"user:{call.who.ident}")


@route("PATCH", USER)
def change_own(call: Call) -> Answer:
    """Change some of the caller's."""
    return _write(call, f"user:{call.who.ident}", whole=False)


def shown(call: Call, owner: str) -> Json:
    """What somebody prefers, without what is not set."""
    known = call.state.preferences.get(owner, {})
    return {key: known[key] for key in _KEPT if known.get(key) not in ("", None)}


def _read(call: Call, owner: str) -> Answer:
    return answer(shown(call, owner))


def _write(call: Call, owner: str, *, whole: bool = True) -> Answer:
    """Store; a PUT clears what it does not name, but never the home dashboard."""
    sent, state = call.request.object, call.state
    if sent.get("theme", "") not in THEMES:
        return message(400, "Invalid theme")
    wanted = sent.get(HOME) or ""
    number = sent.get("homeDashboardId")
    if number and HOME not in sent:
        found = next((each.name for each in state.dashboards.values() if each.ident == number), "")
        wanted = found or "?"
    if wanted and wanted not in state.dashboards:
        return message(404, "Dashboard not found")
    old = state.preferences.get(owner, {})
    new = {key: copy.deepcopy(sent[key]) for key in _KEPT if key in sent}
    new |= {HOME: wanted} if HOME in sent or number else {HOME: old.get(HOME, "")}
    state.preferences[owner] = new if whole else old | new
    state.preferences[owner]["changed"] = state.clock.stamp()
    return message(200, "Preferences updated")
