"""LIST of dashboards: which objects, in which order, cut into which pages?"""

import base64
import gzip
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from support.grafana import rendering
from support.grafana.access import is_admin, listed
from support.grafana.routing import Call
from support.grafana.state import State
from support.grafana.stored import MESSAGE, Revision, Stored
from support.grafana.wire import Answer, RefusedError, dumps, failure

PAGE_ITEMS = 500
PAGE_BYTES = 2 * 1024 * 1024
GZIP_FROM = 128 * 1024
MANY = 500
HISTORY, TRASH = "grafana.app/get-history=true", "grafana.app/get-trash=true"

Item = tuple[Stored, Revision]


@dataclass(frozen=True)
class Page:
    """One page: its items, and the token of the next one."""

    items: Sequence[Item]
    token: str


def dashboards(call: Call, version: str) -> Answer:
    """The answer to a LIST of dashboards."""
    state, request = call.state, call.request
    if not state.mode.list_for_all and not call.who.server_admin:
        raise RefusedError(_summary_forbidden(call))
    asked = (request.headers.get("accept-encoding"), str(sorted(request.query.items())))
    known = (state.serial, call.who.reference, version, *asked)
    if known in state.pages:
        return state.pages[known]
    labels, fields = request.first("labelSelector"), request.first("fieldSelector")
    if fields and not labels and not state.mode.lists_by_field:
        raise RefusedError(failure(500, "labels not yet supported"))
    items = _chosen(call, labels, fields.removeprefix("metadata.name="))
    one = fields and items and (state.mode.unified or labels != HISTORY)
    newest = _newest(state, items[0][1] if one else None)
    page = _cut(state, items, int(request.first("limit") or 0), request.first("continue"))
    bodies = [rendering.render(state, stored, revision, version) for stored, revision in page.items]
    answered = _compressed(call, _list(version, newest, page, bodies))
    if answered.headers:
        state.pages = {key: each for key, each in state.pages.items() if key[0] == state.serial} | {known: answered}
    return answered


def _chosen(call: Call, labels: str, name: str) -> list[Item]:
    state = call.state
    if labels == HISTORY:
        if not name:
            text = "metadata.name field selector required for history requests"
            raise RefusedError(failure(400, text, "BadRequest"))
        stored = state.dashboards.get(name)
        shown = stored.revisions if stored is not None and listed(state, call.who, stored) else []
        return [(stored, _told(revision)) for revision in reversed(shown) if stored is not None]
    if labels == TRASH:
        return [item for item in reversed(state.trash) if item[0].name not in state.dashboards and is_admin(call.who)]
    if name:
        one = state.dashboards.get(name)
        return [(one, one.now)] if one is not None and listed(state, call.who, one) else []
    return _everything(call)


def _everything(call: Call) -> list[Item]:
    """All that the caller sees; of many it is remembered until something changes."""
    state, who = call.state, call.who.reference
    serial, items = state.chosen.get(who, (-1, []))
    if serial != state.serial:
        items = [(each, each.now) for each in _ordered(state) if listed(state, call.who, each)]
        if len(items) >= MANY:
            state.chosen[who] = (state.serial, items)
    return items


def _told(revision: Revision) -> Revision:
    """A version with its message as annotation, which a history shows on either storage."""
    if not revision.message:
        return revision
    return replace(revision, annotations=revision.annotations | {MESSAGE: revision.message}, rendered={}, packed={})


def _ordered(state: State) -> Iterable[Stored]:
    if state.mode.unified:
        return sorted(state.dashboards.values(), key=lambda stored: stored.name)
    return sorted(state.dashboards.values(), key=lambda stored: -stored.ident)


def _cut(state: State, items: list[Item], limit: int, token: str) -> Page:
    """A page ends at its number of items or once it reached 2 MiB, whichever comes first."""
    start = _start(state, items, token)
    count = size = 0
    for stored, revision in items[start:]:
        count += 1
        size += len(rendering.render(state, stored, revision, revision.version))
        if count >= (limit or PAGE_ITEMS) or size >= PAGE_BYTES:
            break
    end = start + count
    return Page(items[start:end], _token(state, items, end) if end < len(items) else "")


def _start(state: State, items: list[Item], token: str) -> int:
    if not token:
        return 0
    if state.mode.unified:
        return offset(token)
    match = re.search(r"start:(\d+)", token)
    last = int(match.group(1)) if match else 0
    return next((index for index, (stored, _) in enumerate(items) if stored.ident < last), len(items))


def offset(token: str) -> int:
    """How many items lie before a page of unified storage.

    Raises:
        RefusedError: 500, the token is none.
    """
    try:
        return int(json.loads(base64.b64decode(token))["o"])
    except (ValueError, KeyError):
        text = f'get continue token ("{token}"): error decoding continue token'
        raise RefusedError(failure(500, text)) from None


def _token(state: State, items: list[Item], end: int) -> str:
    if state.mode.unified:
        return place(end, _newest(state))
    return f"org:1/start:{items[end - 1][0].ident}/folder:"


def place(end: int, newest: int) -> str:
    """The token of unified storage for what comes after a number of items."""
    where = {"o": end, "v": newest, "s": False}
    return base64.b64encode(json.dumps(where, separators=(",", ":")).encode()).decode()


def _newest(state: State, only: Revision | None = None) -> int:
    """The resourceVersion of the list; on legacy storage a time in whole seconds."""
    if only is not None:
        return only.number
    if state.mode.unified:
        return max(_newest_of(org) for org in state.orgs.values())
    return int(state.clock.seconds()) * 1_000_000


def _newest_of(org: State) -> int:
    serial, number = org.newest
    if serial != org.serial:
        number = max((stored.now.number for stored in org.dashboards.values()), default=1)
        org.newest = (org.serial if len(org.dashboards) >= MANY else -1, number)
    return number


def _list(version: str, newest: int, page: Page, bodies: list[bytes]) -> bytes:
    metadata = {"resourceVersion": str(newest)} | ({"continue": page.token} if page.token else {})
    head = {"kind": "DashboardList", "apiVersion": f"dashboard.grafana.app/{version}", "metadata": metadata}
    return dumps(head)[:-1] + b',"items":[' + b",".join(bodies) + b"]}"


def _compressed(call: Call, body: bytes) -> Answer:
    if len(body) < GZIP_FROM or "gzip" not in call.request.headers.get("accept-encoding", ""):
        return Answer(200, body)
    return Answer(200, gzip.compress(body, 1), headers={"Content-Encoding": "gzip"})


def _summary_forbidden(call: Call) -> Answer:
    text = (
        f'dashboards.dashboard.grafana.app is forbidden: User "{call.who.login}" cannot list resource "dashboards" in '
        'API group "dashboard.grafana.app" in the namespace "default": list summary objects (or connect GrafanaAdmin)'
    )
    return failure(403, text, "Forbidden", {"group": "dashboard.grafana.app", "kind": "dashboards"})
