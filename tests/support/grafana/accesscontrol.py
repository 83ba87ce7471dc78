"""Single grants, as the browser gives them: /api/access-control/folders and /dashboards. They add, and never remove."""

from dataclasses import replace

from support.grafana import api_dashboards, api_folders
from support.grafana.access import ADMIN, LEVEL_NAMES, Grant
from support.grafana.identity import ROLES
from support.grafana.routing import Call, route
from support.grafana.stored import Stored
from support.grafana.wire import ACCESS_TYPE, Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/access-control/{kind}/{uid}"
_LEVELS = {name: level for level, name in LEVEL_NAMES.items()}
_WHO = ("users", "serviceAccounts", "teams", "builtInRoles")
_GRANTABLE: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "folders": (_WHO, list(LEVEL_NAMES.values())),
    "dashboards": (_WHO, list(LEVEL_NAMES.values())),
    "teams": (("users",), ["Member", "Admin"]),
    "serviceaccounts": (("users", "teams"), ["Edit", "Admin"]),
}


@route("GET", "/api/access-control/{kind}/description")
def description(call: Call) -> Answer:
    """To whom something can be granted, and how much."""
    if call["kind"] not in _GRANTABLE:
        return answer({"message": "Not found"}, 404, ACCESS_TYPE)
    to_whom, levels = _GRANTABLE[call["kind"]]
    return answer({"assignments": {who: who in to_whom for who in _WHO}, "permissions": levels})


@route("POST", PATH + "/users/{who}")
def to_user(call: Call) -> Answer:
    """Grant to one user, by number or uid."""
    return _one(call, user=_user(call, call["who"]))


@route("POST", PATH + "/teams/{who}")
def to_team(call: Call) -> Answer:
    """Grant to one team, by number or uid."""
    return _one(call, team=_team(call, call["who"]))


@route("POST", PATH + "/builtInRoles/{who}")
def to_role(call: Call) -> Answer:
    """Grant to a role."""
    return _one(call, role=_role(call["who"]))


@route("POST", PATH)
def to_many(call: Call) -> Answer:
    """Several grants at once."""
    stored = _find(call)
    wanted = [_wish(call, line) for line in call.request.object.get("permissions", [])]
    for grant in wanted:
        _put(call, stored, grant)
    return message(200, "Permissions updated")


def _wish(call: Call, line: Json) -> Grant:
    level = _LEVELS.get(str(line.get("permission", "")), 0)
    if line.get("userId"):
        return Grant(level=level, user=_user(call, str(line["userId"])))
    if line.get("teamId"):
        return Grant(level=level, team=_team(call, str(line["teamId"])))
    return Grant(level=level, role=_role(str(line.get("builtInRole", ""))))


def _find(call: Call) -> Stored:
    find = api_folders.find if call["kind"] == "folders" else api_dashboards.find
    return find(call, ADMIN, f"{call['kind']}.permissions:write")


def _one(call: Call, *, user: int = 0, team: int = 0, role: str = "") -> Answer:
    level = _LEVELS.get(str(call.request.object.get("permission", "")), 0)
    _put(call, _find(call), Grant(level=level, user=user, team=team, role=role))
    return message(200, "Permission updated")


def _put(call: Call, stored: Stored, grant: Grant) -> None:
    """An empty level takes the grant away."""
    others = [
        each for each in stored.grants if (each.user, each.team, each.role) != (grant.user, grant.team, grant.role)
    ]
    stamped = replace(grant, created=call.state.clock.stamp())
    stored.grants = [*others, stamped] if grant.level else others
    call.state.serial += 1


def _user(call: Call, name: str) -> int:
    everybody = call.state.accounts.everybody.values()
    found = next((each.ident for each in everybody if name in {str(each.ident), each.uid}), 0)
    if not found:
        raise RefusedError(errutil(404, "user.not-found", "user not found"))
    return found


def _team(call: Call, name: str) -> int:
    found = next((int(team["id"]) for team in call.state.teams if name in {str(team["id"]), team["uid"]}), 0)
    if not found:
        raise RefusedError(errutil(404, "team.not-found", "team not found"))
    return found


def _role(name: str) -> str:
    if name not in ROLES:
        body = {
            "statusCode": 400,
            "messageId": "accesscontrol.invalidBuiltInRole",
            "message": f"built-in role [{name}] is not valid",
            "extra": {"builtInRole": name},
        }
        raise RefusedError(answer(body, 400))
    return name
