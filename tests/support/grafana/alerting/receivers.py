"""How are contact points kept, and which of their settings are secret?"""

import base64
import re

from support.grafana.alerting.guard import default_receiver
from support.grafana.identity import short_uid
from support.grafana.state import State
from support.grafana.wire import RefusedError, answer, message

from scripts.jsonvalue import Json

REDACTED = "[REDACTED]"
SECRETS: dict[str, tuple[str, ...]] = {
    "discord": ("url",),
    "dingding": ("url",),
    "email": (),
    "googlechat": ("url",),
    "jira": ("api_token", "password", "user"),
    "kafka": ("password",),
    "line": ("token",),
    "mqtt": ("password",),
    "oncall": ("password", "authorization_credentials"),
    "opsgenie": ("apiKey",),
    "pagerduty": ("integrationKey",),
    "prometheus-alertmanager": ("basicAuthPassword",),
    "pushover": ("apiToken", "userKey"),
    "sensugo": ("apikey",),
    "slack": ("url", "token"),
    "sns": ("sigv4.access_key", "sigv4.secret_key"),
    "teams": ("url",),
    "telegram": ("bottoken",),
    "threema": ("api_secret",),
    "victorops": ("url",),
    "webex": ("bot_token",),
    "webhook": ("password", "authorization_credentials"),
    "wecom": ("url", "secret"),
}
"""Settings that are never told, by type of integration."""
_REQUIRED = {
    "email": (("addresses",), "could not find addresses in settings"),
    "pagerduty": (("integrationKey",), "could not find integration key property in settings"),
    "slack": (("url", "recipient"), "recipient must be specified when using the Slack chat API"),
    "webhook": (("url",), "required field 'url' is not specified"),
}
_UID = re.compile(r"[a-zA-Z0-9\-_]*")
_START = "invalid object specification"


def everyone(state: State) -> dict[str, Json]:
    """Contact points by name; the default one is there even if nobody made it."""
    known = state.alerting.receivers
    default = default_receiver(state)
    if default not in known:
        old = {
            "uid": "",
            "type": "email",
            "settings": {"addresses": "<example@email.com>"},
            "quiet": False,
            "provenance": "",
        }
        known[default] = {"integrations": [old] if state.mode.folder_status else []}
    return known


def provenance(receiver: Json) -> str:
    """A contact point is the API's as soon as one of its integrations is."""
    return next((each["provenance"] for each in receiver["integrations"] if each["provenance"]), "")


def owner(state: State, uid: str) -> str:
    """The name of the contact point to which an integration belongs; empty when there is none."""
    return next((name for name, each in everyone(state).items() if uid in uids(each)), "")


def uids(receiver: Json) -> list[str]:
    """Uids of a contact point's integrations."""
    return [each["uid"] for each in receiver["integrations"]]


def secret(kind: str) -> tuple[str, ...]:
    """Names of the secret settings of a type."""
    return SECRETS.get(kind, ())


def shown_settings(integration: Json, *, decrypted: bool = False) -> Json:
    """Settings with the secrets made unreadable, unless they are asked for."""
    hidden = () if decrypted else secret(integration["type"])
    return {key: REDACTED if key in hidden and value else value for key, value in integration["settings"].items()}


def parsed(sent: Json, given: str, old: Json | None = None) -> Json:
    """An integration as it will be kept; a redacted secret stays what it was, if it was there before."""
    kind = str(sent.get("type") or "")
    settings = dict(sent.get("settings") or {})
    known = old["settings"] if old and old["type"] == kind else {}
    for key in secret(kind):
        if settings.get(key) == REDACTED and key in known:
            settings[key] = known[key]
    quiet = bool(sent.get("disableResolveMessage"))
    uid = str(sent.get("uid") or "") or short_uid()
    return {"uid": uid, "type": kind, "settings": settings, "quiet": quiet, "provenance": given}


def check(name: str, integration: Json) -> None:
    """Refuse what Grafana refuses of an integration.

    Raises:
        RefusedError: 400.
    """
    uid, kind = integration["uid"], integration["type"]
    long = "UID is longer than 40 symbols" if len(uid) > 40 else ""
    odd = "" if _UID.fullmatch(uid) else "invalid format of UID. Only letters, numbers, '-' and '_' are allowed"
    if long or odd:
        text = f"cannot create contact point with UID '{uid}': {long or odd}"
        raise RefusedError(message(400, f"{_START}\n{text}"))
    if not name:
        raise RefusedError(message(400, f"{_START}: name is required"))
    if kind not in SECRETS:
        raise RefusedError(message(400, f"{_START}: unknown integration type: {kind}"))
    keys, text = _REQUIRED.get(kind, ((), ""))
    if keys and not any(integration["settings"].get(key) for key in keys):
        why = f'failed to validate integration "{name}" (UID {uid}) of type "{kind}": {text}'
        raise RefusedError(message(400, f"{_START}: {why}"))


def taken(state: State, uid: str) -> RefusedError | None:
    """The 409 for a uid that an integration has."""
    name = owner(state, uid)
    if not name:
        return None
    text = (
        f"Receiver configuration with UID '{uid}' already exists in contact point '{name}'. "
        "Please use unique identifiers for receivers across all contact points."
    )
    where = "alerting.notifications.contact-points.uidInUse"
    extra = {"Name": name, "UID": uid}
    return RefusedError(answer({"statusCode": 409, "messageId": where, "message": text, "extra": extra}, 409))


def object_name(title: str) -> str:
    """How the Kubernetes-style API names what has only a title."""
    return base64.urlsafe_b64encode(title.encode()).decode().rstrip("=")


def used_by_rules(state: State, title: str) -> int:
    """How many rules send to a contact point themselves."""
    settings = (rule["notification_settings"] or {} for rule in state.alerting.rules.values())
    return sum(each.get("receiver") == title for each in settings)


def used_by_routes(state: State, title: str) -> int:
    """How many policies send to a contact point."""
    return _count(tree(state), title)


def tree(state: State) -> Json:
    """The policy tree; the default one until somebody wrote another."""
    default = {"receiver": default_receiver(state), "group_by": ["grafana_folder", "alertname"]}
    return state.alerting.tree or default


def _count(route: Json, title: str) -> int:
    return (route.get("receiver") == title) + sum(_count(each, title) for each in route.get("routes") or [])


def rename(state: State, old: str, new: str) -> None:
    """Give a contact point another name, in policies and rules too."""
    state.alerting.receivers[new] = state.alerting.receivers.pop(old)
    _rename_in(state.alerting.tree, old, new)
    for rule in state.alerting.rules.values():
        if (rule["notification_settings"] or {}).get("receiver") == old:
            rule["notification_settings"]["receiver"] = new


def _rename_in(route: Json, old: str, new: str) -> None:
    if route.get("receiver") == old:
        route["receiver"] = new
    for each in route.get("routes") or []:
        _rename_in(each, old, new)
