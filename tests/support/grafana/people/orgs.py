"""Organisations of the server, and the present one: /api/orgs and /api/org."""

from support.grafana.access import denied
from support.grafana.people.users import paging
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, answer, message, refuse

from scripts.jsonvalue import Json

PATH = "/api/orgs"
_ADDRESS = ("address1", "address2", "city", "zipCode", "state", "country")


def details(org: State) -> Json:
    """An organisation with its address."""
    return {"id": org.org, "name": org.name, "address": dict.fromkeys(_ADDRESS, "") | org.address}


def find(call: Call) -> State:
    """The organisation whose number is in the path.

    Raises:
        RefusedError: 404.
    """
    org = call.state.orgs.get(int(call["ident"])) if call["ident"].isdecimal() else None
    if org is None:
        raise refuse(404, "organization not found")
    return org


def _named(call: Call, name: str) -> State | None:
    return next((org for org in call.state.orgs.values() if org.name == name), None)


@route("GET", "/api/org")
def own(call: Call) -> Answer:
    """The present organisation."""
    return answer(details(call.state))


@route("PUT", "/api/org")
def rename_own(call: Call) -> Answer:
    """Rename the present organisation."""
    require(call, "orgs:write")
    return _rename(call, call.state)


@route("PUT", "/api/org/address")
def move_own(call: Call) -> Answer:
    """Change the present organisation's address."""
    require(call, "orgs:write")
    return _move(call, call.state)


def _check_server_admin(call: Call) -> None:
    if not call.who.server_admin:
        raise denied("orgs:read")


@route("GET", PATH)
def orgs(call: Call) -> Answer:
    """A page of them, by name; the first page is number 0, unlike everywhere else."""
    _check_server_admin(call)
    _, size = paging(call)
    number = int(call.request.first("page") or 0)
    named = call.request.first("name")
    everyone = sorted(call.state.orgs.values(), key=lambda org: org.name)
    chosen = [org for org in everyone if named in {"", org.name}]
    return answer([{"id": org.org, "name": org.name} for org in chosen[number * size : (number + 1) * size]])


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Found one; the founder becomes its admin."""
    require(call, "orgs:create")
    name = str(call.request.object.get("name") or "")
    if not name:
        return message(400, "bad request data")
    if _named(call, name):
        return message(409, "Organization name taken")
    return answer({"message": "Organization created", "orgId": call.state.found(name, call.who).org})


@route("GET", PATH + "/name/{name}")
def by_name(call: Call) -> Answer:
    """One of them by name."""
    _check_server_admin(call)
    org = _named(call, call["name"])
    return answer(details(org)) if org else message(404, "Organization not found")


@route("GET", PATH + "/{ident}")
def get(call: Call) -> Answer:
    """One of them by number."""
    _check_server_admin(call)
    return answer(details(find(call)))


@route("PUT", PATH + "/{ident}")
def put(call: Call) -> Answer:
    """Rename."""
    require(call, "orgs:write")
    return _rename(call, find(call))


@route("PUT", PATH + "/{ident}/address")
def put_address(call: Call) -> Answer:
    """Change the address."""
    require(call, "orgs:write")
    return _move(call, find(call))


@route("DELETE", PATH + "/{ident}")
def delete(call: Call) -> Answer:
    """Take it away with everything in it."""
    require(call, "orgs:delete")
    org = find(call)
    if org is call.state:
        return message(400, "Can not delete org for current user")
    del call.state.orgs[org.org]
    return message(200, "Organization deleted")


@route("GET", PATH + "/{ident}/quotas")
def quotas(call: Call) -> Answer:
    """What an organisation may have: fails without quotas, as in Grafana."""
    require(call, "orgs.quotas:read")
    return message(500, "failed to get quota")


def _rename(call: Call, org: State) -> Answer:
    name = str(call.request.object.get("name") or "")
    if not name:
        return message(400, "bad request data")
    taken = _named(call, name)
    if taken is not None and taken is not org:
        return message(400, "Organization name taken")
    org.name = name
    return message(200, "Organization updated")


def _move(call: Call, org: State) -> Answer:
    org.address = {key: str(call.request.object.get(key) or "") for key in _ADDRESS}
    return message(200, "Address updated")
