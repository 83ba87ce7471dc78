"""Does the inbox answer as Slack, PagerDuty and a mail server do, also to what is wrong?"""

import http.client
import json
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts.demo.inbox import mail, web
from scripts.demo.inbox.chart import chart
from scripts.demo.inbox.model import Inbox
from scripts.demo.inbox.panel import Panels
from scripts.demo.programs import free_port
from scripts.errors import DashError

ROOT = Path(__file__).parents[4]
SLACK = {"channel": "#a", "attachments": [{"title": "T", "title_link": "http://g", "text": "*x*"}]}
PAGE = {"routing_key": "k" * 32, "dedup_key": "d", "event_action": "trigger", "payload": {"summary": "S"}}


@dataclass(frozen=True)
class Served:
    """An inbox and its servers."""

    inbox: Inbox
    web: str
    mail: str

    def ask(self, method: str, path: str, body: bytes | Iterator[bytes] = b"") -> tuple[int, str]:
        """Send a request; an iterator is sent in pieces."""
        connection = http.client.HTTPConnection(urlsplit(self.web).netloc, timeout=10)
        try:
            connection.request(method, path, body, encode_chunked=not isinstance(body, bytes))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Serve one."""
    inbox = Inbox()
    shown = web.Shown(ROOT / "docs/runbooks", panels=Panels(ROOT, "http://127.0.0.1:1"))
    with web.serving(inbox, 0, shown) as url, mail.serving(inbox, free_port()) as address:
        yield Served(inbox, url, address)


def test_each_receiver_answers_in_its_own_way(served: Served) -> None:
    """PagerDuty with 202 and the key of the incident; Slack with a plain ok."""
    assert served.ask("POST", "/slack", json.dumps(SLACK).encode()) == (200, "ok")
    status, text = served.ask("POST", "/pagerduty", json.dumps(PAGE).encode())
    assert (status, json.loads(text)["dedup_key"]) == (202, "d")
    raw = json.dumps(SLACK).encode()
    assert served.ask("POST", "/slack", iter([raw[:10], raw[10:]])) == (200, "ok")


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b'"text"', b"{}", b'{"attachments": []}', b'{"attachments": 3}']
)
def test_what_is_no_message_is_refused(served: Served, body: bytes) -> None:
    """And the next one is taken."""
    before = len(served.inbox.messages)
    assert served.ask("POST", "/slack", body)[0] == 400
    assert served.ask("POST", "/nobody", b"{}")[0] == 404
    assert len(served.inbox.messages) == before


def test_a_panel_is_shown_even_without_an_answer_from_prometheus(served: Served) -> None:
    """The trouble is told; a dashboard or panel that is not there is 404."""
    board = json.loads((ROOT / "provisioning/grafana/dashboards/api-performance.json").read_text())
    panel = next(one for one in board["panels"] if one.get("targets"))
    status, text = served.ask("GET", f"/d/api-performance?viewPanel=panel-{panel['id']}&var-service=%22%3E%3Cscript%3E")
    assert status == 200
    assert panel["title"] in text
    assert "cannot be reached" in text
    assert "<script>" not in text
    for path in ("/d/api-performance?viewPanel=panel-1", "/d/api-performance", "/d/none?viewPanel=panel-1", "/x"):
        assert served.ask("GET", path)[0] == 404


def test_mail_is_taken_from_whoever_knows_the_password(served: Served) -> None:
    """As text and page; a wrong password is answered and not left hanging."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "S", mail.USER, "me@example.com"
    message.set_content("plain")
    message.add_alternative("<b>page</b>", subtype="html")
    host, _, port = served.mail.partition(":")
    with smtplib.SMTP(host, int(port), timeout=10) as client:
        client.login(mail.USER, mail.PASSWORD)
        client.send_message(message)
    found = served.inbox.messages[-1]
    assert (found.kind, found.to, found.title) == ("email", "me@example.com", "S")
    assert (found.body["text"].strip(), found.body["html"].strip()) == ("plain", "<b>page</b>")
    with smtplib.SMTP(host, int(port), timeout=10) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login(mail.USER, mail.PASSWORD + "\n")


def test_a_taken_port_is_told() -> None:
    """By both servers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DashError, match="Address already in use"), web.serving(Inbox(), port, web.Shown(ROOT)):
            pass
        with pytest.raises(DashError, match="in use"), mail.serving(Inbox(), port):
            pass


def test_a_chart_survives_what_prometheus_says() -> None:
    """No series, no numbers, one level, markup in labels."""
    assert "No data" in chart([], 0, 1)
    assert "No data" in chart([{"metric": {}, "values": [(0, "NaN"), (1, "+Inf")]}], 0, 1)
    level = chart([{"metric": {"a": "<b>"}, "values": [(0, "0"), (1, "0")]}], 0, 1)
    assert "polyline" in level
    assert "<b>}" not in level
    assert "a=&lt;b&gt;" in level
