"""What happens when a person opens a dashboard in the browser and saves it?

The browser fills in the defaults of the panels' plugins and drops what it takes for a default, then writes through
v1beta1 without a resourceVersion; the recordings `ui-save` show one dashboard before and after.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from support.grafana import incoming as admission
from support.grafana import writing
from support.grafana.conversion import convert
from support.grafana.identity import Identity
from support.grafana.incoming import Incoming
from support.grafana.modes import V0, V1
from support.grafana.state import State
from support.grafana.stored import FOLDER, MANAGED_BY, SAVED_FROM_UI, Stored

from scripts.jsonvalue import Json

DATA = Path(__file__).parent / "data"
AGENT = "Mozilla"

_VARIABLE_DEFAULTS: dict[str, Json] = {
    "datasource": {"options": [], "refresh": 1},
    "query": {"options": [], "regexApplyTo": "value"},
    "custom": {"options": [], "valuesFormat": "csv"},
}
_BASE = ("defaults",)
_INTERVAL_ONLY = ("auto", "auto_min", "auto_count")


@cache
def _plugin_defaults() -> dict[str, Json]:
    defaults: dict[str, Json] = json.loads((DATA / "panel-defaults.json").read_text())
    return defaults


def save(state: State, uid: str, change: Callable[[Json], object] | None, who: Identity) -> None:
    """Open, change, save.

    Raises:
        PermissionError: its manager does not allow edits, so the browser does not offer to save.
    """
    stored = state.dashboards[uid]
    if MANAGED_BY in stored.now.annotations and not stored.editable:
        raise PermissionError(f"{uid} cannot be saved from the Grafana UI: it is provisioned from another source")
    opened = convert(stored.now.spec, stored.now.version, V1, state.default_datasource())
    model = as_saved(opened, state.mode.version)
    if change is not None:
        change(model)
    modern = state.mode.list_for_all
    wish = _wish(state, stored, model, V1 if modern else V0)
    writing.update(state, stored, admission.mutate(state, wish, checked=False), who)


def _wish(state: State, stored: Stored, model: Json, version: str) -> Incoming:
    sent = model | {"uid": stored.name, "version": stored.now.generation}
    marks = dict(stored.now.annotations)
    marks.pop("grafana.app/message", None)
    if version == V1:
        marks[SAVED_FROM_UI] = f"Grafana v{state.mode.version} (x)"
    wish = Incoming(name=stored.name, version=version, manager=AGENT, sent=sent, spec=model, annotations=marks)
    place = {FOLDER: stored.now.folder} if stored.now.folder else {}
    return replace(wish, annotations=marks | place, labels=dict(stored.now.labels), managed_sent=stored.now.managed)


def as_saved(spec: Json, version: str) -> Json:
    """What the browser sends for a dashboard that it opened and nobody changed.

    Args:
        spec: the model as v1beta1 serves it.
        version: Grafana's version, which becomes that of each panel's plugin.
    """
    model = copy.deepcopy(spec)
    model.setdefault("preload", False)
    for panel in model.get("panels", []):
        _save_panel(panel, version)
    for query in model["annotations"]["list"]:
        if query.get("builtIn") == 0:
            del query["builtIn"]
    for variable in model["templating"]["list"]:
        _save_variable(variable)
    return model


def _save_panel(panel: Json, version: str) -> None:
    for each in (panel, *panel.get("panels", [])):
        if "repeat" not in each:
            each.pop("repeatDirection", None)
    kind = panel.get("type")
    defaults = _plugin_defaults().get(str(kind))
    if defaults is None:
        return
    panel["pluginVersion"] = version
    if kind == "text":
        panel.pop("datasource", None)
    if kind == "table":
        panel.get("options", {}).pop("footer", None)
    fields = {"defaults": {}, "overrides": [], **defaults.get("fieldConfig", {})}
    panel["fieldConfig"] = _filled(panel.get("fieldConfig", {}), fields)
    panel["options"] = _filled(panel.get("options", {}), defaults.get("options", {}))
    for steps in _threshold_steps(panel):
        if steps and steps[0].get("value") is None:
            steps[0]["value"] = 0


def _filled(value: Json, defaults: Json) -> Json:
    """A mapping with what it lacks of the defaults; lists and single values stay as they are.

    An empty default is added only to what was empty, as the recording of a heatmap shows.
    """
    filled = {key: copy.deepcopy(each) for key, each in defaults.items() if not value or each != {} or key in _BASE}
    for key, own in value.items():
        both = isinstance(own, dict) and isinstance(filled.get(key), dict)
        filled[key] = _filled(own, filled[key]) if both else own
    return filled


def _threshold_steps(panel: Json) -> Iterator[list[Json]]:
    fields = panel["fieldConfig"]
    yield (fields.get("defaults", {}).get("thresholds") or {}).get("steps", [])
    for override in fields.get("overrides", []):
        for each in override.get("properties", []):
            if each.get("id") == "thresholds":
                yield each["value"].get("steps", [])


def _save_variable(variable: Json) -> None:
    kind = str(variable.get("type"))
    for key, value in _VARIABLE_DEFAULTS.get(kind, {}).items():
        variable.setdefault(key, value)
    if kind == "custom":
        variable.pop("options")
    for key, value in (("multi", False), ("skipUrlSync", False), ("hide", 0), ("label", "")):
        if key in variable and variable[key] == value:
            del variable[key]
    for key in _INTERVAL_ONLY if kind != "interval" else ():
        variable.pop(key, None)
