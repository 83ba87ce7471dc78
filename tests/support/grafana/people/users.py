"""Users of the server: /api/admin/users and /api/users. Only a server admin sees them."""

from dataclasses import replace

from support.grafana.accounts import profile
from support.grafana.avatars import avatar
from support.grafana.identity import Identity
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, errutil, message, refuse

from scripts.jsonvalue import Json

SHORTEST_PASSWORD = 4
ADMIN = "/api/admin/users"


def by_name(state: State, name: object) -> Identity | None:
    """A user by login or mail address, whatever their capitals."""
    wanted = str(name).lower()
    return next((user for user in state.accounts.users.values() if wanted in _names(user)), None)


def _names(user: Identity) -> set[str]:
    return {user.login.lower(), user.email.lower()}


def find(call: Call, missing: str = "user not found") -> Identity:
    """The user whose number is in the path.

    Raises:
        RefusedError: 404.
    """
    found = next((user for user in call.state.accounts.users.values() if str(user.ident) == call["ident"]), None)
    if found is None:
        raise refuse(404, missing)
    return found


def store(state: State, user: Identity) -> None:
    """Put a changed user in the place of the one with that number."""
    accounts = state.accounts
    old = next(login for login, each in accounts.users.items() if each.ident == user.ident)
    changed = replace(user, updated=state.clock.stamp())
    accounts.users = {(user.login if login == old else login): each for login, each in accounts.users.items()}
    accounts.users[user.login] = changed
    accounts.passwords[user.login] = accounts.passwords.pop(old)


def seen(state: State, user: Identity, asking: Identity) -> Json:
    """When somebody was last there: now, or never, which is ten years ago."""
    stamp = state.clock.stamp()
    if user.ident == asking.ident:
        return {"lastSeenAt": stamp, "lastSeenAtAge": "< 1 minute"}
    return {"lastSeenAt": f"{int(stamp[:4]) - 10}{stamp[4:]}", "lastSeenAtAge": "10 years"}


@route("POST", ADMIN)
def post(call: Call) -> Answer:
    """Create; a user without an organisation comes into the first one, as Viewer."""
    require(call, "users:create")
    state, sent = call.state, call.request.object
    login, email = str(sent.get("login") or sent.get("email") or ""), str(sent.get("email") or sent.get("login") or "")
    password = str(sent.get("password") or "")
    org = int(sent.get("OrgId") or sent.get("orgId") or 1)
    if not password or not login:
        return message(400, "bad request data")
    if len(password) < SHORTEST_PASSWORD:
        return errutil(400, "password.password-policy-too-short", "New password is too short")
    if org not in state.orgs:
        return message(400, f"[org.notFound] failed to get organization with ID: {org}")
    if by_name(state, login) or by_name(state, email):
        return message(412, f"User with email '{email}' or username '{login}' already exists")
    stamp = state.clock.stamp()
    more = {"name": str(sent.get("name") or ""), "email": email, "created": stamp, "updated": stamp, "org": org}
    user = state.accounts.add_user(login, password, "Viewer" if org == 1 else "", **more)
    state.orgs[org].members[user.ident] = "Viewer"
    return answer({"id": user.ident, "uid": user.uid, "message": "User created"})


@route("PUT", ADMIN + "/{ident}/permissions")
def put_permissions(call: Call) -> Answer:
    """Make somebody a server admin, or no longer."""
    require(call, "users.permissions:write")
    store(call.state, replace(find(call), server_admin=bool(call.request.object.get("isGrafanaAdmin"))))
    return message(200, "User permissions updated")


@route("POST", ADMIN + "/{ident}/disable")
def disable(call: Call) -> Answer:
    """Let somebody sign in no more."""
    require(call, "users:disable")
    store(call.state, replace(find(call), disabled=True))
    return message(200, "User disabled")


@route("POST", ADMIN + "/{ident}/enable")
def enable(call: Call) -> Answer:
    """Let somebody sign in again."""
    require(call, "users:enable")
    store(call.state, replace(find(call), disabled=False))
    return message(200, "User enabled")


@route("PUT", ADMIN + "/{ident}/password")
def put_password(call: Call) -> Answer:
    """Set a password."""
    require(call, "users.password:write")
    call.state.accounts.passwords[find(call).login] = str(call.request.object.get("password") or "")
    return message(200, "User password updated")


