"""Playlists as the old API has them: /api/playlists."""

import re

from support.grafana import playlists
from support.grafana.identity import short_uid
from support.grafana.routing import Call, route
from support.grafana.stored import Stored
from support.grafana.wire import ACCESS_TYPE, Answer, RefusedError, answer

from scripts.jsonvalue import Json

OLD = "/api/playlists"


def _old(stored: Stored, *, items: bool = True) -> Json:
    spec = stored.now.spec
    body = {"uid": stored.name, "name": spec["title"], "interval": spec["interval"]}
    if items:
        return body | {"items": spec["items"]}
    return body | ({"id": stored.ident} if stored.ident else {})


def _old_missing() -> Answer:
    return answer({"message": "Playlist not found"}, 404, ACCESS_TYPE)


@route("GET", OLD)
def old_list(call: Call) -> Answer:
    """All of them; there are no pages."""
    known = call.state.playlists.values()
    shown = sorted(known, key=lambda each: each.name) if call.state.mode.unified else list(known)
    return answer([_old(each, items=False) for each in shown], content_type=ACCESS_TYPE)


@route("GET", OLD + "/{uid}")
def old_get(call: Call) -> Answer:
    """One of them."""
    stored = call.state.playlists.get(call["uid"])
    return answer(_old(stored), content_type=ACCESS_TYPE) if stored else _old_missing()


@route("GET", OLD + "/{uid}/items")
def old_items(call: Call) -> Answer:
    """What one shows."""
    stored = call.state.playlists.get(call["uid"])
    return answer(stored.now.spec["items"], content_type=ACCESS_TYPE) if stored else _old_missing()


def _old_refused(refusal: RefusedError) -> Answer:
    text = str(refusal.answer.body.decode())
    message = re.search(r'"message":"([^"]*)"', text)
    body = {"message": message.group(1) if message else "", "traceID": ""}
    return answer(body, refusal.answer.status, ACCESS_TYPE)


@route("POST", OLD)
def old_post(call: Call) -> Answer:
    """Create; a uid in the body is kept."""
    sent = call.request.object
    spec = playlists.content({**sent, "title": sent.get("name", "")})
    uid = str(sent.get("uid") or short_uid())
    try:
        return answer(_old(playlists.create(call, uid, spec, {})), content_type=ACCESS_TYPE)
    except RefusedError as refusal:
        return _old_refused(refusal)


@route("PUT", OLD + "/{uid}")
def old_put(call: Call) -> Answer:
    """Replace; its annotations go."""
    stored, sent = call.state.playlists.get(call["uid"]), call.request.object
    if stored is None:
        return _old_missing()
    spec = playlists.content({**sent, "title": sent.get("name", "")})
    try:
        playlists.update(call, stored, spec, {})
    except RefusedError as refusal:
        return _old_refused(refusal)
    return answer(_old(stored), content_type=ACCESS_TYPE)


@route("DELETE", OLD + "/{uid}")
def old_delete(call: Call) -> Answer:
    """Delete."""
    call.state.playlists.pop(call["uid"], None)
    call.state.serial += 1
    return answer({}, content_type=ACCESS_TYPE)
