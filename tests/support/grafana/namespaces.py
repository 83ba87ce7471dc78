"""Does the namespace of a request belong to the caller's organisation?"""

from support.grafana.identity import unauthorized
from support.grafana.routing import Call
from support.grafana.state import NAMESPACE
from support.grafana.wire import RefusedError, failure


def check_namespace(call: Call) -> None:
    """Refuse a namespace that is not that of organisation 1.

    Raises:
        RefusedError: as recorded: 500 for a server admin, 401 for a token, 403 for a namespace of another form.
    """
    name = call["namespace"]
    if name == NAMESPACE:
        return
    if not name.startswith("org-"):
        raise unauthorized("invalid namespace", "authn.invalid-namespace", 403)
    if call.who.kind == "service-account":
        raise unauthorized("API key does not belong to the requested organization", "api-key.organization-mismatch")
    text = "namespace mismatch" if call.state.mode.unified else f"namespace mismatch: got org--1 but expected {name}"
    raise RefusedError(failure(500, text))
