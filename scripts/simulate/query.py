"""What does a Prometheus answer to a query?"""

import http.client
import json
import threading
from typing import Any
from urllib.parse import urlencode, urlsplit

from scripts.errors import UnexpectedAnswer, Unreachable
from scripts.jsonvalue import Json

_connections = threading.local()
"""One open connection a thread and server: thousands of small queries should not open one each."""


def _connection(url: str) -> http.client.HTTPConnection:
    known: dict[str, http.client.HTTPConnection] = _connections.__dict__
    if url not in known:
        parts = urlsplit(url)
        make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        known[url] = make(parts.hostname or "localhost", parts.port, timeout=60)
    return known[url]


def ask(url: str, path: str, **form: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """POST a form to Prometheus' API and return the `data` of the answer.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: an error, or no answer of a Prometheus.
    """
    connection = _connection(url)
    prefix = urlsplit(url).path.rstrip("/")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        try:
            connection.request("POST", prefix + path, urlencode(form), headers)
            raw = connection.getresponse().read()
        except (http.client.BadStatusLine, ConnectionError):  # the server closed an idle connection
            connection.close()
            connection.request("POST", prefix + path, urlencode(form), headers)
            raw = connection.getresponse().read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        raise Unreachable(f"{url}: {str(error) or type(error).__name__}", "is Prometheus running?") from None
    try:
        answer = json.loads(raw)
        if answer["status"] == "success":
            return answer["data"]
    except (ValueError, KeyError, TypeError):
        raise UnexpectedAnswer(f"{url}{path}: not the answer of a Prometheus") from None
    asked = " ".join(form.get("query", "").split())
    raise UnexpectedAnswer(f"{url}: {answer.get('error', 'an error')}: {asked[:200]}")


def query(url: str, expr: str, time: float) -> list[Json]:
    """Ask for a vector at a moment (or a scalar, as a vector of one)."""
    data = ask(url, "/api/v1/query", query=expr, time=f"{time:.3f}")
    if data["resultType"] == "scalar":
        return [{"metric": {}, "value": data["result"]}]
    result: list[Json] = data["result"]
    return result


def query_range(url: str, expr: str, start: float, end: float, step: float) -> list[Json]:
    """Ask for a matrix over a time range; `end` is included."""
    form = {"query": expr, "start": f"{start:.3f}", "end": f"{end:.3f}", "step": f"{step:g}"}
    result: list[Json] = ask(url, "/api/v1/query_range", **form)["result"]
    return result
