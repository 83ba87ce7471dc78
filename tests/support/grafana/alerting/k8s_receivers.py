"""Contact points in the Kubernetes-style API: all integrations of one in one object."""

from support.grafana.alerting import receivers
from support.grafana.alerting.guard import (
    BASE,
    check_writer,
    item,
    listed,
    sent_version,
    single,
    stale,
    version,
    wrong_provenance,
)
from support.grafana.namespaces import check_namespace
from support.grafana.roles import actions
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, RefusedError, failure

from scripts.jsonvalue import Json

PATH = BASE + "receivers"
_RIGHTS = {
    "canAdmin": "alert.notifications.receivers.protected:write",
    "canDelete": "alert.notifications.receivers:delete",
    "canModifyProtected": "alert.notifications.receivers.protected:write",
    "canReadSecrets": "alert.notifications.receivers.secrets:read",
    "canTest": "alert.notifications.receivers:test",
    "canWrite": "alert.notifications.receivers:write",
}


def _version(title: str, receiver: Json) -> str:
    return version([title, receiver["integrations"]])


def _shown(call: Call, title: str, receiver: Json, *, read: bool = True) -> Json:
    state = call.state
    held = actions(call.who)
    annotations = {"provenance": receivers.provenance(receiver) or "none"}
    if read:
        annotations |= {f"access/{right}": "true" for right, action in _RIGHTS.items() if action in held}
        annotations |= {
            "canUse": "true",
            "inUse/routes": str(receivers.used_by_routes(state, title)),
            "inUse/rules": str(receivers.used_by_rules(state, title)),
        }
    spec = {"title": title, "integrations": [_integration(each) for each in receiver["integrations"]]}
    return item(state, receivers.object_name(title), spec, annotations, _version(title, receiver), "receiver")


def _integration(each: Json) -> Json:
    hidden = [key for key in receivers.secret(each["type"]) if each["settings"].get(key)]
    body: Json = {
        "uid": each["uid"],
        "type": each["type"],
        "version": "v1",
        "disableResolveMessage": each["quiet"],
        "settings": {key: value for key, value in each["settings"].items() if key not in hidden},
    }
    return body | ({"secureFields": dict.fromkeys(hidden, True)} if hidden else {})


def _find(call: Call) -> str:
    check_namespace(call)
    for title in receivers.everyone(call.state):
        if receivers.object_name(title) == call["name"]:
            return title
    details = {"uid": "alerting.notifications.receivers.notFound"}
    raise RefusedError(failure(404, "Receiver not found", "NotFound", details))


@route("GET", PATH, lambda mode: mode.apis)
def list_all(call: Call) -> Answer:
    """Every contact point, those without integrations too."""
    check_namespace(call)
    known = receivers.everyone(call.state)
    return listed("Receiver", [_shown(call, title, each) for title, each in known.items()])


@route("GET", PATH + "/{name}", lambda mode: mode.apis)
def get(call: Call) -> Answer:
    """One of them."""
    title = _find(call)
    return single("Receiver", _shown(call, title, receivers.everyone(call.state)[title]))


def _parsed(call: Call, old: Json | None = None) -> tuple[str, list[Json]]:
    """Title and integrations of the body; secrets that are named and not sent stay."""
    spec = call.request.object.get("spec") or {}
    known = {each["uid"]: each for each in old["integrations"]} if old else {}
    made = []
    for sent in spec.get("integrations") or []:
        before = known.get(str(sent.get("uid") or ""))
        kept = dict.fromkeys((sent.get("secureFields") or {}) if before else {}, receivers.REDACTED)
        settings = kept | (sent.get("settings") or {})
        integration = receivers.parsed(sent | {"settings": settings}, "", before)
        receivers.check(str(spec.get("title") or ""), integration)
        made.append(integration)
    return str(spec.get("title") or ""), made


@route("POST", PATH, lambda mode: mode.apis)
def post(call: Call) -> Answer:
    """Create; the name is made of the title."""
    check_namespace(call)
    check_writer(call)
    state = call.state
    if (call.request.object.get("metadata") or {}).get("name"):
        return failure(400, "object's metadata.name should be empty", "BadRequest")
    title, integrations = _parsed(call)
    if title in receivers.everyone(state):
        details = {"uid": "alerting.notifications.receivers.nameExists"}
        return failure(
            409,
            "Receiver with this name already exists. Use a different name or update an existing one.",
            "Conflict",
            details,
        )
    for each in integrations:
        if receivers.owner(state, each["uid"]):
            return failure(409, f"Receiver integration UID '{each['uid']}' already exists", "Conflict")
    state.alerting.receivers[title] = {"integrations": integrations}
    state.serial += 1
    return single("Receiver", _shown(call, title, state.alerting.receivers[title], read=False), 201)


@route("PUT", PATH + "/{name}", lambda mode: mode.apis)
def put(call: Call) -> Answer:
    """Replace, with the version that was read; another title is another name, in policies and rules too."""
    old_title = _find(call)
    check_writer(call)
    known = receivers.everyone(call.state)
    receiver = known[old_title]
    current = _version(old_title, receiver)
    if sent_version(call) != current:
        raise stale("receiver", old_title, sent_version(call), current)
    stored = receivers.provenance(receiver)
    if stored:
        raise wrong_provenance(stored)
    title, integrations = _parsed(call, receiver)
    receiver["integrations"] = integrations
    if title != old_title:
        receivers.rename(call.state, old_title, title)
    call.state.serial += 1
    return single("Receiver", _shown(call, title, receiver, read=False))


@route("DELETE", PATH + "/{name}", lambda mode: mode.apis)
def delete(call: Call) -> Answer:
    """Delete, unless it is used."""
    title = _find(call)
    check_writer(call)
    state = call.state
    if receivers.used_by_routes(state, title) or receivers.used_by_rules(state, title):
        details = {"uid": "alerting.notifications.receivers.used"}
        return failure(409, "Receiver is used by notification policies or alert rules", "Conflict", details)
    del receivers.everyone(state)[title]
    state.serial += 1
    return failure(200, "")
