"""What stands behind a data source? Real servers on the loopback, asked as Grafana asks them."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit

from support.grafana.wire import Answer, answer, errutil

from scripts.jsonvalue import Json

SECONDS = 10
HEALTH_PATHS = {"prometheus": "/api/v1/query?query=1%2B1", "loki": "/loki/api/v1/query?query=vector(1)%2Bvector(1)"}


class UnreachableError(Exception):
    """The server gave no answer; the text is what Go says."""


def fetch(url: str, form: dict[str, str] | None = None) -> tuple[int, bytes, str]:
    """Status, body and type of an answer; a POST if there is a form.

    Raises:
        UnreachableError: nobody listens.
    """
    data = urlencode(form).encode() if form is not None else None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, data=data), timeout=SECONDS) as response:
            return response.status, response.read(), response.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers.get("Content-Type", "")
    except OSError as error:
        address = urlsplit(url)
        verb = "Get" if data is None else "Post"
        place = f"{address.hostname}:{address.port or 80}"
        plain = url.partition("?")[0]
        raise UnreachableError(f'{verb} "{plain}": dial tcp {place}: connect: connection refused') from error


def health(source: Json) -> Answer:
    """What the health check of a data source says."""
    kind, url = source["type"], source["url"].rstrip("/")
    if kind not in HEALTH_PATHS:
        return errutil(500, "plugin.unavailable", "Plugin unavailable")
    path, _, query = HEALTH_PATHS[kind].partition("?")
    try:
        if kind == "prometheus":
            status, _, _ = fetch(url + path, {"query": "1+1"})
        else:
            status, _, _ = fetch(f"{url}{path}?{query}")
    except UnreachableError as error:
        return _ill(kind, str(error))
    if status != 200:
        return _ill(kind, f"unexpected status {status}")
    if kind == "loki":
        return answer({"message": "Data source successfully connected.", "status": "OK"})
    details = {"application": "Prometheus", "features": {"rulerApiEnabled": False}}
    return answer({"details": details, "message": "Successfully queried the Prometheus API.", "status": "OK"})


def _ill(kind: str, text: str) -> Answer:
    loki = "Unable to connect with Loki. Please check the server logs for more details."
    full = f"{text} - There was an error returned querying the Prometheus API."
    return answer({"message": loki if kind == "loki" else full, "status": "ERROR"}, 400)


def prometheus(source: Json, path: str, form: dict[str, str]) -> Json:
    """The `data` of a Prometheus answer.

    Raises:
        UnreachableError: nobody listens.
        ValueError: the server refused the query; the text is `type: message`.
    """
    _, body, _ = fetch(source["url"].rstrip("/") + path, form)
    parsed = json.loads(body)
    if parsed.get("status") != "success":
        raise ValueError(f"{parsed.get('errorType', 'error')}: {parsed.get('error', '')}")
    data: Json = parsed["data"]
    return data
