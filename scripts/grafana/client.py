"""How does `dash` talk to one Grafana: when is a request repeated, when does everything stop?

* A read is repeated after 429, 502, 503, 504 and a cut connection; a write only where it certainly did not happen.
* The first 401 ends everything, in all threads: five wrong passwords lock a user out of Grafana.
* No token, password or secret header appears in an error, a trace or a `repr`.
"""

import json
import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from http import HTTPStatus
from itertools import islice
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

from scripts.errors import AuthError, DashError, UnexpectedAnswer, Unreachable
from scripts.grafana import patience
from scripts.grafana.answers import Call, content, is_page, parsed
from scripts.grafana.failures import NotFound, UnknownOutcome
from scripts.grafana.readonly import QUERY_ENDPOINT
from scripts.grafana.signing import signed
from scripts.grafana.transport import Answer, Broken, NotSent, Request, Signature, Transport
from scripts.jsonvalue import Json
from scripts.settings import Environment, secrets

Item = TypeVar("Item")
Result = TypeVar("Result")
HEALTH = "/api/health"
"""Answers anybody: says nothing about the credentials."""

NO_HEADERS: Mapping[str, str] = MappingProxyType({})

Trace = Callable[[str], None]


class Client:
    """The one way to a Grafana."""

    def __init__(
        self,
        environment: Environment,
        *,
        read_only: bool = True,
        trace: Trace | None = None,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        """Read the credentials; nothing is sent.

        Args:
            environment: which Grafana, and who we are there.
            read_only: refuse every request that could change something.
            trace: gets one line a request.
            pause: waits between attempts; given by tests.

        Raises:
            ConfigurationError: a credential, certificate or header is missing.
        """
        self.environment = environment
        self.read_only = read_only
        self._trace = trace
        self._hidden, headers = signed(environment)
        self._transport = Transport(environment, Signature(headers), read_only=read_only)
        self._stop = threading.Event()
        self._refused: AuthError | None = None
        self._first = threading.Lock()
        self._known = False
        self._pause = pause or self._stop.wait
        self.date = ""
        """The server's clock: the `Date` header of its last answer."""

    def __enter__(self) -> Self:
        """Use the client in a `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all connections."""
        self._transport.close()

    def __repr__(self) -> str:
        """Name the environment, not its secrets."""
        mode = "reads" if self.read_only else "reads and writes"
        return f"Client({self.environment.name}, {self.environment.url}, {mode})"

    @property
    def refused(self) -> bool:
        """Tell whether the server has refused our credentials, so that nothing more is sent."""
        return self._refused is not None

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - JSON of any shape
        """Read.

        Raises:
            DashError: any of `answers.content`, or `Unreachable`.
        """
        return self._content(Request("GET", path, params))

    def find(self, path: str, params: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - JSON of any shape
        """Read; `None` if Grafana says that there is no such thing."""
        try:
            return self.get(path, params)
        except NotFound:
            return None

    def write(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> Any:  # noqa: ANN401 - JSON of any shape
        """Change something, once; `headers` are those that this request alone carries.

        Raises:
            UnknownOutcome: it may have happened or not; read back before repeating.
            DashError: any of `answers.content`, or `Unreachable`: it did not happen.
        """
        return self._content(Request(method, path, params, None if body is None else _encoded(body), headers))

    def query(self, body: Json) -> tuple[int, Json]:
        """Run queries of panels through Grafana: POST /api/ds/query, which stores nothing.

        Returns:
            The status and the answer; a failed query is a 4xx or 5xx with `results`, not an exception.
        """
        answer = self._patiently(Request("POST", QUERY_ENDPOINT, None, _encoded(body)))
        document = parsed(answer)
        if isinstance(document, dict) and "results" in document:
            return answer.status, document
        return answer.status, content(answer, self._call("POST", QUERY_ENDPOINT, writes=False)) or {}

    def parallel(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Generator[tuple[Item, Result], None, None]:
        """Do work on many items, `workers` at a time, and yield each as it is ready.

        The first exception ends it: what has not begun is dropped, what runs is waited for. The same on Ctrl-C.
        """
        todo = iter(items)
        with ThreadPoolExecutor(self.environment.workers, thread_name_prefix="dash") as pool:
            running: dict[Future[Result], Item] = {}
            try:
                while True:
                    for item in islice(todo, 2 * self.environment.workers - len(running)):
                        running[pool.submit(work, item)] = item
                    if not running:
                        return
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield running.pop(future), future.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def masked(self, text: str) -> str:
        """Hide our secrets in a text of the server; our own texts never hold them."""
        for secret in self._hidden:
            text = text.replace(secret, secrets.MASK)
        return text

    def _content(self, request: Request) -> Any:  # noqa: ANN401 - JSON of any shape
        """Send and judge."""
        call = self._call(request.method, request.path, writes=request.method != "GET")
        return content(self._patiently(request), call)

    def _call(self, method: str, path: str, *, writes: bool) -> Call:
        """Describe a request for messages."""
        name = self.environment.name
        return Call(f"{name}: {method} {path}", name, writes, self.environment.credentials.origin, self.masked)

    def _patiently(self, request: Request) -> Answer:
        """Send, and send again where that is safe and of use."""
        reads = request.method == "GET" or request.path == QUERY_ENDPOINT
        named = f"{self.environment.name}: {request.method} {request.path}"
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._once(request)
            except NotSent as error:
                delay = patience.pause(attempt) if self._known else None
                failure: DashError = Unreachable(f"{self.environment.name}: {error.message}", error.hint)
            except Broken as error:
                delay = patience.pause(attempt) if reads else None
                kind = UnexpectedAnswer if reads else UnknownOutcome
                failure = kind(f"{named}: {error.message}", error.hint)
            else:
                if not _worth_repeating(answer, reads=reads):
                    return answer
                delay = patience.pause(attempt, patience.asked_for(answer.headers))
                if delay is None:
                    return answer
                failure = UnexpectedAnswer(f"{named}: {answer.status}")
            if delay is None:
                raise failure from None
            self._pause(delay)

    def _once(self, request: Request) -> Answer:
        """Send once; as long as nobody knows whether the credentials are good, one request at a time."""
        if self._known:
            return self._traced(request)
        with self._first:
            return self._traced(request)

    def _traced(self, request: Request) -> Answer:
        """Send once, tell about it, and notice a 401."""
        if self._refused is not None:
            raise AuthError(self._refused.message, self._refused.hint)
        asked = f"{request.method} {request.path}"
        try:
            answer = self._transport.send(request)
        except DashError as error:
            self._tell(f"{asked} failed: {error.message}")
            raise
        self._tell(f"{asked} {answer.status} {answer.seconds * 1000:.0f} ms {len(answer.body)} B")
        self.date = answer.headers.get("Date", self.date)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self._give_up(answer, request)
        elif answer.status < HTTPStatus.INTERNAL_SERVER_ERROR and not is_page(answer) and request.path != HEALTH:
            self._known = True
        return answer

    def _give_up(self, answer: Answer, request: Request) -> None:
        """Remember the refusal, so that no other thread tries the same credentials."""
        try:
            content(answer, self._call(request.method, request.path, writes=False))
        except AuthError as error:
            self._refused = error
            self._stop.set()

    def _tell(self, line: str) -> None:
        """Trace a request."""
        if self._trace:
            self._trace(line)


def _worth_repeating(answer: Answer, *, reads: bool) -> bool:
    """Tell an answer after which the same request may fare better; a write only where it was not let in."""
    if reads:
        return answer.status in patience.TEMPORARY
    return answer.status == HTTPStatus.TOO_MANY_REQUESTS


def _encoded(body: Json) -> bytes:
    """Write JSON as Grafana reads it."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
