"""What can this Grafana do? Health, discovery of the Kubernetes-style API, settings of the browser."""

import json
from functools import cache
from pathlib import Path

from support.grafana import plugins
from support.grafana.modes import Mode
from support.grafana.routing import Call, route
from support.grafana.wire import ACCESS_TYPE, Answer, answer

from scripts.jsonvalue import Json

DATA = Path(__file__).parent / "data"
VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update"]
DASHBOARD, FOLDER = "dashboard.grafana.app", "folder.grafana.app"


def health(mode: Mode) -> Answer:
    """Whether the server lives; asked without credentials."""
    body = {"database": "ok", "version": mode.version, "commit": "x"}
    return Answer(200, json.dumps(body, indent=2).encode(), ACCESS_TYPE)


@cache
def _groups(mode: Mode) -> dict[str, list[str]]:
    recorded: dict[str, dict[str, list[str]]] = json.loads((DATA / "apis.json").read_text())
    groups = dict(recorded["12.4" if mode.version.startswith("12.4") else "12.3"])
    groups[DASHBOARD] = list(mode.dashboard_versions)
    if not mode.folder_api:
        del groups[FOLDER]
    return groups


def _group(name: str, versions: list[str]) -> Json:
    listed = [{"groupVersion": f"{name}/{version}", "version": version} for version in versions]
    preferred = listed[0] if listed else {"groupVersion": f"{name}/v1alpha1", "version": "v1alpha1"}
    return {"name": name, "versions": listed, "preferredVersion": preferred}


def _has_apis(mode: Mode) -> bool:
    return mode.apis


@route("GET", "/apis", _has_apis)
def groups(call: Call) -> Answer:
    """All groups."""
    known = _groups(call.state.mode)
    return answer({"kind": "APIGroupList", "groups": [_group(name, versions) for name, versions in known.items()]})


@route("GET", "/apis/{group}", _has_apis)
def group(call: Call) -> Answer:
    """One group with its versions."""
    known = _groups(call.state.mode)
    if call["group"] not in known:
        return not_served()
    return answer({"kind": "APIGroup", "apiVersion": "v1", **_group(call["group"], known[call["group"]])})


@route("GET", "/apis/{group}/{version}", _has_apis)
def resources(call: Call) -> Answer:
    """The resources of a version."""
    name, version = call["group"], call["version"]
    if version not in _groups(call.state.mode).get(name, []):
        return not_served()
    listed = list(_resources(call.state.mode, name, version))
    body = {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": f"{name}/{version}", "resources": listed}
    return answer(body)


def _resources(mode: Mode, group: str, version: str) -> list[Json]:
    if group == FOLDER:
        return [_resource("folders", "folder", "Folder", VERBS)]
    if group != DASHBOARD:
        return []
    own = [
        _resource("dashboards", "dashboard", "Dashboard", VERBS),
        _resource("dashboards/dto", "", "DashboardWithAccessInfo", ["get"]),
    ]
    if version == "v0alpha1" and mode.version.startswith("12.4"):
        own.append(_resource("snapshots", "snapshot", "Snapshot", ["delete", "get", "list"]))
        own.append(_resource("snapshots/dashboard", "", "Dashboard", ["get"]))
    return own


def _resource(name: str, singular: str, kind: str, verbs: list[str]) -> Json:
    return {"name": name, "singularName": singular, "namespaced": True, "kind": kind, "verbs": verbs}


def not_served() -> Answer:
    """How the router of the Kubernetes-style API says that there is nothing."""
    return Answer(404, b"404 page not found\n", "text/plain; charset=utf-8")


@cache
def _settings(mode: Mode) -> Json:
    recorded: dict[str, Json] = json.loads((DATA / "settings.json").read_text())
    return recorded["12.4" if mode.version.startswith("12.4") else "12.3"]


@route("GET", "/api/frontend/settings")
def settings(call: Call) -> Answer:
    """What the browser needs to know; of most of it only the key is there."""
    state, own = call.state, _settings(call.state.mode)
    default = state.default_datasource()
    panels = [plugin for plugin in plugins.installed() if plugin["type"] == "panel"]
    build = {
        "hideVersion": False,
        "version": state.mode.version,
        "versionString": f"Grafana v{state.mode.version} (x)",
        "commit": "x",
        "commitShort": "x",
        "buildstamp": int(state.clock.seconds()),
        "edition": "Open Source",
        "latestVersion": "",
        "hasUpdate": False,
        "env": "production",
    }
    known = {
        "buildInfo": build,
        "namespace": state.namespace,
        "featureToggles": own["featureToggles"],
        "panels": {panel["id"]: panel for panel in panels},
        "datasources": {source["name"]: source for source in state.datasources},
        "defaultDatasource": default["name"] if default else "-- Grafana --",
        "minRefreshInterval": "5s",
    }
    return answer({**dict.fromkeys(own["keys"]), **known}, content_type=ACCESS_TYPE)
