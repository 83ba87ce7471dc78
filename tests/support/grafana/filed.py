"""Data sources and alerting that files provisioned."""

from collections.abc import Callable

from support.grafana import datasources, folders
from support.grafana.alerting import receivers, rules, templates, timings
from support.grafana.alerting.content import FILE
from support.grafana.folders import Wish
from support.grafana.identity import Identity, short_uid
from support.grafana.state import State

from scripts.jsonvalue import Json

SERVER = Identity(ident=0, uid="", login="", kind="access-policy")


def source(state: State, wish: Json, *, editable: bool = False) -> None:
    """Bring a data source in, and again at each reload: what others changed is undone."""
    state.source_files[wish["uid"]] = lambda: source(state, wish, editable=editable)
    known = datasources.by_uid(state, wish["uid"])
    if known is None:
        datasources.add(state, wish, read_only=not editable)
    else:
        datasources.change(state, known, wish)
        known["readOnly"] = not editable


def group(state: State, sent: Json) -> None:
    """A group of rules as a file has it: `folder` is a title, `name` that of the group."""
    title = sent["folder"]
    known = next((each.name for each in state.folders.values() if each.now.title == title), "")
    if not known:
        known = short_uid()
        spec = {"title": title, "description": ""}
        folders.create(state, Wish(uid=known, title=title, annotations={}, labels={}, sent=spec), None)
    for rule in sent["rules"]:
        rules.add(state, rules.parsed(rule, known, sent["name"]), SERVER, FILE, sent.get("interval", 60))


def contact_point(state: State, sent: Json) -> None:
    """One integration of a contact point."""
    known = receivers.everyone(state).setdefault(sent["name"], {"integrations": []})
    known["integrations"].append(receivers.parsed(sent, FILE))
    state.serial += 1


def mute_timing(state: State, sent: Json) -> None:
    """A mute timing."""
    timings.add(state, sent, FILE)


def template(state: State, sent: Json) -> None:
    """A template: `name` and `template`."""
    templates.store(state, sent["name"], sent["template"], FILE)


ALERTING: dict[str, Callable[[State, Json], None]] = {
    "groups": group,
    "contactPoints": contact_point,
    "muteTimes": mute_timing,
    "templates": template,
}
"""How a file of alerting calls what it provisions."""
