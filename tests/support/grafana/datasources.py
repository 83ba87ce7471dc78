"""Data sources: /api/datasources, and their health."""

import re

from support.grafana import plugins, upstream
from support.grafana.access import denied, is_admin
from support.grafana.identity import short_uid
from support.grafana.incoming import MAX_NAME, NAME
from support.grafana.routing import Call, route
from support.grafana.state import ORG, State
from support.grafana.wire import Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/datasources"
LOGOS = {"prometheus": "img/prometheus_logo.svg", "loki": "img/loki_icon.svg"}
LONGEST = 190
NOT_FOUND = "Data source not found"
LATER = "Datasource has already been updated by someone else. Please reload and try again"


def by_uid(state: State, uid: str) -> Json | None:
    """A data source by its uid."""
    return next((source for source in state.datasources if source["uid"] == uid), None)


def add(state: State, wish: Json, *, read_only: bool = False) -> Json:
    """Store a data source; the first one is the default."""
    default = bool(wish.get("isDefault")) or not state.datasources
    if default:
        for other in state.datasources:
            other["isDefault"] = False
    root = state.orgs[ORG]
    root.last_source += 1
    source: Json = {
        "id": root.last_source,
        "uid": str(wish.get("uid") or short_uid()),
        "orgId": state.org,
        "version": 1,
        "readOnly": read_only,
        "apiVersion": "",
        "secureJsonFields": {},
        **_fields(wish),
        "isDefault": default,
    }
    _keep_secrets(state, source, wish)
    state.datasources.append(source)
    state.serial += 1
    return source


def _fields(wish: Json) -> Json:
    kind = str(wish.get("type", ""))
    logo = f"public/plugins/{kind}/{LOGOS.get(kind, 'img/logo.svg')}"
    return {
        "name": str(wish.get("name") or kind),
        "type": kind,
        "typeLogoUrl": logo if plugins.known(kind) else "public/img/icn-datasource.svg",
        "access": wish.get("access", "proxy"),
        "url": str(wish.get("url", "")),
        "user": wish.get("user", ""),
        "database": wish.get("database", ""),
        "basicAuth": bool(wish.get("basicAuth")),
        "basicAuthUser": wish.get("basicAuthUser", ""),
        "withCredentials": bool(wish.get("withCredentials")),
        "jsonData": wish.get("jsonData") or {},
    }


def _keep_secrets(state: State, source: Json, wish: Json) -> None:
    """Store the secrets that are sent, forget those that are sent empty; never told again but by name."""
    kept = {**state.secrets.get(source["id"], {}), **(wish.get("secureJsonData") or {})}
    state.secrets[source["id"]] = {key: text for key, text in kept.items() if text}
    source["secureJsonFields"] = dict.fromkeys(state.secrets[source["id"]], True)


def find(call: Call) -> Json:
    """The data source of the path.

    Raises:
        RefusedError: 404.
    """
    source = by_uid(call.state, call["uid"])
    if source is None:
        raise RefusedError(message(404, NOT_FOUND))
    return source


def check_admin(call: Call, permission: str) -> None:
    """Refuse all but admins.

    Raises:
        RefusedError: 403.
    """
    if not is_admin(call.who):
        raise denied(permission)


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """All, without what only a single read tells."""
    hidden = {"basicAuthUser", "withCredentials", "secureJsonFields", "version", "apiVersion"}
    shown = [
        {key: value for key, value in source.items() if key not in hidden} | {"typeName": plugins.name(source["type"])}
        for source in sorted(call.state.datasources, key=lambda each: str(each["name"]).lower())
    ]
    return answer(shown)


@route("GET", PATH + "/uid/{uid}")
def get(call: Call) -> Answer:
    """One; secrets are never told, only that there are some."""
    return answer(find(call))


@route("GET", PATH + "/name/{name}")
def by_name(call: Call) -> Answer:
    """One by its name."""
    return answer(_called(call))


@route("GET", PATH + "/id/{name}")
def number(call: Call) -> Answer:
    """The number of one by its name."""
    return answer({"id": _called(call)["id"]})


def _called(call: Call) -> Json:
    found = next((source for source in call.state.datasources if source["name"] == call["name"]), None)
    if found is None:
        raise RefusedError(message(404, NOT_FOUND))
    return found


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create."""
    check_admin(call, "datasources:create")
    refusal = _refusal(call.state, call.request.object)
    return refusal or _written(add(call.state, call.request.object), "Datasource added")


def _refusal(state: State, wish: Json) -> Answer | None:
    """Why a data source cannot be made."""
    uid, name = str(wish.get("uid") or ""), str(wish.get("name") or "")
    names = {source["name"] for source in state.datasources}
    reasons = (
        (not wish.get("access"), message(400, "bad request data")),
        (_bad_url(str(wish.get("url") or "")), message(400, "Validation error, invalid URL")),
        (
            not NAME.fullmatch(uid) or len(uid) > MAX_NAME,
            errutil(400, "datasource.uidInvalid", "Invalid datasource UID."),
        ),
        (len(name) > LONGEST, errutil(400, "datasource.nameInvalid", "Invalid datasource name.")),
        (name in names, message(409, "data source with the same name already exists")),
        (by_uid(state, uid) is not None, message(409, "data source with the same uid already exists")),
    )
    return next((refusal for holds, refusal in reasons if holds), None)


def _bad_url(url: str) -> bool:
    """Whether Go refuses to parse an address: its scheme has other than letters, digits, + - and dots."""
    scheme, colon, _ = url.partition("://")
    return bool(colon) and not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", scheme)


@route("PUT", PATH + "/uid/{uid}")
def put(call: Call) -> Answer:
    """Replace; secrets that are not sent stay."""
    check_admin(call, "datasources:write")
    source, wish = find(call), call.request.object
    if source["readOnly"]:
        return message(403, "Cannot update read-only data source")
    version = wish.get("version", 0)
    if version and version < source["version"]:
        return message(409, LATER)
    if wish.get("uid") not in {None, "", source["uid"]}:
        return message(500, "Failed to update datasource")
    if any(other["name"] == wish.get("name") and other is not source for other in call.state.datasources):
        return message(409, "Failed to update datasource: data source with the same name already exists")
    change(call.state, source, wish)
    return _written(source, "Datasource updated")


def change(state: State, source: Json, wish: Json) -> None:
    """Replace what a data source is; secrets that are not named stay."""
    version = wish.get("version", 0)
    source |= _fields(wish)
    state.serial += 1
    source["version"] = version + 1 if version else 1
    source["isDefault"] = bool(wish.get("isDefault"))
    for other in state.datasources if source["isDefault"] else []:
        other["isDefault"] = other is source
    _keep_secrets(state, source, wish)


@route("DELETE", PATH + "/uid/{uid}")
def delete(call: Call) -> Answer:
    """Delete."""
    check_admin(call, "datasources:delete")
    source = find(call)
    if source["readOnly"]:
        return message(403, "Cannot delete read-only data source")
    call.state.datasources.remove(source)
    call.state.serial += 1
    return answer({"id": source["id"], "message": "Data source deleted"})


def _written(source: Json, text: str) -> Answer:
    return answer({"datasource": source, "id": source["id"], "message": text, "name": source["name"]})


@route("GET", PATH + "/uid/{uid}/health")
def health(call: Call) -> Answer:
    """Whether the server behind it answers."""
    if not plugins.known(find(call)["type"]):
        return errutil(404, "plugin.notRegistered", "Plugin not registered")
    return upstream.health(find(call))
