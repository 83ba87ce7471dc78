"""The tests' Grafana: a stateful stand-in over real HTTP on the loopback.

with running("unified") as grafana:
    requests.get(grafana.url + "/api/health")
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from support.grafana import routes
from support.grafana.answering import respond
from support.grafana.modes import MODES
from support.grafana.standin import Exchange, StandIn
from support.grafana.state import State
from support.grafana.wire import Answer, Request

assert routes.MODULES


class _Handler(BaseHTTPRequestHandler):
    """One connection; HTTP/1.1 keeps it open."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "_Server"

    def handle_one_request(self) -> None:
        """Read, answer, log; a client that goes away is nobody's fault."""
        try:
            self._handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _handle(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self._body()
        if body is None:
            self.close_connection = True
            return
        split = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(split.path),
            query=parse_qs(split.query, keep_blank_values=True),
            headers={key.lower(): value for key, value in self.headers.items()},
            body=body,
            raw=split.path,
        )
        reply, who = respond(self.server.standin.state, request)
        self.server.standin.note(
            Exchange(self.command, self.path, reply.status, len(body), len(reply.body), who.login if who else "")
        )
        self._send(reply)

    def _body(self) -> bytes | None:
        """The whole body, or None if the client cut it off."""
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            return self._chunks()
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        return body if len(body) == length else None

    def _chunks(self) -> bytes | None:
        parts = []
        while size := int(self.rfile.readline(128).strip() or b"0", 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline(8)
        self.rfile.readline(8)
        return b"".join(parts)

    def _send(self, reply: Answer) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)
        self.wfile.flush()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The time on this server, which a test may have set forward."""
        return super().date_time_string(self.server.standin.state.clock.seconds() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Keep quiet: tests read the log of exchanges."""


class _Server(ThreadingHTTPServer):
    """Threads that do not hold up the end of a test."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    standin: StandIn

    def handle_error(self, *_: object) -> None:
        """Remember a bug of the stand-in, so that the test fails for it."""
        self.standin.remember_crash()


@contextmanager
def running(
    mode: str = "unified",
    *,
    service_accounts: bool = True,
    permission_cache: float = 0.0,
    alertmanager_delay: float = 0.0,
) -> Iterator[StandIn]:
    """A running stand-in.

    Args:
        mode: `unified`, `legacy`, `v12.3`, `v11` or `v10`.
        service_accounts: make one for each role, with tokens in `StandIn.tokens`.
        alertmanager_delay: seconds until a new organisation has an Alertmanager; a real Grafana takes up to 60.
        permission_cache: seconds until a new grant is seen; a real Grafana takes up to 30.

    Yields:
        Its address and everything that a test may do to it.

    Raises:
        AssertionError: at the end, if the stand-in itself crashed.
    """
    standin = StandIn(State(mode=MODES[mode], alertmanager_delay=alertmanager_delay))
    standin.prepare(service_accounts=service_accounts, permission_cache=permission_cache)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.standin = standin
    standin.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield standin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert not standin.crashes, standin.crashes
