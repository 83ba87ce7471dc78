"""A real HTTP server on the loopback that answers what a test says, also with broken connections."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CERTIFICATES = Path(__file__).parent / "certificates"
"""Of a CA whose key is gone; they protect nothing. `expired` is what its name says, and its own CA."""


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """Parse the body."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to answer.

    Attributes:
        body: bytes as they are, text, or an object that is sent as JSON.
        claimed: a Content-Length that differs from the truth.
        cut: close the connection instead of answering.
    """

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    claimed: int | None = None
    cut: bool = False


@dataclass(slots=True)
class Server:
    """A running server and what it has seen."""

    url: str
    requests: list[Request] = field(default_factory=list)
    connections: int = 0


Answer = Callable[[Request], Reply]


@contextmanager
def serving(answer: Answer, certificate: str = "") -> Iterator[Server]:
    """Run a server on a free port for as long as the `with` lasts; over TLS with a certificate of `CERTIFICATES`."""
    seen = Server("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet: else each answer waits 40 ms for an acknowledgement

        def setup(self) -> None:
            super().setup()
            seen.connections += 1

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the library
            """Keep silent."""

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
            seen.requests.append(request)
            self.reply(answer(request))

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any  # noqa: N815 - the names of the library

        def reply(self, reply: Reply) -> None:
            if reply.cut:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            body = reply.body
            raw = body if isinstance(body, bytes) else body if isinstance(body, str) else json.dumps(body)
            raw = raw.encode() if isinstance(raw, str) else raw
            kind = "application/json" if not isinstance(body, str) else "text/html; charset=utf-8"
            self.send_response(reply.status)
            for name, value in {"Content-Type": kind, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw) if reply.claimed is None else reply.claimed))
            self.end_headers()
            self.wfile.write(raw)
            if reply.claimed is not None:
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    seen.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / f"{certificate}.pem", CERTIFICATES / f"{certificate}.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sequence(*replies: Reply) -> Answer:
    """Answer one after the other, then the last one for ever."""
    left = list(replies)
    lock = threading.Lock()

    def answer(request: Request) -> Reply:
        del request
        with lock:
            return left.pop(0) if len(left) > 1 else left[0]

    return answer


def routes(table: Mapping[str, Reply]) -> Answer:
    """Answer by method and path, the query left out; 404 in Grafana's words for the rest."""

    def answer(request: Request) -> Reply:
        return table.get(f"{request.method} {request.path.partition('?')[0]}") or Reply(
            status=404, body={"message": "Not found"}
        )

    return answer
