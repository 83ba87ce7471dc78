"""Service accounts and their tokens: /api/serviceaccounts."""

from dataclasses import replace
from datetime import UTC, datetime

from support.grafana.avatars import avatar
from support.grafana.identity import Identity, account_login
from support.grafana.people.members import ROLES
from support.grafana.people.users import paging
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/serviceaccounts"
TAKEN = "service account token with given name already exists in the organization"


def find(call: Call) -> Identity:
    """The service account whose number is in the path.

    Raises:
        RefusedError: 404.
    """
    accounts = call.state.accounts.service_accounts
    found = accounts.get(int(call["ident"])) if call["ident"].isdecimal() else None
    if found is None or found.org != call.state.org:
        text = f"service account with id {call['ident']} not found"
        raise RefusedError(errutil(404, "serviceaccounts.ErrNotFound", text))
    return found


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create; its login carries the organisation's number."""
    require(call, "serviceaccounts:create")
    sent, state = call.request.object, call.state
    role, name = sent.get("role") or "Viewer", str(sent.get("name") or "")
    if role not in ROLES:
        return message(400, "invalid role specified")
    login = account_login(name, state.org)
    if any(each.login == login for each in state.accounts.service_accounts.values()):
        return errutil(400, "serviceaccounts.ErrAlreadyExists", "service account already exists")
    stamp = state.clock.stamp()
    more = {"disabled": bool(sent.get("isDisabled")), "created": stamp, "updated": stamp}
    made = state.accounts.add_service_account(name, role, state.org, **more)
    return answer(_line(call, made) | {"avatarUrl": ""}, 201)


def _line(call: Call, account: Identity) -> Json:
    return {
        "id": account.ident,
        "uid": account.uid,
        "name": account.name,
        "login": account.login,
        "orgId": account.org,
        "isDisabled": account.disabled,
        "role": account.role,
        "tokens": sum(token.owner == account.ident for token in call.state.accounts.tokens.values()),
        "avatarUrl": avatar("", account.name),
    }


def _details(call: Call, account: Identity) -> Json:
    line = _line(call, account) | {"createdAt": account.created, "updatedAt": account.updated, "teams": None}
    del line["tokens"]
    return line


@route("GET", PATH + "/search")
def search(call: Call) -> Answer:
    """A page of them, by name; counted from 1."""
    require(call, "serviceaccounts:read")
    number, size = paging(call)
    words = call.request.first("query").lower()
    everybody = [each for each in call.state.accounts.service_accounts.values() if each.org == call.state.org]
    found = sorted((each for each in everybody if words in each.name.lower()), key=lambda each: each.login)
    shown = [_line(call, each) for each in found[(number - 1) * size : number * size]]
    return answer({"totalCount": len(found), "serviceAccounts": shown, "page": number, "perPage": size})


@route("GET", PATH + "/{ident}")
def get(call: Call) -> Answer:
    """One of them."""
    require(call, "serviceaccounts:read")
    return answer(_details(call, find(call)))


@route("PATCH", PATH + "/{ident}")
def patch(call: Call) -> Answer:
    """Give another name or role, or switch off."""
    require(call, "serviceaccounts:write")
    account, sent = find(call), call.request.object
    changed = replace(
        account,
        name=str(sent.get("name") or account.name),
        role=str(sent.get("role") or account.role),
        disabled=bool(sent.get("isDisabled", account.disabled)),
        updated=call.state.clock.stamp(),
    )
    call.state.accounts.service_accounts[account.ident] = changed
    shown = _details(call, changed)
    about = {"id": changed.ident, "name": changed.name, "serviceaccount": shown}
    return message(200, "Service account updated", **about)


@route("DELETE", PATH + "/{ident}")
def delete(call: Call) -> Answer:
    """Take one away, and its keys."""
    require(call, "serviceaccounts:delete")
    accounts = call.state.accounts
    gone = find(call).ident
    del accounts.service_accounts[gone]
    accounts.tokens = {key: token for key, token in accounts.tokens.items() if token.owner != gone}
    return message(200, "Service account deleted")


@route("GET", PATH + "/{ident}/tokens")
def tokens(call: Call) -> Answer:
    """Its keys, without the keys themselves."""
    require(call, "serviceaccounts:read")
    account, now = find(call), call.state.clock.seconds()
    return answer(
        [
            {
                "id": token.ident,
                "name": token.name,
                "created": token.created,
                "lastUsedAt": None,
                "expiration": _stamp(token.expires) if token.expires else None,
                "secondsUntilExpiration": max(token.expires - now, 0),
                "hasExpired": 0 < token.expires <= now,
                "isRevoked": False,
            }
            for token in call.state.accounts.tokens.values()
            if token.owner == account.ident
        ]
    )


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@route("POST", PATH + "/{ident}/tokens")
def add_token(call: Call) -> Answer:
    """A new key; its name is free only once in the organisation."""
    require(call, "serviceaccounts:write")
    account, accounts, sent = find(call), call.state.accounts, call.request.object
    name = str(sent.get("name") or "")
    owners = {each.ident for each in accounts.service_accounts.values() if each.org == call.state.org}
    if any(token.name == name and token.owner in owners for token in accounts.tokens.values()):
        return errutil(400, "serviceaccounts.ErrTokenAlreadyExists", TAKEN)
    seconds = int(sent.get("secondsToLive") or 0)
    expires = call.state.clock.seconds() + seconds if seconds else 0.0
    key = accounts.add_token(account, name, call.state.clock.stamp(), expires)
    return answer({"id": accounts.tokens[key].ident, "name": name, "key": key})


@route("DELETE", PATH + "/{ident}/tokens/{token}")
def delete_token(call: Call) -> Answer:
    """Take a key away."""
    require(call, "serviceaccounts:write")
    accounts = call.state.accounts
    accounts.tokens = {key: each for key, each in accounts.tokens.items() if str(each.ident) != call["token"]}
    return message(200, "API key deleted")
