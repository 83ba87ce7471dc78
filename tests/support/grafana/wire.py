"""What goes over the wire: how does the tests' Grafana see a request and phrase an answer?

Shapes of the answers are those recorded from Grafana 12.4.0 (tests/recordings).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scripts.jsonvalue import Json

LEGACY_TYPE = "application/json"
ACCESS_TYPE = "application/json; charset=UTF-8"


def dumps(value: object) -> bytes:
    """JSON as Go's encoder writes it for maps: compact, keys sorted, UTF-8."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Request:
    """One HTTP request, with the variables that its route took from the path.

    Attributes:
        path: with everything decoded; `raw` is as it came, where a slash in a name is still one of the name.
    """

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes = b""
    raw: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def first(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return self.query.get(name, [default])[0]

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """The body as JSON, or None if it is none."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None

    @property
    def object(self) -> Json:
        """The body as a JSON object; empty when it is something else."""
        value = self.json
        return value if isinstance(value, dict) else {}

    @property
    def agent(self) -> str:
        """The program's name in User-Agent: the name of its field manager."""
        return self.headers.get("user-agent", "unknown").split("/")[0]

    @property
    def dry(self) -> bool:
        """Whether nothing may be stored (dryRun=All)."""
        return "All" in self.query.get("dryRun", [])


@dataclass(frozen=True)
class Answer:
    """What a route returns: a status and a body, ready to be sent."""

    status: int
    body: bytes
    content_type: str = LEGACY_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """Raised anywhere below a route to answer at once."""

    def __init__(self, answer: Answer) -> None:
        """Keep the answer to be sent."""
        super().__init__(answer.status)
        self.answer = answer


def answer(body: object, status: int = 200, content_type: str = LEGACY_TYPE) -> Answer:
    """Any JSON value as an answer."""
    return Answer(status, dumps(body), content_type)


def message(status: int, text: str, /, **more: object) -> Answer:
    """The legacy API's way of telling something: {"message": ...}."""
    return answer({"message": text, **more}, status)


def errutil(status: int, message_id: str, text: str) -> Answer:
    """An error of Grafana's errutil as the legacy API shows it."""
    return answer({"statusCode": status, "messageId": message_id, "message": text}, status)


def failure(code: int, text: str, reason: str = "", details: Json | None = None) -> Answer:
    """A Kubernetes Status of kind Failure."""
    status: Json = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": text}
    if reason:
        status["reason"] = reason
    if details:
        status["details"] = details
    return answer({**status, "code": code}, code)


def success(name: str, group: str, kind: str, uid: str) -> Answer:
    """The Kubernetes Status that answers a DELETE."""
    details = {"name": name, "group": group, "kind": kind, "uid": uid}
    return answer({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": details})


def refuse(status: int, text: str, /, **more: object) -> RefusedError:
    """A refusal in the legacy API's words."""
    return RefusedError(message(status, text, **more))
