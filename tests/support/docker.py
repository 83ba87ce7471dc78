"""A Docker daemon as far as log shippers need one: it lists containers and streams their logs, over a Unix socket.

The paths and shapes are those of the Engine API 1.44: `/_ping`, `/networks`, `/containers/json` with filters by label,
`/containers/ID/json`, and `/containers/ID/logs` as a multiplexed stream (eight bytes before each line: 1 for stdout,
three zeros, the length).
"""

import json
import socketserver
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from scripts.jsonvalue import Json

NETWORK = "bot-network"


@dataclass(frozen=True, slots=True)
class Container:
    """One container.

    Attributes:
        name: as `docker ps` shows it.
        lines: what it wrote, each with the time at which Docker took it (RFC 3339).
        service: of the compose file; empty if compose did not start it.
        oneoff: started by `docker compose run`.
        ports: that it exposes.
    """

    name: str
    lines: Sequence[tuple[str, str]]
    service: str = ""
    oneoff: bool = False
    ports: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Be known by 64 hexadecimal digits."""
        return self.name.encode().hex().ljust(64, "0")[:64]

    @property
    def labels(self) -> dict[str, str]:
        """Carry what compose writes on its containers."""
        if not self.service:
            return {}
        prefix = "com.docker.compose"
        return {
            f"{prefix}.service": self.service,
            f"{prefix}.oneoff": str(self.oneoff),
            f"{prefix}.project": "bot-core",
        }

    def summary(self) -> Json:
        """Be listed."""
        return {
            "Id": self.id,
            "Names": [f"/{self.name}"],
            "State": "running",
            "Labels": self.labels,
            "Ports": [{"PrivatePort": port, "Type": "tcp"} for port in self.ports],
            "HostConfig": {"NetworkMode": NETWORK},
            "NetworkSettings": {"Networks": {NETWORK: {"NetworkID": "n1", "IPAddress": "172.18.0.2"}}},
        }

    def stream(self) -> bytes:
        """Write all lines as frames, with timestamps."""
        frames = (f"{time} {line}\n".encode() for time, line in self.lines)
        return b"".join(struct.pack(">BxxxI", 1, len(frame)) + frame for frame in frames)


class _Handler(BaseHTTPRequestHandler):
    """Answers one shipper."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def address_string(self) -> str:
        """Have none: the socket is a file."""
        return "unix"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the library
        """Keep silent."""

    def do_HEAD(self) -> None:
        """Answer the first question of every client: which version?"""
        self._send(b"")

    def do_GET(self) -> None:
        """Answer by path, whatever version stands before it."""
        url = urlsplit(self.path)
        parts = [part for part in url.path.split("/") if part and not part.startswith("v1.")]
        match parts:
            case ["_ping"]:
                self._send(b"OK")
            case ["networks"]:
                self._send(json.dumps([{"Id": "n1", "Name": NETWORK, "Scope": "local"}]).encode())
            case ["containers", "json"]:
                self._send(json.dumps([one.summary() for one in self._listed(url.query)]).encode())
            case ["containers", known, "json"]:
                tty = {"Tty": False, "Labels": {}}
                self._send(json.dumps({"Id": known, "Config": tty, "State": {"Running": True}}).encode())
            case ["containers", known, "logs"]:
                self._logs(next(one for one in self.server.containers if known in (one.id, one.name)))
            case _:
                self._send(b'{"message": "page not found"}', 404)

    def _listed(self, query: str) -> list[Container]:
        filters = json.loads(parse_qs(query).get("filters", ["{}"])[0])
        wanted = filters.get("label", ())
        return [one for one in self.server.containers if all(label in one.labels for label in wanted)]

    def _logs(self, container: Container) -> None:
        """Stream what there is, then keep the connection, as `follow` asks."""
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.docker.multiplexed-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(container.stream())
        self.wfile.flush()
        self.server.ending.wait()
        self.close_connection = True

    def _send(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Api-Version", "1.44")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(socketserver.ThreadingUnixStreamServer):
    """Carries the containers."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, socket: str, containers: Sequence[Container]) -> None:
        self.containers = containers
        self.ending = threading.Event()
        super().__init__(socket, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a shipper that went away."""


@contextmanager
def daemon(socket: Path, *containers: Container) -> Iterator[None]:
    """Run it for as long as the `with` lasts."""
    server = _Server(str(socket), containers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
