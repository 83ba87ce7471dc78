"""How are Slack, PagerDuty and the dead man's switch answered, and where does one read what came?

POST /slack, /pagerduty, /heartbeat   what Alertmanager calls
GET  /                                what arrived, for people
GET  /messages                        the same as JSON
GET  /runbooks/<NAME>_RUNBOOK.md      the runbooks that messages link to
GET  /d/<uid>?viewPanel=panel-<id>    the panels that messages link to
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from scripts.demo.inbox.model import Inbox, Message
from scripts.demo.inbox.page import page, runbook_page
from scripts.demo.inbox.panel import Panels
from scripts.errors import DashError
from scripts.jsonvalue import Json

HTML, JSON, TEXT = "text/html; charset=utf-8", "application/json", "text/plain; charset=utf-8"
RUNBOOK = re.compile(r"/runbooks/([A-Z0-9_]+\.md)")
LARGEST = 5_000_000


@dataclass(slots=True)
class Shown:
    """What is shown beside the messages.

    Attributes:
        runbooks: the folder of the runbooks.
        links: at the top of the page: title -> URL.
        panels: shows the panels that messages lead to, once there is a Prometheus.
    """

    runbooks: Path
    links: dict[str, str] = field(default_factory=dict)
    panels: Panels | None = None


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for an inbox; the server carries it."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_POST(self) -> None:
        """Take a delivery, and answer as its receiver does."""
        try:
            sent = json.loads(self._body())
            status, answer, message = _taken(self.path, sent)
        except (ValueError, KeyError, TypeError, IndexError):
            return self._send(400, TEXT, "invalid_payload\n")
        if message is None:
            return self._send(404, TEXT, "no such receiver\n")
        self.server.inbox.add(message)
        return self._send(status, JSON if answer.startswith("{") else TEXT, answer)

    def do_GET(self) -> None:
        """Show what arrived, or a runbook."""
        parts = urlsplit(self.path)
        if parts.path == "/":
            return self._send(200, HTML, page(self.server.inbox, self.server.shown.links))
        if parts.path == "/messages":
            return self._send(200, JSON, json.dumps([asdict(one) for one in self.server.inbox.messages]) + "\n")
        asked = RUNBOOK.fullmatch(parts.path)
        file = self.server.shown.runbooks / asked[1] if asked else None
        if file and file.is_file():
            return self._send(200, HTML, runbook_page(file.name, file.read_text(encoding="utf-8")))
        shown = self.server.shown
        panel = shown.panels.page(parts.path, dict(parse_qsl(parts.query))) if shown.panels else ""
        return self._send(200, HTML, panel) if panel else self._send(404, TEXT, "there is nothing here\n")

    def _body(self) -> bytes:
        """Read what was sent, also in pieces of a size that is said before each."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
        pieces = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def _send(self, status: int, kind: str, body: str) -> None:
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Stay silent: what arrives is on the page."""
        del format, args


def _taken(path: str, sent: Json) -> tuple[int, str, Message | None]:
    """Make a message of a delivery: status and text of the answer, and the message; none for an unknown path."""
    if path == "/slack":
        (attachment,) = sent["attachments"]
        return 200, "ok", Message("slack", sent["channel"], attachment["title"], sent)
    if path == "/pagerduty":
        title = sent.get("payload", {}).get("summary", "")
        answer = json.dumps({"status": "success", "message": "Event processed", "dedup_key": sent["dedup_key"]})
        return 202, answer, Message("pagerduty", f"key …{sent['routing_key'][-4:]}", title, sent)
    if path == "/heartbeat":
        return 200, "ok", Message("heartbeat", "", "", sent)
    return 404, "", None


class _Server(ThreadingHTTPServer):
    """Carries the inbox to the handlers."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, inbox: Inbox, shown: Shown) -> None:
        self.inbox = inbox
        self.shown = shown
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away."""
        del request, client_address


@contextmanager
def serving(inbox: Inbox, port: int, shown: Shown) -> Iterator[str]:
    """Serve an inbox in the background for as long as the `with` lasts.

    Args:
        inbox: filled by what is POSTed.
        port: of the loopback; 0 takes a free one.
        shown: what else; read at every request.

    Yields:
        Its URL.

    Raises:
        DashError: the port is taken.
    """
    try:
        server = _Server(port, inbox, shown)
    except OSError as error:
        raise DashError(f"cannot listen on 127.0.0.1:{port}: {error.strerror}", "give another --inbox-port") from None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="inbox")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
