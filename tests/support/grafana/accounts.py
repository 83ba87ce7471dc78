"""Who am I, and who else is there? /api/user, /api/org, service accounts, teams."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from support.grafana.access import VIEW, denied, is_admin
from support.grafana.avatars import avatar
from support.grafana.clock import ZERO_TIME
from support.grafana.identity import ROLES, Identity, short_uid
from support.grafana.routing import Call, route
from support.grafana.stored import DASHBOARDS
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

DATA = Path(__file__).parent / "data"


@route("GET", "/api/org")
def org(_: Call) -> Answer:
    """The organisation."""
    empty = dict.fromkeys(("address1", "address2", "city", "zipCode", "state", "country"), "")
    return answer({"id": 1, "name": "Main Org.", "address": empty})


@route("GET", "/api/org/preferences")
def preferences(call: Call) -> Answer:
    """The organisation's preferences: none."""
    if not is_admin(call.who):
        raise denied("orgs.preferences:read")
    return answer({})


@route("GET", "/api/user")
def user(call: Call) -> Answer:
    """The one who asks."""
    who = call.who
    person = who.kind == "user"
    stamp = call.state.clock.stamp() if person else ZERO_TIME
    return answer(
        {
            "id": who.ident if person else 0,
            "uid": who.uid if person else f"service-account:{who.ident}",
            "email": who.email,
            "name": who.name,
            "login": who.login,
            "theme": "",
            "orgId": 1,
            "isGrafanaAdmin": who.server_admin,
            "isDisabled": False,
            "isExternal": False,
            "isExternallySynced": False,
            "isGrafanaAdminExternallySynced": False,
            "authLabels": [] if person else None,
            "updatedAt": stamp,
            "createdAt": stamp,
            "avatarUrl": avatar(who.email) if person else "",
            "isProvisioned": False,
        }
    )


@cache
def _by_role() -> dict[str, dict[str, list[str]]]:
    roles: dict[str, dict[str, list[str]]] = json.loads((DATA / "permissions.json").read_text())
    return roles


def permissions(call: Call, who: Identity) -> dict[str, list[str]]:
    """Actions and their scopes: those of the role, and those that grants on folders and dashboards give."""
    scopes = {
        action: list(held) for action, held in _by_role()["ServerAdmin" if who.server_admin else who.role].items()
    }
    for action, scope in _granted(call, who):
        scopes.setdefault(action, []).append(scope)
    return scopes


def _granted(call: Call, who: Identity) -> Iterator[tuple[str, str]]:
    state = call.state
    for stored in (*state.folders.values(), *state.dashboards.values()):
        level = state.memory.known(state, who).get(stored.key, 0)
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


@route("POST", "/api/serviceaccounts")
def add_service_account(call: Call) -> Answer:
    """A new service account."""
    if not is_admin(call.who):
        raise denied("serviceaccounts:create")
    sent = call.request.object
    role = sent.get("role") or "Viewer"
    if role not in ROLES:
        return message(400, "invalid role specified")
    identity = call.state.accounts.add_service_account(str(sent.get("name", "")), role)
    return answer(
        {
            "id": identity.ident,
            "uid": identity.uid,
            "name": identity.name,
            "login": identity.login,
            "orgId": 1,
            "isDisabled": False,
            "role": role,
            "tokens": 0,
            "avatarUrl": "",
        },
        201,
    )


@route("POST", "/api/serviceaccounts/{ident}/tokens")
def add_token(call: Call) -> Answer:
    """A new key of a service account."""
    accounts = call.state.accounts
    identity = accounts.service_accounts.get(int(call["ident"]))
    if identity is None:
        return message(404, "service account not found")
    key = accounts.add_token(identity)
    return answer({"id": len(accounts.tokens), "name": call.request.object.get("name", ""), "key": key})


@route("DELETE", "/api/serviceaccounts/{ident}")
def remove_service_account(call: Call) -> Answer:
    """Take a service account away, and its keys."""
    accounts = call.state.accounts
    gone = accounts.service_accounts.pop(int(call["ident"]), None)
    accounts.tokens = {key: owner for key, owner in accounts.tokens.items() if owner is not gone}
    return message(200, "Service account deleted")


@route("POST", "/api/teams")
def add_team(call: Call) -> Answer:
    """A new team."""
    teams, sent = call.state.teams, call.request.object
    if any(team["name"] == sent.get("name") for team in teams):
        return message(409, "Team name taken")
    team: Json = {
        "id": len(teams) + 1,
        "uid": short_uid(),
        "name": sent.get("name", ""),
        "email": sent.get("email", ""),
    }
    teams.append(team)
    return answer({"message": "Team created", "teamId": team["id"], "uid": team["uid"]})


@route("GET", "/api/teams/search")
def teams(call: Call) -> Answer:
    """Teams by name."""
    wanted = call.request.first("name")
    found: list[dict[str, Any]] = [
        team
        | {
            "orgId": 1,
            "externalUID": "",
            "isProvisioned": False,
            "avatarUrl": avatar(team["email"]),
            "memberCount": 1,
            "permission": 0,
            "accessControl": None,
        }
        for team in call.state.teams
        if wanted in {"", team["name"]}
    ]
    return answer({"totalCount": len(found), "teams": found, "page": 1, "perPage": 1000})
