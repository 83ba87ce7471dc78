"""Single sign-on: /api/v1/sso-settings, for a server admin."""

import copy
import json
from functools import cache
from pathlib import Path

from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, answer, errutil

from scripts.jsonvalue import Json

DATA = Path(__file__).parent / "data"
PATH = "/api/v1/sso-settings"
MASK = "*********"
_SECRETS = ("clientSecret", "privateKey", "certificate")


@cache
def _defaults() -> list[Json]:
    known: list[Json] = json.loads((DATA / "sso.json").read_text())
    return known


def _settings(call: Call, provider: str) -> Json | None:
    default = next((each for each in _defaults() if each["provider"] == provider), None)
    if default is None:
        return None
    saved = call.state.orgs[1].sso.get(provider)
    if saved is None:
        return default
    shown = copy.deepcopy(default["settings"]) | saved
    hidden = {key: MASK for key in _SECRETS if shown.get(key)}
    return {"id": "", "provider": provider, "settings": shown | hidden, "source": "database"}


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """Every provider."""
    require(call, "settings:read")
    return answer([_settings(call, each["provider"]) for each in _defaults()])


@route("GET", PATH + "/{provider}")
def get(call: Call) -> Answer:
    """One of them; secrets are masked."""
    require(call, "settings:read")
    found = _settings(call, call["provider"])
    return answer(found) if found else errutil(404, "sso.notFound", "The provider was not found")


@route("PUT", PATH + "/{provider}")
def put(call: Call) -> Answer:
    """Save one; what GET gives is refused."""
    require(call, "settings:write")
    sent = call.request.object.get("settings") or {}
    if sent.get("authUrl") and call["provider"] in {"github", "google"}:
        return errutil(400, "sso.invalidOauthConfig", "Auth URL must be empty.")
    call.state.orgs[1].sso[call["provider"]] = dict(sent)
    return Answer(204, b"", "")


@route("DELETE", PATH + "/{provider}")
def delete(call: Call) -> Answer:
    """Let the configuration file hold again."""
    require(call, "settings:write")
    call.state.orgs[1].sso.pop(call["provider"], None)
    return Answer(204, b"", "")
