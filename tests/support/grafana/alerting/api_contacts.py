"""Contact points: /api/v1/provisioning/contact-points, one integration at a time, and their export."""

from support.grafana.alerting import export, receivers
from support.grafana.alerting.guard import check_ready, check_writer, given
from support.grafana.roles import actions
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/contact-points"
_MAY_NOT_DECRYPT: Json = {
    "statusCode": 403,
    "messageId": "alerting.unauthorized",
    "message": "user is not authorized to read any decrypted receiver",
    "extra": {
        "permissions": "any(any of alert.provisioning.secrets:read any of alert.notifications.receivers.secrets:read)"
    },
}
_IN_USE = "alerting.notifications.contact-points."


def _missing() -> Answer:
    text = "No alertmanager configuration present in this organization"
    return errutil(500, "alerting.notification.configMissing", text)


def _check_ready(call: Call) -> None:
    check_ready(call, message(500, "Internal Server Error"))


def _shown(name: str, integration: Json, *, decrypted: bool = False) -> Json:
    return {
        "uid": integration["uid"],
        "name": name,
        "type": integration["type"],
        "settings": receivers.shown_settings(integration, decrypted=decrypted),
        "disableResolveMessage": integration["quiet"],
    }


def _ordered(call: Call) -> list[tuple[str, Json, list[Json]]]:
    """Contact points by name, integrations by uid."""
    wanted = call.request.first("name")
    known = sorted(receivers.everyone(call.state).items())
    return [
        (name, each, sorted(each["integrations"], key=lambda one: one["uid"]))
        for name, each in known
        if wanted in {"", name}
    ]


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """Every integration; a contact point without any is not told, and secrets never are."""
    check_ready(call, _missing())
    lines = []
    for name, receiver, integrations in _ordered(call):
        made_by = receivers.provenance(receiver)
        lines += [_shown(name, each) | ({"provenance": made_by} if made_by else {}) for each in integrations]
    return answer(lines)


@route("GET", PATH + "/export")
def exported(call: Call) -> Answer:
    """All, with their secrets for those who may read them."""
    decrypted = call.request.first("decrypt") == "true"
    if decrypted and "alert.notifications.receivers.secrets:read" not in actions(call.who):
        return answer(_MAY_NOT_DECRYPT, 403)
    points = [
        {"orgId": call.state.org, "name": name, "receivers": [_exported(each, decrypted=decrypted) for each in inside]}
        for name, _, inside in _ordered(call)
        if inside
    ]
    return export.answer(call, {"apiVersion": 1, "contactPoints": points})


def _exported(integration: Json, *, decrypted: bool) -> Json:
    line = _shown("", integration, decrypted=decrypted)
    del line["name"]
    return line


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Add an integration; the same name is the same contact point, the same content is a second one."""
    check_writer(call)
    _check_ready(call)
    state, sent = call.state, call.request.object
    name = str(sent.get("name") or "")
    integration = receivers.parsed(sent, given(call))
    refusal = receivers.taken(state, integration["uid"])
    if refusal is not None:
        raise refusal
    receivers.check(name, integration)
    receivers.everyone(state).setdefault(name, {"integrations": []})["integrations"].append(integration)
    state.serial += 1
    return answer(_shown(name, integration), 202)


@route("PUT", PATH + "/{uid}")
def put(call: Call) -> Answer:
    """Replace an integration; another name moves it there."""
    check_writer(call)
    _check_ready(call)
    state, sent, uid = call.state, call.request.object, call["uid"]
    old_name, old = _find(call)
    if old["provenance"] and old["provenance"] != given(call):
        return message(500, f"cannot change provenance from '{old['provenance']}' to '{given(call)}'")
    new = receivers.parsed(sent | {"uid": uid}, given(call), old)
    name = str(sent.get("name") or "")
    receivers.check(name, new)
    known = receivers.everyone(state)
    if name != old_name and len(known[old_name]["integrations"]) == 1 and name not in known:
        receivers.rename(state, old_name, name)
        old_name = name
    inside = known[old_name]["integrations"]
    if name == old_name:
        inside[inside.index(old)] = new
    else:
        inside.remove(old)
        known.setdefault(name, {"integrations": []})["integrations"].append(new)
        if not inside:
            del known[old_name]
    state.serial += 1
    return message(202, "contactpoint updated")


def _find(call: Call) -> tuple[str, Json]:
    uid = call["uid"]
    name = receivers.owner(call.state, uid)
    if not name:
        raise RefusedError(message(404, f"object not found: contact point with uid '{uid}' not found"))
    inside = receivers.everyone(call.state)[name]["integrations"]
    return name, next(each for each in inside if each["uid"] == uid)


@route("DELETE", PATH + "/{uid}")
def delete(call: Call) -> Answer:
    """Take an integration away; not the last one of a contact point that is used."""
    check_writer(call)
    _check_ready(call)
    state = call.state
    name = receivers.owner(state, call["uid"])
    if not name:
        return message(202, "contactpoint deleted")
    _, integration = _find(call)
    known = receivers.everyone(state)
    inside = known[name]["integrations"]
    if len(inside) == 1 and receivers.used_by_routes(state, name):
        text = "Contact point is currently referenced by a notification policy."
        return errutil(409, _IN_USE + "referenced", text)
    if len(inside) == 1 and receivers.used_by_rules(state, name):
        text = "Contact point is currently used in the notification settings of one or many alert rules."
        return errutil(409, _IN_USE + "used-by-rule", text)
    inside.remove(integration)
    if not inside:
        del known[name]
    state.serial += 1
    return message(202, "contactpoint deleted")
