"""What arrived, in order?"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from scripts.jsonvalue import Json

Kind = Literal["slack", "pagerduty", "email", "heartbeat"]


@dataclass(frozen=True, slots=True)
class Message:
    """One delivery.

    Attributes:
        kind: what took it.
        to: a channel, an address, or a routing key's end.
        title: what the receiver sees first.
        body: what was sent: the payload, or a mail's subject, text and html.
        at: Unix time of arrival.
    """

    kind: Kind
    to: str
    title: str
    body: Json
    at: float = field(default_factory=time.time)

    @property
    def resolved(self) -> bool:
        """Tell good news from bad."""
        return self.title.startswith("[RESOLVED]") or self.body.get("event_action") == "resolve"


class Inbox:
    """All deliveries; filled by the servers' threads, read by any other."""

    def __init__(self) -> None:
        """Begin empty."""
        self._messages: list[Message] = []
        self._news = threading.Condition()

    def add(self, message: Message) -> None:
        """Take a delivery."""
        with self._news:
            self._messages.append(message)
            self._news.notify_all()

    @property
    def messages(self) -> list[Message]:
        """List the deliveries so far, the first one first, heartbeats left out."""
        with self._news:
            return [message for message in self._messages if message.kind != "heartbeat"]

    @property
    def beats(self) -> list[float]:
        """List the times at which the heartbeat came."""
        with self._news:
            return [message.at for message in self._messages if message.kind == "heartbeat"]

    def wait_for(self, wanted: Callable[[Message], bool], patience: float) -> Message | None:
        """Wait until a message has come that is wanted, and return the first one; `None` if patience is over."""

        def found() -> Message | None:
            return next((message for message in self._messages if wanted(message)), None)

        with self._news:
            self._news.wait_for(lambda: found() is not None, patience)
            return found()
