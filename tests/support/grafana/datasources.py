"""Data sources: /api/datasources, their correlations and their health."""

from support.grafana import plugins, upstream
from support.grafana.access import denied, is_admin
from support.grafana.identity import short_uid
from support.grafana.incoming import NAME
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/datasources"
LOGOS = {"prometheus": "img/prometheus_logo.svg", "loki": "img/loki_icon.svg"}
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
    source: Json = {
        "id": state.last_source + 1,
        "uid": str(wish.get("uid") or short_uid()),
        "orgId": state.org,
        "version": 1,
        "readOnly": read_only,
        "apiVersion": "",
        "secureJsonFields": {},
        **_fields(wish),
        "isDefault": default,
    }
    state.last_source = source["id"]
    _keep_secrets(source, wish)
    state.datasources.append(source)
    state.serial += 1
    return source


def _fields(wish: Json) -> Json:
    kind = str(wish.get("type", ""))
    logo = LOGOS.get(kind, "img/logo.svg")
    return {
        "name": str(wish.get("name", "")),
        "type": kind,
        "typeLogoUrl": f"public/plugins/{kind}/{logo}",
        "access": wish.get("access", "proxy"),
        "url": str(wish.get("url", "")),
        "user": wish.get("user", ""),
        "database": wish.get("database", ""),
        "basicAuth": bool(wish.get("basicAuth")),
        "basicAuthUser": wish.get("basicAuthUser", ""),
        "withCredentials": bool(wish.get("withCredentials")),
        "jsonData": wish.get("jsonData") or {},
    }


def _keep_secrets(source: Json, wish: Json) -> None:
    source["secureJsonFields"] |= dict.fromkeys(wish.get("secureJsonData") or {}, True)


def _find(call: Call) -> Json:
    source = by_uid(call.state, call["uid"])
    if source is None:
        raise RefusedError(message(404, NOT_FOUND))
    return source


def _check_admin(call: Call, permission: str) -> None:
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
    return answer(_find(call))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create."""
    _check_admin(call, "datasources:create")
    state, wish = call.state, call.request.object
    uid = str(wish.get("uid") or "")
    if not NAME.fullmatch(uid):
        return errutil(400, "datasource.uidInvalid", "Invalid datasource UID.")
    if any(wish.get("name") == source["name"] for source in state.datasources):
        return message(409, "data source with the same name already exists")
    if by_uid(state, uid):
        return message(409, "data source with the same uid already exists")
    return _written(add(state, wish), "Datasource added")


@route("PUT", PATH + "/uid/{uid}")
def put(call: Call) -> Answer:
    """Replace; secrets that are not sent stay."""
    _check_admin(call, "datasources:write")
    source, wish = _find(call), call.request.object
    if source["readOnly"]:
        return message(403, "Cannot update read-only data source")
    version = wish.get("version", 0)
    if version and version < source["version"]:
        return message(409, LATER)
    source |= _fields(wish)
    call.state.serial += 1
    source["version"] = version + 1 if version else 1
    _keep_secrets(source, wish)
    return _written(source, "Datasource updated")


@route("DELETE", PATH + "/uid/{uid}")
def delete(call: Call) -> Answer:
    """Delete."""
    _check_admin(call, "datasources:delete")
    source = _find(call)
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
    return upstream.health(_find(call))


@route("GET", PATH + "/correlations")
def correlations(call: Call) -> Answer:
    """Links from one data source to another."""
    lines = call.state.correlations
    return answer({"correlations": lines, "totalCount": len(lines), "page": 1, "limit": 100})


@route("POST", PATH + "/uid/{uid}/correlations")
def correlate(call: Call) -> Answer:
    """Make such a link."""
    _check_admin(call, "datasources:write")
    own = {"uid": short_uid(), "sourceUID": _find(call)["uid"], "orgId": call.state.org, "provisioned": False}
    line = own | call.request.object
    call.state.correlations.append(line)
    return answer({"result": line, "message": "Correlation created"})
