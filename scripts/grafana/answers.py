"""What does an answer of Grafana, or of something in front of it, mean?"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from scripts.errors import AuthError, DashError, UnexpectedAnswer
from scripts.grafana.failures import NoEndpoint, NotFound, NotPermitted, Refused, UnknownOutcome, VersionConflict
from scripts.grafana.transport import Answer

LONG = 300
"""Characters of a server's message that are worth showing."""

ERROR = 400
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked, for messages.

    Attributes:
        name: as in `prod: GET /api/org`.
        environment: its name in dash.toml, for hints.
        writes: the request changes something.
        credentials: where they come from, for the hint of a refusal.
        masked: hides our secrets in a text of the server.
    """

    name: str
    environment: str
    writes: bool
    credentials: str
    masked: Callable[[str], str]


def content(answer: Answer, call: Call) -> Any:  # noqa: ANN401 - JSON, its shape is the endpoint's
    """Give the JSON of a good answer; `None` for an empty one.

    Raises:
        AuthError: 401, or a login page.
        NotPermitted: 403.
        NotFound: 404.
        NoEndpoint: 404, but not in Grafana's words.
        VersionConflict: 409 or 412.
        Refused: another 4xx.
        UnknownOutcome: a write got no useful answer.
        UnexpectedAnswer: a read got no useful answer.
    """
    if 200 <= answer.status < 300:  # noqa: PLR2004 - the range of success
        return _json(answer, call)
    if 300 <= answer.status < ERROR:  # noqa: PLR2004 - the range of redirections
        raise _redirected(answer, call)
    said = call.masked(message(answer))
    what = f"{call.name}: {answer.status} {said}".rstrip()
    if answer.status == HTTPStatus.UNAUTHORIZED:
        hint = "see org_id in dash.toml" if "organization" in said else f"check {call.credentials}"
        raise AuthError(what, hint)
    if answer.status == HTTPStatus.FORBIDDEN:
        raise NotPermitted(what, f"`dash doctor --env {call.environment}` tells which permissions are missing")
    if answer.status == HTTPStatus.NOT_FOUND:
        raise NoEndpoint(what, "is the url right?") if parsed(answer) is None else NotFound(what)
    if answer.status in {HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED}:
        raise VersionConflict(what)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Refused(what, "the server wants fewer requests: lower `workers` in dash.toml, or try again later")
    if answer.status < SERVER_ERROR:
        raise Refused(what)
    raise _failed(call)(what, "see the log of the server, or try again later")


def parsed(answer: Answer) -> Any:  # noqa: ANN401 - JSON of any shape
    """Read a body as JSON; `None` if it is none."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def message(answer: Answer) -> str:
    """Find what a server says about its refusal, in one line."""
    document = parsed(answer)
    if isinstance(document, dict):
        text = str(
            document.get("message") or document.get("error") or document.get("title") or document.get("reason") or ""
        )
    else:
        page = answer.body[:4096].decode("utf-8", "replace")
        title = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
        text = f"(a web page: {title[1].strip()})" if title else "" if is_page(answer) else page
    line = " ".join(text.split())
    return line if len(line) <= LONG else line[:LONG] + "..."


def is_page(answer: Answer) -> bool:
    """Tell a web page from data."""
    return "html" in answer.headers.get("Content-Type", "") or answer.body.lstrip()[:1] == b"<"


def is_login(answer: Answer) -> bool:
    """Tell a page that asks for a password."""
    page = answer.body[:65536].lower()
    return is_page(answer) and any(sign in page for sign in (b'type="password"', b"login", b"sign in", b"sso"))


def _json(answer: Answer, call: Call) -> Any:  # noqa: ANN401 - JSON of any shape
    """Parse a body that must be JSON."""
    if not answer.body and (call.writes or answer.status == HTTPStatus.NO_CONTENT):
        return None
    if not answer.body:
        raise UnexpectedAnswer(f"{call.name}: an empty answer", "is there a proxy in between?")
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        pass
    if is_login(answer) and not call.writes:
        raise AuthError(
            f"{call.name}: a login page instead of JSON",
            f"check url, and {call.credentials}; is there a proxy with a login?",
        )
    what = "a web page" if is_page(answer) else "something that is not JSON"
    raise _failed(call)(f"{call.name}: {what} instead of JSON", "does url in dash.toml lead to Grafana itself?")


def _redirected(answer: Answer, call: Call) -> DashError:
    """Say where a redirection leads; following it would carry credentials to another place."""
    target = answer.headers.get("Location", "")
    parts = urlsplit(target)
    if "login" in parts.path or "auth" in parts.path:
        return AuthError(f"{call.name}: sent to a login page", f"check {call.credentials}, and url in dash.toml")
    base = f"{parts.scheme or 'http'}://{parts.hostname}" if parts.hostname else parts.path
    return _failed(call)(
        f"{call.name}: sent to {call.masked(base)}", "set url in dash.toml to where Grafana itself answers"
    )


def _failed(call: Call) -> Callable[[str, str], DashError]:
    """Choose the error of a useless answer: after a write nobody knows what happened."""
    return UnknownOutcome if call.writes else UnexpectedAnswer
