"""What does a Prometheus answer to a query?"""

import http.client
import json
from contextlib import closing
from typing import Any
from urllib.parse import urlencode, urlsplit

from scripts.errors import UnexpectedAnswer, Unreachable
from scripts.jsonvalue import Json

TIMEOUT = 60.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _post(url: str, path: str, form: dict[str, str]) -> tuple[int, bytes]:
    """POST a form, on a connection of its own; on the loopback that costs next to nothing."""
    parts = urlsplit(url)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        with closing(make(parts.hostname or "localhost", parts.port, timeout=TIMEOUT)) as connection:
            connection.request("POST", parts.path.rstrip("/") + path, urlencode(form), FORM)
            answer = connection.getresponse()
            return answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"{url}: {str(error) or type(error).__name__}", "is Prometheus running?") from None


def ask(url: str, path: str, **form: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """POST a form to Prometheus' API and return the `data` of the answer.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: an error, or no answer of a Prometheus.
    """
    _, raw = _post(url, path, form)
    try:
        answer = json.loads(raw)
        if answer["status"] == "success":
            return answer["data"]
    except (ValueError, KeyError, TypeError):
        raise UnexpectedAnswer(f"{url}{path}: not the answer of a Prometheus") from None
    asked = " ".join(form.get("query", "").split())
    raise UnexpectedAnswer(f"{url}: {answer.get('error', 'an error')}: {asked[:200]}")


def reload(url: str) -> None:
    """Let Prometheus read its configuration again.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: the configuration, or a rule file, is wrong.
    """
    status, raw = _post(url, "/-/reload", {})
    if status != http.client.OK:
        raise UnexpectedAnswer(f"{url}: cannot reload: {' '.join(raw.decode(errors='replace').split())[:300]}")


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
