"""Teams and who is in them: /api/teams."""

from support.grafana.access import ADMIN
from support.grafana.avatars import avatar
from support.grafana.identity import Identity, short_uid
from support.grafana.people.users import by_name, paging
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, answer, message, refuse

from scripts.jsonvalue import Json

PATH = "/api/teams"
MEMBER = 0


def add(state: State, name: str, email: str = "", founder: Identity | None = None) -> Json:
    """Store a team; a user who makes it is its first member, a service account is not."""
    stamp = state.clock.stamp()
    state.root.last_team += 1
    team: Json = {"id": state.root.last_team, "uid": short_uid(), "name": name, "email": email, "members": {}}
    team |= {"created": stamp, "updated": stamp}
    state.teams.append(team)
    if founder is not None and founder.kind == "user":
        join(state, team, founder, ADMIN)
    return team


def join(state: State, team: Json, user: Identity, level: int = MEMBER) -> None:
    """Put a user into a team, as member or as admin."""
    before = team["members"].get(user.ident, {})
    stamp = state.clock.stamp()
    team["members"][user.ident] = {"uid": short_uid(), "created": stamp, **before, "level": level}


def find(call: Call) -> Json:
    """The team whose number, or uid, is in the path.

    Raises:
        RefusedError: 404.
    """
    found = next((team for team in call.state.teams if call["ident"] in {str(team["id"]), team["uid"]}), None)
    if found is None:
        raise refuse(404, "Team not found")
    return found


def _shown(call: Call, team: Json) -> Json:
    return {
        "id": team["id"],
        "uid": team["uid"],
        "orgId": call.state.org,
        "name": team["name"],
        "email": team["email"],
        "externalUID": "",
        "isProvisioned": False,
        "avatarUrl": avatar(team["email"], team["name"]),
        "memberCount": len(team["members"]),
        "permission": 0,
        "accessControl": None,
    }


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create; capitals tell two names apart."""
    require(call, "teams:create")
    sent = call.request.object
    name = str(sent.get("name") or "")
    if not name:
        return message(400, "bad request data")
    if any(team["name"] == name for team in call.state.teams):
        return message(409, "Team name taken")
    team = add(call.state, name, str(sent.get("email") or ""), call.who)
    return answer({"message": "Team created", "teamId": team["id"], "uid": team["uid"]})


@route("GET", PATH + "/search")
def search(call: Call) -> Answer:
    """A page of teams, by name; counted from 1."""
    require(call, "teams:read")
    number, size = paging(call)
    wanted, words = call.request.first("name"), call.request.first("query").lower()
    teams = sorted(call.state.teams, key=lambda team: (team["name"], team["id"]))
    found = [team for team in teams if wanted in {"", team["name"]} and words in team["name"].lower()]
    shown = [_shown(call, team) for team in found[(number - 1) * size : number * size]]
    return answer({"totalCount": len(found), "teams": shown, "page": number, "perPage": size})


@route("GET", PATH + "/{ident}")
def get(call: Call) -> Answer:
    """One of them."""
    require(call, "teams:read")
    return answer(_shown(call, find(call)))


@route("PUT", PATH + "/{ident}")
def put(call: Call) -> Answer:
    """Rename, or change the address."""
    require(call, "teams:write")
    team, sent = find(call), call.request.object
    if any(other["name"] == sent.get("name") and other is not team for other in call.state.teams):
        return message(409, "Team name taken")
    team |= {"name": str(sent.get("name") or team["name"]), "email": str(sent.get("email") or "")}
    team["updated"] = call.state.clock.stamp()
    return message(200, "Team updated")


@route("DELETE", PATH + "/{ident}")
def delete(call: Call) -> Answer:
    """Take it away."""
    require(call, "teams:delete")
    call.state.teams.remove(find(call))
    return message(200, "Team deleted")


@route("GET", PATH + "/{ident}/members")
def members(call: Call) -> Answer:
    """Who is in it, by login."""
    require(call, "teams.permissions:read")
    team = find(call)
    users = {user.ident: user for user in call.state.accounts.users.values()}
    inside = [(users[ident], line) for ident, line in team["members"].items() if ident in users]
    return answer([_member(call, team, user, line) for user, line in sorted(inside, key=lambda pair: pair[0].login)])


def _member(call: Call, team: Json, user: Identity, line: Json) -> Json:
    return {
        "uid": line["uid"],
        "orgId": call.state.org,
        "teamId": team["id"],
        "teamUID": team["uid"],
        "userId": user.ident,
        "userUID": user.uid,
        "auth_module": "",
        "email": user.email,
        "name": user.name,
        "login": user.login,
        "avatarUrl": avatar(user.email),
        "labels": [],
        "permission": line["level"],
    }


@route("PUT", PATH + "/{ident}/members")
def replace_members(call: Call) -> Answer:
    """Make it have exactly these; one unknown address, and nothing is changed."""
    require(call, "teams.permissions:write")
    team, sent = find(call), call.request.object
    wanted = {}
    for key, level in (("admins", ADMIN), ("members", MEMBER)):
        for name in sent.get(key) or []:
            user = by_name(call.state, name)
            if user is None:
                return message(404, "user not found")
            wanted[user.ident] = (user, level)
    team["members"] = {ident: line for ident, line in team["members"].items() if ident in wanted}
    for user, level in wanted.values():
        join(call.state, team, user, level)
    return message(200, "Team memberships have been updated")


@route("POST", PATH + "/{ident}/members")
def add_member(call: Call) -> Answer:
    """Put one in."""
    require(call, "teams.permissions:write")
    team = find(call)
    user = call.state.accounts.everybody.get(int(call.request.object.get("userId") or 0))
    if user is None:
        return message(404, "user not found")
    if user.ident in team["members"]:
        return message(400, "User is already added to this team")
    join(call.state, team, user)
    return message(200, "Member added to Team")


@route("DELETE", PATH + "/{ident}/members/{user}")
def remove_member(call: Call) -> Answer:
    """Take one out."""
    require(call, "teams.permissions:write")
    find(call)["members"].pop(int(call["user"]), None)
    return message(200, "Team Member removed")
