"""What do contact points, policies, timings and templates have in common? Provenance, versions, readiness, roles."""

import hashlib

from support.grafana.alerting.content import API, EMPTY, OLD_DEFAULT
from support.grafana.clock import hashed_uid
from support.grafana.roles import require_any
from support.grafana.routing import Call
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, dumps, errutil, failure

from scripts.jsonvalue import Json

GROUP = "notifications.alerting.grafana.app"
VERSION = f"{GROUP}/v0alpha1"
BASE = f"/apis/{GROUP}/v0alpha1/namespaces/{{namespace}}/"
_WRITE = (
    "any of alert.provisioning:write, alert.notifications.provisioning:write, "
    "all of alert.notifications:write, alert.provisioning.provenance:write"
)
_WRITERS = ("alert.provisioning:write", "alert.notifications.provisioning:write", "alert.notifications:write")


def check_writer(call: Call) -> None:
    """Refuse those who may not change notifications.

    Raises:
        RefusedError: 403.
    """
    require_any(call, _WRITERS, _WRITE)


def given(call: Call) -> str:
    """The provenance that a request gives to what it writes."""
    return "" if call.request.headers.get("x-disable-provenance") else API


def ready(state: State) -> bool:
    """Whether the Alertmanager of a new organisation has been set up."""
    return state.clock.seconds() >= state.ready


def check_ready(call: Call, refusal: Answer) -> None:
    """Answer as Grafana does while there is no Alertmanager.

    Raises:
        RefusedError: with that answer.
    """
    if not ready(call.state):
        raise RefusedError(refusal)


def default_receiver(state: State) -> str:
    """The contact point of a tree that nobody wrote."""
    return OLD_DEFAULT if state.mode.folder_status else EMPTY


def version(content: object) -> str:
    """The version of something: a hash of what it is."""
    return hashlib.sha256(dumps(content)).hexdigest()[:16]


def conflict() -> RefusedError:
    """The 409 for a stale version."""
    return RefusedError(errutil(409, "alerting.notifications.conflict", "Conflict"))


def wrong_provenance(stored: str) -> RefusedError:
    """The 403 for what came by another way."""
    text = (
        f"Resource with provenance status '{stored}' cannot be managed via API that handles resources with "
        "provenance status 'none'. You must use appropriate API to manage this resource"
    )
    extra = {"SourceProvenance": stored, "TargetProvenance": "none"}
    body = {"statusCode": 403, "messageId": "alerting.notifications.invalidProvenance", "message": text, "extra": extra}
    return RefusedError(answer(body, 403))


def check_provenance(stored: str, wanted: str) -> None:
    """Refuse to make nobody's what the API or a file made.

    Raises:
        RefusedError: 403.
    """
    if stored and not wanted:
        raise wrong_provenance(stored)


def item(state: State, name: str, spec: Json, annotations: Json, number: str, kind: str) -> Json:
    """An object of the Kubernetes-style API as LIST has it."""
    metadata = {
        "name": name,
        "namespace": state.namespace,
        "uid": hashed_uid(f"{kind} {name}", ""),
        "resourceVersion": number,
        "annotations": {f"grafana.com/{key}": text for key, text in annotations.items()},
    }
    return {"metadata": {key: value for key, value in metadata.items() if value}, "spec": spec}


def listed(kind: str, items: list[Json]) -> Answer:
    """A LIST."""
    return answer({"kind": f"{kind}List", "apiVersion": VERSION, "metadata": {}, "items": items})


def single(kind: str, shown: Json, status: int = 200) -> Answer:
    """One object."""
    return answer({"kind": kind, "apiVersion": VERSION, **shown}, status)


def stale(what: str, name: str, sent: str, current: str) -> RefusedError:
    """The 409 of the Kubernetes-style API for a stale version."""
    text = f"Provided version '{sent}' of {what} '{name}' does not match current version '{current}'"
    quoted = {"Version": sent, "CurrentVersion": current, "Name": name}
    order = ("Version", "CurrentVersion", "Name") if what == "receiver" else ("CurrentVersion", "Name", "Version")
    causes = [{"message": f'"{quoted[field]}"', "field": field} for field in order]
    details = {"uid": f"alerting.notifications.{what}s.conflict", "causes": causes}
    return RefusedError(failure(409, text, "Conflict", details))


def sent_version(call: Call) -> str:
    """The resourceVersion in the body."""
    return str((call.request.object.get("metadata") or {}).get("resourceVersion") or "")
