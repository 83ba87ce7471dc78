"""What the caller marked and prefers, as the Kubernetes-style API shows it; and the stars of the legacy API."""

from datetime import datetime

from support.grafana.namespaces import check_namespace
from support.grafana.people import preferences
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, answer, failure, message

from scripts.jsonvalue import Json

STAR = "/api/user/stars/dashboard/uid/{uid}"
STARS, PREFERENCES = "collections.grafana.app", "preferences.grafana.app"
_STARS = f"/apis/{STARS}/v1alpha1/namespaces/{{namespace}}/stars"
_PREFERENCES = f"/apis/{PREFERENCES}/v1alpha1/namespaces/{{namespace}}/preferences"


@route("GET", "/api/user/stars")
def stars(call: Call) -> Answer:
    """Uids of the dashboards that the caller marked, in whatever organisation."""
    return answer(_marked(call))


def _marked(call: Call) -> list[str]:
    """On legacy storage those that are gone are gone from here too."""
    marked = call.state.accounts.stars.get(call.who.ident, [])
    known = {name for org in call.state.orgs.values() for name in org.dashboards}
    return [uid for uid in marked if call.state.mode.unified or uid in known]


def _mark(call: Call, uid: str) -> None:
    marked = call.state.accounts.stars.setdefault(call.who.ident, [])
    if uid not in marked:
        marked.append(uid)


@route("POST", STAR)
def star(call: Call) -> Answer:
    """Mark one; again is no error."""
    if call["uid"] not in call.state.dashboards:
        return message(404, "Dashboard not found")
    _mark(call, call["uid"])
    return message(200, "Dashboard starred!")


@route("DELETE", STAR)
def unstar(call: Call) -> Answer:
    """Unmark one."""
    marked = call.state.accounts.stars.get(call.who.ident, [])
    if call["uid"] in marked:
        marked.remove(call["uid"])
    return message(200, "Dashboard unstarred")


def _object(call: Call, name: str, spec: Json) -> Json:
    stamp = call.state.clock.stamp()
    version = int(datetime.fromisoformat(stamp).timestamp()) * 1000
    metadata = {"name": name, "namespace": call.state.namespace, "resourceVersion": str(version)}
    return {"metadata": metadata | {"creationTimestamp": stamp}, "spec": spec}


def _list(group: str, kind: str, items: list[Json]) -> Answer:
    newest = {"resourceVersion": items[-1]["metadata"]["resourceVersion"]} if items else {}
    return answer({"kind": kind, "apiVersion": f"{group}/v1alpha1", "metadata": newest, "items": items})


def _starred(call: Call) -> Json:
    names = {"group": "dashboard.grafana.app", "kind": "Dashboard", "names": _marked(call)}
    return _object(call, f"user-{call.who.uid}", {"resource": [names]})


@route("GET", _STARS, lambda mode: mode.apis)
def list_stars(call: Call) -> Answer:
    """One object for the caller, if anything is marked."""
    check_namespace(call)
    return _list(STARS, "StarsList", [_starred(call)] if _marked(call) else [])


@route("GET", _STARS + "/{name}", lambda mode: mode.apis)
def get_stars(call: Call) -> Answer:
    """The caller's."""
    check_namespace(call)
    if call["name"] != f"user-{call.who.uid}":
        return _not_the_owner(call, "get")
    return answer({"kind": "Stars", "apiVersion": f"{STARS}/v1alpha1", **_starred(call)})


@route("PUT", _STARS + "/{name}/update/dashboard.grafana.app/Dashboard/{uid}", lambda mode: mode.apis)
def put_star(call: Call) -> Answer:
    """Mark one."""
    check_namespace(call)
    _mark(call, call["uid"])
    return answer({"kind": "Status", "apiVersion": "v1", "metadata": {}, "code": 200})


@route("PUT", _STARS + "/{name}", lambda mode: mode.apis)
def put_stars(call: Call) -> Answer:
    """Only the caller may change them, a server admin too."""
    check_namespace(call)
    if call["name"] != f"user-{call.who.uid}":
        return _not_the_owner(call, "update")
    lines = call.request.object.get("spec", {}).get("resource", [])
    call.state.accounts.stars[call.who.ident] = [uid for line in lines for uid in line.get("names", [])]
    return get_stars(call)


@route("POST", _STARS, lambda mode: mode.apis)
def post_stars(call: Call) -> Answer:
    """Never possible."""
    check_namespace(call)
    return _forbidden(call, STARS, "stars", "", "create", "mutating request without a name")


def _not_the_owner(call: Call, verb: str) -> Answer:
    return _forbidden(call, STARS, "stars", call["name"], verb, "your are not the owner of the resource")


def _forbidden(call: Call, group: str, resource: str, name: str, verb: str, why: str) -> Answer:
    text = (
        f"{resource}.{group}{f' {chr(34)}{name}{chr(34)}' if name else ''} is forbidden: "
        f'User "{call.who.name or call.who.login}" cannot {verb} resource "{resource}" in API group "{group}" '
        f'in the namespace "{call.state.namespace}": {why}'
    )
    details = ({"name": name} if name else {}) | {"group": group, "kind": resource}
    return failure(403, text, "Forbidden", details)


@route("GET", _PREFERENCES, lambda mode: mode.apis)
def list_preferences(call: Call) -> Answer:
    """The organisation's, those of the caller's teams, the caller's own; nobody else's."""
    check_namespace(call)
    owners = {"org": "namespace"}
    owners |= {
        f"team:{team['id']}": f"team-{team['uid']}" for team in call.state.teams if call.who.ident in team["members"]
    }
    owners |= {f"user:{call.who.ident}": f"user-{call.who.uid}"}
    known = {owner: name for owner, name in owners.items() if owner in call.state.preferences}
    items = [_object(call, name, preferences.shown(call, owner)) for owner, name in known.items()]
    return _list(PREFERENCES, "PreferencesList", items)


@route("GET", _PREFERENCES + "/{name}", lambda mode: mode.apis)
def get_preferences(call: Call) -> Answer:
    """What holds for the caller (`merged`); single ones are refused in several ways."""
    check_namespace(call)
    name, state = call["name"], call.state
    if name.startswith("team-"):
        why = "you are not a member of the referenced team"
        return _forbidden(call, PREFERENCES, "preferences", name, "get", why)
    if name != "merged":
        text = f'preferences.{PREFERENCES} "{name}" not found'
        return failure(404, text, "NotFound", {"name": name, "group": PREFERENCES, "kind": "preferences"})
    spec = preferences.shown(call, "org") | preferences.shown(call, f"user:{call.who.ident}")
    metadata = {"namespace": state.namespace, "creationTimestamp": state.clock.stamp()}
    head = {"kind": "Preferences", "apiVersion": f"{PREFERENCES}/v1alpha1", "metadata": metadata}
    return answer({**head, "spec": spec})
