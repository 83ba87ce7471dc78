"""Who belongs to an organisation, and as what? /api/org/users and /api/orgs/X/users."""

from support.grafana.avatars import avatar
from support.grafana.identity import Identity
from support.grafana.people import orgs
from support.grafana.people.users import by_name, paging, seen
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

OWN, ANY = "/api/org/users", "/api/orgs/{ident}/users"
ROLES = ("None", "Viewer", "Editor", "Admin")


def members(org: State) -> list[Identity]:
    """The users of an organisation, by login."""
    everybody = sorted(org.accounts.users.values(), key=lambda user: user.login.lower())
    return [user for user in everybody if org.role(user)]


@route("GET", OWN)
def own(call: Call) -> Answer:
    """Those of the present organisation."""
    require(call, "org.users:read")
    return answer(_lines(call, call.state))


@route("GET", OWN + "/search")
def search(call: Call) -> Answer:
    """A page of them."""
    require(call, "org.users:read")
    number, size = paging(call)
    lines = _lines(call, call.state)
    shown = lines[(number - 1) * size : number * size]
    return answer({"totalCount": len(lines), "orgUsers": shown, "page": number, "perPage": size})


@route("GET", ANY)
def of_any(call: Call) -> Answer:
    """Those of any organisation."""
    require(call, "org.users:read")
    return answer(_lines(call, orgs.find(call)))


@route("POST", OWN)
def post(call: Call) -> Answer:
    """Take a user in."""
    require(call, "org.users:add")
    return _add(call, call.state)


@route("POST", ANY)
def post_to_any(call: Call) -> Answer:
    """Take a user into any organisation."""
    require(call, "org.users:add")
    return _add(call, orgs.find(call))


@route("PATCH", OWN + "/{user}")
def patch(call: Call) -> Answer:
    """Give another role."""
    require(call, "org.users:write")
    return _change(call, call.state)


@route("PATCH", ANY + "/{user}")
def patch_in_any(call: Call) -> Answer:
    """Give another role in any organisation."""
    require(call, "org.users:write")
    return _change(call, orgs.find(call))


@route("DELETE", OWN + "/{user}")
def delete(call: Call) -> Answer:
    """Put a user out."""
    require(call, "org.users:remove")
    return _remove(call, call.state)


@route("DELETE", ANY + "/{user}")
def delete_from_any(call: Call) -> Answer:
    """Put a user out of any organisation."""
    require(call, "org.users:remove")
    return _remove(call, orgs.find(call))


@route("GET", "/api/org/invites")
def invites(call: Call) -> Answer:
    """Who was invited and has not come."""
    require(call, "org.users:add")
    return answer(call.state.invites)


@route("POST", "/api/org/invites")
def invite(call: Call) -> Answer:
    """Invite by mail."""
    require(call, "org.users:add")
    sent = call.request.object
    address = str(sent.get("loginOrEmail") or "")
    call.state.invites.append({"email": address, "role": sent.get("role"), "status": "InvitePending"})
    return message(200, f"Created invite for {address}")


@route("GET", "/api/org/quotas")
def quotas(_: Call) -> Answer:
    """What the present organisation may have: fails without quotas, as in Grafana."""
    return message(500, "failed to get quota")


def _add(call: Call, org: State) -> Answer:
    sent = call.request.object
    user = by_name(call.state, sent.get("loginOrEmail"))
    if sent.get("role") not in ROLES:
        return message(400, "Invalid role specified")
    if user is None:
        return message(404, "User not found")
    if org.role(user):
        return message(409, "User is already member of this organization", userId=user.ident)
    org.members[user.ident] = str(sent["role"])
    return message(200, "User added to organization", userId=user.ident)


def _change(call: Call, org: State) -> Answer:
    role = call.request.object.get("role")
    if role not in ROLES:
        return message(400, "bad request data")
    ident = int(call["user"])
    if ident not in {user.ident for user in members(org)}:
        return message(404, "user not found")
    org.members[ident] = str(role)
    return message(200, "Organization user updated")


def _remove(call: Call, org: State) -> Answer:
    org.members[int(call["user"])] = ""
    for team in org.teams:
        team["members"].pop(int(call["user"]), None)
    return message(200, "User removed from organization")


def _lines(call: Call, org: State) -> list[Json]:
    return [
        {
            "orgId": org.org,
            "userId": user.ident,
            "uid": user.uid,
            "email": user.email,
            "name": user.name,
            "avatarUrl": avatar(user.email),
            "login": user.login,
            "role": org.role(user),
            "created": user.created,
            "isDisabled": user.disabled,
            "authLabels": None,
            "isExternallySynced": False,
            "isProvisioned": False,
            **seen(call.state, user, call.who),
        }
        for user in members(org)
    ]