@route("DELETE", ADMIN + "/{ident}")
def delete(call: Call) -> Answer:
    """Take an account away, out of every organisation and team."""
    require(call, "users:delete")
    user, accounts = find(call), call.state.accounts
    del accounts.users[user.login], accounts.passwords[user.login]
    for org in call.state.orgs.values():
        org.members.pop(user.ident, None)
        for team in org.teams:
            team["members"].pop(user.ident, None)
    return message(200, "User deleted")


@route("GET", ADMIN + "/{ident}/auth-tokens")
def auth_tokens(call: Call) -> Answer:
    """Sessions in browsers: none."""
    require(call, "users.authtoken:read")
    return answer([])


@route("GET", "/api/users/lookup")
def lookup(call: Call) -> Answer:
    """By login or mail address."""
    require(call, "users:read")
    user = by_name(call.state, call.request.first("loginOrEmail"))
    if user is None:
        return message(404, "user not found")
    return answer(profile(call.state, user, user.org) | {"avatarUrl": ""})


@route("GET", "/api/users")
def users(call: Call) -> Answer:
    """A page of them, by login; counted from 1."""
    return answer(_page(call)[0])


@route("GET", "/api/users/search")
def search(call: Call) -> Answer:
    """A page, with the number of all."""
    page, total = _page(call)
    number, size = paging(call)
    return answer({"totalCount": total, "users": page, "page": number, "perPage": size})


def paging(call: Call) -> tuple[int, int]:
    """Which page is asked for, and its size."""
    return int(call.request.first("page") or 1), int(call.request.first("perpage") or 1000)


def _page(call: Call) -> tuple[list[Json], int]:
    require(call, "users:read")
    number, size = paging(call)
    words = call.request.first("query").lower()
    everybody = sorted(call.state.accounts.users.values(), key=lambda user: user.login.lower())
    chosen = [user for user in everybody if any(words in name for name in (*_names(user), user.name.lower()))]
    return [_line(call, user) for user in chosen[(number - 1) * size : number * size]], len(chosen)


def _line(call: Call, user: Identity) -> Json:
    return {
        "id": user.ident,
        "uid": user.uid,
        "name": user.name,
        "login": user.login,
        "email": user.email,
        "avatarUrl": avatar(user.email),
        "isAdmin": user.server_admin,
        "isDisabled": user.disabled,
        "isProvisioned": False,
        "authLabels": [],
        "created": user.created,
        **seen(call.state, user, call.who),
    }


@route("GET", "/api/users/{ident}")
def get(call: Call) -> Answer:
    """One of them."""
    require(call, "users:read")
    user = find(call)
    return answer(profile(call.state, user, user.org))


@route("PUT", "/api/users/{ident}")
def put(call: Call) -> Answer:
    """Rename, or change address and theme."""
    require(call, "users:write")
    user, sent = find(call), call.request.object
    for name in {str(sent.get("login") or user.login), str(sent.get("email") or user.email)}:
        owner = by_name(call.state, name)
        if owner is not None and owner.ident != user.ident:
            raise RefusedError(message(409, "login or email already taken"))
    changed = replace(
        user,
        login=str(sent.get("login") or user.login),
        name=str(sent.get("name", user.name)),
        email=str(sent.get("email") or user.email),
        theme=str(sent.get("theme") or user.theme),
    )
    store(call.state, changed)
    return message(200, "User updated")


@route("GET", "/api/users/{ident}/orgs")
def orgs(call: Call) -> Answer:
    """Where somebody belongs, and as what."""
    require(call, "users:read")
    user = find(call)
    lines = [{"orgId": org.org, "name": org.name, "role": org.role(user)} for org in call.state.orgs.values()]
    return answer([line for line in lines if line["role"]])


@route("GET", "/api/users/{ident}/teams")
def teams(call: Call) -> Answer:
    """The teams of somebody in this organisation."""
    require(call, "users:read")
    user = find(call)
    return answer(
        [
            {"id": team["id"], "uid": team["uid"], "name": team["name"]}
            for team in call.state.teams
            if user.ident in team["members"]
        ]
    )
