"""Which plugins are installed? /api/plugins; as on a fresh Grafana 12.4."""

import json
from functools import cache
from pathlib import Path

from support.grafana.routing import Call, route
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

DATA = Path(__file__).parent / "data"


@cache
def installed() -> list[Json]:
    """id, name and type of every plugin."""
    plugins: list[Json] = json.loads((DATA / "plugins.json").read_text())
    return plugins


def name(ident: str) -> str:
    """What a plugin is called."""
    return next((str(plugin["name"]) for plugin in installed() if plugin["id"] == ident), ident)


def known(ident: str) -> bool:
    """Whether a plugin is installed."""
    return any(plugin["id"] == ident for plugin in installed())


def _line(plugin: Json) -> Json:
    return plugin | {
        "enabled": True,
        "pinned": False,
        "info": {"version": ""},
        "latestVersion": "",
        "hasUpdate": False,
        "category": "",
        "state": "",
        "signature": "internal",
        "signatureType": "",
        "signatureOrg": "",
        "angularDetected": False,
    }


@route("GET", "/api/plugins")
def plugins(call: Call) -> Answer:
    """All of them."""
    kind = call.request.first("type")
    return answer([_line(plugin) for plugin in installed() if kind in {"", plugin["type"]}])


@route("GET", "/api/plugins/{ident}/settings")
def settings(call: Call) -> Answer:
    """One of them."""
    found = next((plugin for plugin in installed() if plugin["id"] == call["ident"]), None)
    return answer(_line(found)) if found else message(404, "Plugin not found, no installed plugin with that id")
