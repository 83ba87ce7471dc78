"""Policy tree, timings and templates in the Kubernetes-style API."""

import json
from functools import cache
from pathlib import Path

from support.grafana.alerting import policies, receivers, templates, timings
from support.grafana.alerting.guard import (
    BASE,
    check_provenance,
    check_writer,
    item,
    listed,
    sent_version,
    single,
    stale,
    version,
)
from support.grafana.namespaces import check_namespace
from support.grafana.routing import Call, route
from support.grafana.wire import Answer

from scripts.jsonvalue import Json

DATA = Path(__file__).parents[1] / "data"
TREE = "user-defined"
_DEFAULTS = ("receiver", "group_by", "group_wait", "group_interval", "repeat_interval")
_ROUTE = (*_DEFAULTS, "mute_time_intervals", "active_time_intervals")


def _tree(call: Call) -> Json:
    plain = policies.plain(call.state)
    spec = {
        "defaults": {key: plain[key] for key in _DEFAULTS if key in plain},
        "routes": [_route(each) for each in plain.get("routes", [])],
    }
    annotations = {"provenance": policies.made_by(call.state) or "none"}
    return item(call.state, TREE, spec, annotations, version(plain), "tree")


def _route(route_: Json) -> Json:
    shown: Json = {key: route_[key] for key in _ROUTE if key in route_}
    matchers = [{"type": "=", "label": label, "value": value} for label, value in route_.get("match", {}).items()]
    matchers += [{"type": "=~", "label": label, "value": value} for label, value in route_.get("match_re", {}).items()]
    written = [policies.parts(text) for text in route_.get("matchers", [])]
    for label, operator, value in [*written, *route_.get("object_matchers", [])]:
        matchers.append({"type": operator, "label": label, "value": value})
    shown |= {"matchers": matchers} if matchers else {}
    shown["continue"] = bool(route_.get("continue"))
    return shown | ({"routes": [_route(each) for each in route_["routes"]]} if "routes" in route_ else {})


def _plain(shown: Json) -> Json:
    """A route of the Kubernetes-style API as the tree keeps it."""
    matchers = [[each["label"], each["type"], each["value"]] for each in shown.get("matchers") or []]
    own = {key: value for key, value in shown.items() if key not in {"matchers", "routes"}}
    inside = [_plain(each) for each in shown.get("routes") or []]
    return policies.tidy(own | {"object_matchers": matchers}) | ({"routes": inside} if inside else {})


@route("GET", BASE + "routingtrees", lambda mode: mode.apis)
def trees(call: Call) -> Answer:
    """There is one."""
    check_namespace(call)
    return listed("RoutingTree", [_tree(call)])


@route("GET", BASE + "routingtrees/" + TREE, lambda mode: mode.apis)
def tree(call: Call) -> Answer:
    """That one."""
    check_namespace(call)
    return single("RoutingTree", _tree(call))


@route("PUT", BASE + "routingtrees/" + TREE, lambda mode: mode.apis)
def put_tree(call: Call) -> Answer:
    """Replace it, with the version that was read."""
    check_namespace(call)
    check_writer(call)
    current = version(policies.plain(call.state))
    if sent_version(call) not in {"", current}:
        raise stale("route", TREE, sent_version(call), current)
    check_provenance(policies.made_by(call.state), "")
    spec = call.request.object.get("spec") or {}
    inside = [_plain(each) for each in spec.get("routes") or []]
    wanted = policies.tidy(spec.get("defaults") or {}) | ({"routes": inside} if inside else {})
    policies.check(call.state, wanted)
    policies.store(call.state, wanted, "")
    return single("RoutingTree", _tree(call))


@route("DELETE", BASE + "routingtrees/" + TREE, lambda mode: mode.apis)
def delete_tree(call: Call) -> Answer:
    """Go back to the default one; the answer is what was there."""
    check_namespace(call)
    check_writer(call)
    gone = single("RoutingTree", _tree(call))
    check_provenance(policies.made_by(call.state), "")
    call.state.alerting.tree = {}
    call.state.serial += 1
    return gone


def _timing(call: Call, name: str) -> Json:
    timing = call.state.alerting.timings[name]
    annotations = {"canUse": "true", "provenance": timing["provenance"] or "none"}
    spec = {"name": name, "time_intervals": timing["intervals"]}
    return item(call.state, receivers.object_name(name), spec, annotations, timings.number(name, timing), "timing")


@route("GET", BASE + "timeintervals", lambda mode: mode.apis)
def list_timings(call: Call) -> Answer:
    """All timings, by name."""
    check_namespace(call)
    return listed("TimeInterval", [_timing(call, name) for name in sorted(call.state.alerting.timings)])


@route("POST", BASE + "timeintervals", lambda mode: mode.apis)
def post_timing(call: Call) -> Answer:
    """Create a timing."""
    check_namespace(call)
    check_writer(call)
    name = timings.add(call.state, call.request.object.get("spec") or {}, "")
    return single("TimeInterval", _timing(call, name), 201)


@cache
def _built_in() -> Json:
    spec: Json = json.loads((DATA / "templates.json").read_text())
    return spec


def _template(call: Call, name: str) -> Json:
    template = call.state.alerting.templates[name]
    spec = {"title": name, "content": template["content"], "kind": "grafana"}
    annotations = {"provenance": template["provenance"] or "none"}
    key = receivers.object_name(f"grafana|{name}")
    return item(call.state, key, spec, annotations, version(template["content"]), "template")


@route("GET", BASE + "templategroups", lambda mode: mode.apis)
def list_templates(call: Call) -> Answer:
    """All templates, those of Grafana itself first."""
    check_namespace(call)
    own = item(call.state, "__default__", _built_in(), {"provenance": "system"}, "", "template")
    return listed("TemplateGroup", [own, *(_template(call, name) for name in sorted(call.state.alerting.templates))])


@route("POST", BASE + "templategroups", lambda mode: mode.apis)
def post_template(call: Call) -> Answer:
    """Create a template."""
    check_namespace(call)
    check_writer(call)
    spec = call.request.object.get("spec") or {}
    title = str(spec.get("title") or "")
    templates.store(call.state, title, templates.tidy(title, str(spec.get("content") or "")), "")
    return single("TemplateGroup", _template(call, title), 201)
