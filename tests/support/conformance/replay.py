"""How is a recording replayed? Its requests in order, each answer held against the recorded one."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import requests
from support.conformance import brief, cut, digests
from support.conformance.compare import Likeness
from support.conformance.recordings import Case, Recorded, short
from support.conformance.shapes import shape

from scripts.jsonvalue import Json

DIGESTS = digests.DIGESTS | brief.DIGESTS | cut.DIGESTS
ADMIN = ("admin", "admin")
TOKEN = "<token"
_SHORTEST = 9
"""A resourceVersion that long is a time, not a small number that was sent on purpose."""


@dataclass(frozen=True)
class Verdict:
    """Where one exchange, or what a case says besides its exchanges, differs from the recording."""

    place: str
    paths: tuple[str, ...]


@dataclass
class Replay:
    """A conversation with one server; `wait` lets time pass on it."""

    url: str
    likeness: Likeness = field(default_factory=Likeness)
    tokens: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=lambda: dict((ADMIN,)))
    wait: Callable[[float], None] = time.sleep
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        """Ask nobody else for credentials or proxies."""
        self.session.trust_env = False

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        who: str | None = "admin",
        headers: dict[str, str] | None = None,
        raw: str | None = None,
    ) -> requests.Response:
        """Send one request as somebody: a person, a role's service account, `bad token` or nobody."""
        more = dict(headers or {})
        if who is not None and who not in self.people:
            more["Authorization"] = f"Bearer {self.tokens.get(str(who), 'bad')}"
        data = raw.encode() if raw is not None else None if body is None else json.dumps(body).encode()
        if data is not None:
            more.setdefault("Content-Type", "application/json")
        auth = (who, self.people[who]) if who in self.people else None
        return self.session.request(method, self.url + path, data=data, headers=more, auth=auth, timeout=30)

    def exchange(self, recorded: Recorded, request: Json) -> Verdict:
        """Send a recorded request, as corrected, and compare the answer."""
        path = self.likeness.translate(request["path"])
        self._learn_version(request, path)
        response = self.send(
            request["method"],
            path,
            self.likeness.translate(request.get("body")),
            request.get("as"),
            request.get("headers"),
            request.get("raw"),
        )
        self._learn_token(recorded, response)
        return Verdict(recorded.place, tuple(self._differences(recorded, path, response)))

    def _differences(self, recorded: Recorded, path: str, response: requests.Response) -> Iterator[str]:
        if response.status_code != recorded.status:
            yield f"status {response.status_code}"
        if not recorded.response.get("headers"):
            yield from self._inside(recorded, path, response)
            return
        if response.headers.get("Content-Type", "") != recorded.content_type:
            yield "Content-Type"
        encoding = recorded.response.get("headers", {}).get("Content-Encoding", "")
        if response.headers.get("Content-Encoding", "") != encoding:
            yield "Content-Encoding"
        yield from self._inside(recorded, path, response)

    def _inside(self, recorded: Recorded, path: str, response: requests.Response) -> Iterator[str]:
        if response.status_code == recorded.status:
            body = _body(response, self.url)
            name = short(recorded.place)
            digest = DIGESTS.get(name)
            told = digest(body) if digest else body
            old, new = shape(path.partition("?")[0], recorded.body, told)
            yield from self.likeness.differences(old, new)

    def _learn_version(self, request: Json, path: str) -> None:
        """Read what the recorder had seen in an answer that it did not write down: resourceVersion and uid."""
        body = request.get("body")
        metadata = body.get("metadata") if isinstance(body, dict) and request["method"] == "PUT" else None
        seen = {key: str((metadata or {}).get(key) or "") for key in ("resourceVersion", "uid")}
        whole = "creationTimestamp" in (metadata or {})
        wanted = (len(seen["resourceVersion"]) > _SHORTEST and "resourceVersion") or (whole and "uid")
        if wanted and seen[wanted] and seen[wanted] not in self.likeness.known:
            found = self.send("GET", path.partition("?")[0]).json().get("metadata", {})
            self.likeness.known |= {seen[key]: found[key] for key in seen if seen[key] and key in found}

    def _learn_token(self, recorded: Recorded, response: requests.Response) -> None:
        body = recorded.body
        if isinstance(body, dict) and str(body.get("key", "")).startswith(TOKEN):
            self.tokens[body["key"].removeprefix(f"{TOKEN} ").removesuffix(">")] = response.json()["key"]


def _body(response: requests.Response, url: str) -> Any:  # noqa: ANN401 - JSON of any shape
    text = response.text.replace(url, "GRAFANA")
    try:
        return json.loads(text)
    except ValueError:
        return text


def count(cases: tuple[Case, ...]) -> int:
    """How many exchanges some cases have, parallel ones and pages as one each."""
    return sum(len(case.exchanges) + bool(case.outcomes) + bool(case.pages) for case in cases)
