"""How does a mail server take messages and keep them?"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from scripts.demo import programs
from scripts.demo.inbox.model import Inbox, Message

USER, PASSWORD = "alerts@bot-core.demo", "demo password"


class _Handler:
    """Takes what is sent; aiosmtpd calls it by the names of SMTP's commands."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Keep a mail."""
        found = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        body = {"subject": str(found["subject"]), "from": str(found["from"]), "to": str(found["to"])}
        self.inbox.add(Message("email", body["to"], body["subject"], body | _parts(found)))
        return "250 kept"


def _parts(mail: EmailMessage) -> dict[str, str]:
    """Read the text and the page of a mail."""
    found = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    return {"text": str(found.get("text/plain", "")), "html": str(found.get("text/html", ""))}


def _check(*received: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's server, session, envelope, mechanism, login
    """Let in who knows the password; a login that fails is answered, not left hanging."""
    login = received[-1]
    return AuthResult(success=(login.login, login.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextmanager
def serving(inbox: Inbox, port: int) -> Iterator[str]:
    """Take mail on a port of the loopback for as long as the `with` lasts.

    Yields:
        The address, as `host:port`.

    Raises:
        ConfigurationError: the port is taken.
    """
    programs.check_free(port, "a free")  # aiosmtpd leaves its loop open where it cannot listen
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it warns of its own ways, at every login
    controller = Controller(
        _Handler(inbox),
        hostname="127.0.0.1",
        port=port,
        authenticator=_check,
        auth_require_tls=False,
        auth_exclude_mechanism=["LOGIN"],  # its questions are not those that Alertmanager answers
        ready_timeout=20,
    )
    controller.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        controller.stop()
