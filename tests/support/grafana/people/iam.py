"""Users, teams, their members and service accounts in the Kubernetes-style API: /apis/iam.grafana.app, to read."""

from collections.abc import Callable, Iterator
from datetime import datetime

from support.grafana.access import ADMIN
from support.grafana.namespaces import check_namespace
from support.grafana.people.members import members
from support.grafana.people.users import seen
from support.grafana.roles import actions
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, answer, failure

from scripts.jsonvalue import Json

GROUP = "iam.grafana.app"
PATH = f"/apis/{GROUP}/v0alpha1/namespaces/{{namespace}}/"
DEFAULT_LIMIT = 500


@route("GET", PATH + "users", lambda mode: mode.apis)
def users(call: Call) -> Answer:
    """The users of the organisation; only a server admin sees them."""
    return _list(call, "users", "users:read", "UserList", _users, versioned=False)


@route("GET", PATH + "teams", lambda mode: mode.apis)
def teams(call: Call) -> Answer:
    """The teams."""
    return _list(call, "teams", "teams:read", "TeamList", _teams)


@route("GET", PATH + "serviceaccounts", lambda mode: mode.apis)
def service_accounts(call: Call) -> Answer:
    """The service accounts."""
    return _list(call, "serviceaccounts", "serviceaccounts:read", "ServiceAccountList", _service_accounts)


@route("GET", PATH + "teambindings", lambda mode: mode.apis)
def bindings(call: Call) -> Answer:
    """Who is in which team; others than admins get none, without a word."""
    return _list(call, "teambindings", "", "TeamBindingList", _bindings, versioned=False)


Items = Callable[[Call], Iterator[Json]]


def _list(call: Call, resource: str, action: str, kind: str, items: Items, *, versioned: bool = True) -> Answer:
    check_namespace(call)
    if action and action not in actions(call.who):
        return _forbidden(call, resource)
    found = list(items(call))
    start, limit = int(call.request.first("continue") or 0), int(call.request.first("limit") or DEFAULT_LIMIT)
    rest = [item for item in found if int(item["number"]) >= start]
    page = [item["object"] for item in rest[:limit]]
    newest = (
        {"resourceVersion": max(each["metadata"]["resourceVersion"] for each in page)} if page and versioned else {}
    )
    more = {"continue": str(rest[limit]["number"])} if len(rest) > limit else {}
    body = {"kind": kind, "apiVersion": f"{GROUP}/v0alpha1", "metadata": newest | more, "items": page}
    return answer(body)


def _forbidden(call: Call, resource: str) -> Answer:
    text = (
        f'{resource}.{GROUP} is forbidden: User "{call.who.name or call.who.login}" cannot list resource "{resource}" '
        f'in API group "{GROUP}" in the namespace "{call.state.namespace}": unauthorized request'
    )
    return failure(403, text, "Forbidden", {"group": GROUP, "kind": resource})


def _item(call: Call, number: int, name: str, created: str, updated: str, spec: Json) -> Json:
    version = int(datetime.fromisoformat(updated or created).timestamp()) * 1000
    metadata = {
        "name": name,
        "namespace": call.state.namespace,
        "resourceVersion": str(version),
        "creationTimestamp": created,
        "labels": {"grafana.app/deprecatedInternalID": str(number)},
        "annotations": {"grafana.app/updatedTimestamp": updated or created},
    }
    return {"number": number, "object": {"metadata": metadata, "spec": spec}}


def _users(call: Call) -> Iterator[Json]:
    for user in sorted(members(call.state), key=lambda user: user.ident):
        spec = {
            "disabled": user.disabled,
            "email": user.email,
            "emailVerified": False,
            "grafanaAdmin": user.server_admin,
            "login": user.login,
            "title": user.name,
            "provisioned": False,
            "role": call.state.role(user),
        }
        item = _item(call, user.ident, user.uid, user.created, user.updated, spec)
        last = datetime.fromisoformat(seen(call.state, user, call.who)["lastSeenAt"])
        item["object"]["status"] = {"lastSeenAt": int(last.timestamp())}
        yield item


def _teams(call: Call) -> Iterator[Json]:
    for team in call.state.teams:
        spec = {"title": team["name"], "email": team["email"], "provisioned": False, "externalUID": ""}
        yield _item(call, team["id"], team["uid"], team["created"], team["updated"], spec)


def _service_accounts(call: Call) -> Iterator[Json]:
    for each in call.state.accounts.service_accounts.values():
        if each.org == call.state.org:
            spec = {"disabled": each.disabled, "plugin": "", "role": each.role, "title": each.name}
            yield _item(call, each.ident, each.uid, each.created, each.updated, spec)


def _bindings(call: Call) -> Iterator[Json]:
    if "teams.permissions:read" not in actions(call.who):
        return
    everybody = call.state.accounts.everybody
    number = 0
    for team in call.state.teams:
        for ident, line in team["members"].items():
            number += 1
            spec = {
                "subject": {"name": everybody[ident].uid},
                "teamRef": {"name": team["uid"]},
                "permission": "admin" if line["level"] == ADMIN else "member",
                "external": False,
            }
            item = _item(call, number, line["uid"], line["created"], line["created"], spec)
            del item["object"]["metadata"]["labels"], item["object"]["metadata"]["annotations"]
            yield item
