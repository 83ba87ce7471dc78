"""A real Alertmanager with our configuration and an inbox behind it, spoken to as Prometheus does."""

import json
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conftest import ROOT, program

from scripts.demo import alertmanager
from scripts.demo.inbox import mail, web
from scripts.demo.inbox.model import Inbox
from scripts.demo.programs import free_port

HURRY = 100.0
"""How many times as fast as in production: 30 s become 0.3 s."""


@dataclass(frozen=True, slots=True)
class Running:
    """What runs."""

    url: str
    inbox: Inbox

    def post(
        self, alerts: Iterable[Mapping[str, str]], annotations: Mapping[str, str] | None = None, *, over: bool = False
    ) -> None:
        """Let alerts with these labels fire, or be over."""
        now = datetime.now(UTC).isoformat()
        sent = [
            {
                "labels": dict(labels),
                "annotations": dict(annotations or {}),
                "startsAt": now,
                "generatorURL": "http://prometheus.example.com/graph",
                **({"endsAt": now} if over else {}),
            }
            for labels in alerts
        ]
        request = urllib.request.Request(
            f"{self.url}/api/v2/alerts", json.dumps(sent).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10):
            pass

    def alerts(self) -> list[Any]:
        """List the alerts that it has, with their receivers and what inhibits them."""
        with urllib.request.urlopen(f"{self.url}/api/v2/alerts", timeout=10) as answer:
            found: list[Any] = json.load(answer)
            return found


@contextmanager
def running(folder: Path, divisor: float = HURRY) -> Iterator[Running]:
    """Run both for as long as the `with` lasts."""
    with ExitStack() as life:
        inbox = Inbox()
        receivers = alertmanager.Receivers(
            web=life.enter_context(web.serving(inbox, 0, web.Shown(ROOT / "docs/runbooks"))),
            mail=life.enter_context(mail.serving(inbox, free_port())),
        )
        found = alertmanager.running(program("prometheus-alertmanager"), folder, free_port(), receivers, divisor)
        url, _ = life.enter_context(found)
        yield Running(url, inbox)


def until(wanted: Any, patience: float = 15.0) -> None:  # noqa: ANN401 - a function without arguments
    """Wait until something is so."""
    deadline = time.monotonic() + patience
    while not wanted():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)
