"""What can happen between a client and its server? A proxy on the loopback that lets it happen, at a chosen request.

    with proxied(grafana.url) as proxy:
        proxy.plan = at(3, CUT_AFTER)

Requests are counted from 0 in the order in which they arrive, from `Proxy.forget` on.
"""

import http.client
import random
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SECONDS = 30
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "proxy-connection"}
_PAGE = b"<html><head><title>Bad Gateway</title></head><body>nginx</body></html>"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        name: for messages.
        reaches: how often the server gets the request: 0, 1 or 2 times.
        reply: what becomes of the answer: `whole`, `none`, `half`, `garbage`, or `own` for the status below.
        late: the client is kept waiting until it gives up: `before` or `after` the server gets the request; or the
            server gets it only at `Proxy.settle`, when the client may long be gone.
        half_request: the server gets only half of the body, marked as if it were all.
        status: of an answer that the proxy makes up.
        headers: of that answer.
        act: done when the request arrived, before anything else.
        then: done when the server has answered, before the client hears of it.
    """

    name: str
    reaches: int = 1
    reply: str = "whole"
    late: str = ""
    half_request: bool = False
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    act: Callable[[], object] | None = field(default=None, repr=False)
    then: Callable[[], object] | None = field(default=None, repr=False)


CUT_BEFORE = Fault(name="cut before the server got it", reaches=0, reply="none")
CUT_AFTER = Fault(name="applied, then cut", reply="none")
LATE_BEFORE = Fault(name="applied after the client gave up", late="before", reply="none")
LATE_AFTER = Fault(name="applied, the answer came too late", late="after", reply="none")
VERY_LATE = Fault(name="applied when nobody waits any more", late="settle", reply="none")
TWICE = Fault(name="sent twice", reaches=2)
TRUNCATED = Fault(name="half of the answer", reply="half")
GARBLED = Fault(name="an answer that is no JSON", reply="garbage")
HALF_REQUEST = Fault(name="half of the request", half_request=True)


def answering(status: int, *, applied: bool = False, headers: Mapping[str, str] | None = None) -> Fault:
    """An error of a gateway: instead of the server, or of what the server did."""
    name = f"{status}, applied all the same" if applied else str(status)
    return Fault(name=name, reaches=int(applied), reply="own", status=status, headers=headers or {})


EVERY = (
    *(CUT_BEFORE, CUT_AFTER, LATE_BEFORE, LATE_AFTER, TWICE, TRUNCATED, GARBLED, HALF_REQUEST),
    answering(429, headers={"Retry-After": "0"}),
    *(answering(status) for status in (409, 412, 500, 502, 503)),
    *(answering(status, applied=True) for status in (500, 502, 503)),
)
"""Each kind once, but for the one that needs `Proxy.settle`."""


@dataclass(frozen=True)
class Seen:
    """A request that came by, and what befell it."""

    index: int
    method: str
    path: str
    fault: Fault | None

    @property
    def writes(self) -> bool:
        """Whether it could have changed anything."""
        return self.method not in {"GET", "HEAD"} and not self.path.startswith("/api/ds/query")


Plan = Callable[[Seen], Fault | None]


def nothing(_: Seen) -> None:
    """No fault at all."""


def at(index: int, fault: Fault) -> Plan:
    """A fault at one request."""
    return lambda seen: fault if seen.index == index else None


def doing(index: int, act: Callable[[], object]) -> Plan:
    """Something that happens elsewhere while one request is under way; the request itself is fine."""
    return at(index, Fault(name="something happens meanwhile", act=act))


def at_random(seed: int, share: float, faults: tuple[Fault, ...] = EVERY) -> Plan:
    """A fault at a share of all requests, the same ones for the same seed whatever the order of arrival."""

    def plan(seen: Seen) -> Fault | None:
        dice = random.Random(f"{seed} {seen.index}")
        return dice.choice(faults) if dice.random() < share else None

    return plan


@dataclass
class Proxy:
    """A running proxy.

    Attributes:
        url: what the client is given.
        plan: what goes wrong.
        seen: every request, in the order of arrival.
    """

    server: str
    url: str = ""
    plan: Plan = nothing
    seen: list[Seen] = field(default_factory=list)
    settled: threading.Event = field(default_factory=threading.Event)
    _counting: threading.Condition = field(default_factory=threading.Condition)
    _busy: int = 0

    def settle(self) -> None:
        """Let very late requests reach the server, and wait until none is under way."""
        self.settled.set()
        with self._counting:
            assert self._counting.wait_for(lambda: self._busy == 0, SECONDS)

    def begin(self) -> None:
        """Note that a request is under way."""
        with self._counting:
            self._busy += 1

    def end(self) -> None:
        """Note that one is no longer."""
        with self._counting:
            self._busy -= 1
            self._counting.notify_all()

    def forget(self, plan: Plan = nothing) -> None:
        """Count from 0 again, with another plan."""
        with self._counting:
            self.plan = plan
            self.seen.clear()
            self.settled.clear()

    def count(self, method: str, path: str) -> Fault | None:
        """Note a request, and decide what befalls it."""
        with self._counting:
            seen = Seen(len(self.seen), method, path, None)
            fault = self.plan(seen)
            self.seen.append(replace(seen, fault=fault))
        return fault


class _Handler(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "_Server"

    def handle_one_request(self) -> None:
        """Pass one request on, with what the plan says."""
        try:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy = self.server.proxy
            proxy.begin()
            try:
                self._pass(body, proxy.count(self.command, self.path) or Fault(name=""))
            finally:
                proxy.end()
        except (OSError, http.client.HTTPException):
            self.close_connection = True

    def _pass(self, body: bytes, fault: Fault) -> None:
        if fault.act is not None:
            fault.act()
        if fault.late in {"before", "settle"}:
            self._wait_for_the_client_to_go()
        if fault.late == "settle":
            assert self.server.proxy.settled.wait(SECONDS)
        answers = [self._forward(body[: len(body) // 2] if fault.half_request else body) for _ in range(fault.reaches)]
        if fault.then is not None:
            fault.then()
        if fault.late == "after":
            self._wait_for_the_client_to_go()
        if fault.reply == "none":
            self._cut(hard=fault.reaches == 0)
        elif fault.reply == "own":
            self._send(fault.status, {"Content-Type": "text/html", **fault.headers}, _PAGE)
        else:
            self._reply(fault, *answers[-1])

    def _forward(self, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
        """Ask the server."""
        address = urlsplit(self.server.proxy.server)
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=SECONDS)
        headers = {key: value for key, value in self.headers.items() if key.lower() not in _HOP}
        try:
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            kept = {key: value for key, value in response.getheaders() if key.lower() not in _HOP}
            return response.status, kept, response.read()
        finally:
            connection.close()

    def _reply(self, fault: Fault, status: int, headers: Mapping[str, str], body: bytes) -> None:
        if fault.reply == "garbage":
            headers = {key: value for key, value in headers.items() if key.lower() != "content-encoding"}
            body = bytes(reversed(body)) + b"}"
        if fault.reply != "half":
            self._send(status, headers, body)
            return
        self._send(status, headers, body[: len(body) // 2], claimed=len(body))
        self._cut(hard=False)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, claimed: int | None = None) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if claimed is None else claimed))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _wait_for_the_client_to_go(self) -> None:
        """Until the client closes the connection; nothing else comes on it, for it waits for an answer."""
        self.connection.settimeout(SECONDS)
        self.connection.recv(1)

    def _cut(self, *, hard: bool) -> None:
        """End the connection, without a word or with a reset."""
        self.close_connection = True
        if hard:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    """Threads that do not hold up the end of a test."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    proxy: Proxy

    def handle_error(self, *_: object) -> None:
        """A connection that ended is what this is for."""


@contextmanager
def proxied(server: str) -> Iterator[Proxy]:
    """Run a proxy in front of a server."""
    listening = _Server(("127.0.0.1", 0), _Handler)
    proxy = listening.proxy = Proxy(server)
    proxy.url = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
