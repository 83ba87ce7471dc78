"""To which organisation does a request go, and does its namespace belong to it?"""

import re
from dataclasses import replace

from support.grafana.access import denied
from support.grafana.identity import Identity, unauthorized
from support.grafana.routing import Call
from support.grafana.state import ORG, State
from support.grafana.wire import RefusedError, Request, failure

_NAMESPACE = re.compile(r"/apis/[^/]+/[^/]+/namespaces/([^/]+)")
_NEEDED = {"/api/datasources": "datasources:read"}


def organisation(state: State, request: Request, who: Identity) -> tuple[State, Identity]:
    """The organisation of a request (header, query, namespace, else the caller's own), and what the caller is there.

    Raises:
        RefusedError: a token of another organisation; a user who does not belong to it.
    """
    named = request.headers.get("x-grafana-org-id") or request.first("orgId")
    number = int(named) if named.isdecimal() else _of_namespace(request, who)
    if who.kind == "service-account" and named and number != who.org:
        raise _other_org()
    org = state.orgs.get(number or who.org)
    if org is None and not named:
        org = state.orgs[who.org]
    role = org.role(who) if org else ""
    if org is None or not role:
        raise denied(_NEEDED.get(request.path, "orgs:read"))
    return org, replace(who, role=role)


def _of_namespace(request: Request, who: Identity) -> int:
    match = _NAMESPACE.match(request.path)
    name = match.group(1) if match and who.kind == "user" else ""
    if name.startswith("org-"):
        return int(name[4:]) if name[4:].isdecimal() else 0
    return ORG if name == "default" else 0


def _other_org() -> RefusedError:
    return unauthorized("API key does not belong to the requested organization", "api-key.organization-mismatch")


def check_namespace(call: Call) -> None:
    """Refuse a namespace that is not that of the organisation of the request.

    Raises:
        RefusedError: as recorded: 500 for a server admin, 401 for a token, 403 for a namespace of another form.
    """
    name = call["namespace"]
    if name == call.state.namespace:
        return
    if not name.startswith("org-") and name != "default":
        raise unauthorized("invalid namespace", "authn.invalid-namespace", 403)
    if call.who.kind == "service-account":
        raise _other_org()
    text = "namespace mismatch" if call.state.mode.unified else f"namespace mismatch: got org--1 but expected {name}"
    raise RefusedError(failure(500, text))
