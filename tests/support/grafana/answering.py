"""What does the stand-in answer to a request, over HTTP or from within a test?"""

from support.grafana import discovery, public, routing
from support.grafana.identity import Identity
from support.grafana.namespaces import organisation
from support.grafana.routing import Call
from support.grafana.state import State
from support.grafana.wire import ACCESS_TYPE, Answer, RefusedError, Request, answer


def respond(state: State, request: Request) -> tuple[Answer, Identity | None]:
    """The answer to a request, and who asked."""
    if request.path.rstrip("/") == "/api/health":
        return discovery.health(state.mode), None
    if request.path.startswith(public.ANYBODY):
        with state.lock:
            return public.shown(state, request.path.removeprefix(public.ANYBODY)), None
    who = None
    try:
        with state.lock:
            who = state.accounts.authenticate(request, state.clock.seconds())
            org, who = organisation(state, request, who)
            org.memory.refresh(org, who)
            found = routing.find(org, request)
            if found is None:
                return _unknown(request), who
            handler, named = found
            return handler(Call(org, named, who)), who
    except RefusedError as refusal:
        return refusal.answer, who


def _unknown(request: Request) -> Answer:
    if request.path.startswith("/apis"):
        return discovery.not_served()
    return answer({"message": "Not found"}, 404, ACCESS_TYPE)
