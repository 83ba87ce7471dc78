"""What do Prometheus and Loki answer?"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.errors import DashError, UnexpectedAnswer, Unreachable
from scripts.jsonvalue import Json

if TYPE_CHECKING:
    import requests

CONNECT = 3.0
READ = 30.0


class QueryRefused(DashError):
    """The server understood the request, but refuses the query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Series of a query: labels, and samples as (seconds, value) or log lines."""

    series: Sequence[Json]

    @property
    def samples(self) -> int:
        """Count the samples that are numbers; NaN is drawn as a gap."""
        return sum(1 for one in self.series for value in _values(one) if value != "NaN")


def _values(series: Json) -> list[str]:
    pairs = series.get("values") or ([series["value"]] if "value" in series else [])
    return [str(pair[1]) for pair in pairs]


class Server:
    """One Prometheus, or with `loki` one Loki; threads have connections of their own.

    Args:
        url: its base URL.
        loki: speak Loki's API.
    """

    def __init__(self, url: str, *, loki: bool = False) -> None:
        """Connect to nothing yet."""
        self.url = url.rstrip("/")
        self.base = f"{self.url}/loki/api/v1" if loki else f"{self.url}/api/v1"
        self.name = "Loki" if loki else "Prometheus"
        self._local = threading.local()

    def instant(self, query: str, at: float | None = None) -> Answer:
        """Ask for now, or a moment in Unix seconds.

        Raises:
            QueryRefused: the query is wrong.
            Unreachable: there is no answer.
            UnexpectedAnswer: the answer is no Prometheus's.
        """
        return _answer(self.get("/query", {"query": query, "time": f"{at or time.time():.3f}"}))

    def range(self, query: str, start: float, end: float, step: float) -> Answer:
        """Ask for a range, in Unix seconds; raises what `instant` raises."""
        return _answer(self.get("/query_range", {"query": query, "start": start, "end": end, "step": step}))

    def label_values(self, selector: str, label: str, start: float, end: float) -> list[str]:
        """List a label's values on the series of a selector; raises what `instant` raises."""
        parameters: dict[str, Any] = {"start": start, "end": end}
        if selector:
            parameters["match[]"] = selector
        return [str(value) for value in self.get(f"/label/{label}/values", parameters) or []]

    def get(self, path: str, parameters: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever `data` holds
        """GET a path of the API and return its `data`; raises what `instant` raises."""
        import requests

        try:
            response = self._session().get(f"{self.base}{path}", params=dict(parameters), timeout=(CONNECT, READ))
        except requests.Timeout as error:
            raise Unreachable(f"{self.name} at {self.url} did not answer within {READ:g} s") from error
        except requests.RequestException as error:
            raise Unreachable(
                f"{self.name} at {self.url} cannot be reached", "is it running, and is the URL right?"
            ) from error
        return self._data(response)

    def _session(self) -> "requests.Session":
        import requests

        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        session: requests.Session = self._local.session
        return session

    def _data(self, response: "requests.Response") -> Any:  # noqa: ANN401
        try:
            body = response.json()
        except ValueError:
            body = None
        if isinstance(body, dict) and body.get("status") == "success":
            return body.get("data")
        if response.status_code in (400, 422) and response.text:
            said = body.get("error") if isinstance(body, dict) else response.text.splitlines()[0]
            raise QueryRefused(f"{self.name} refuses the query: {str(said)[:300]}")
        kind = response.headers.get("Content-Type", "no type").split(";")[0]
        raise UnexpectedAnswer(
            f"{self.url} answered {response.status_code} ({kind}), not as {self.name} does",
            "check the URL and what stands before it",
        )


def _answer(data: Json) -> Answer:
    result = data.get("result", [])
    return Answer([{"metric": {}, "value": result}] if data.get("resultType") in ("scalar", "string") else result)
