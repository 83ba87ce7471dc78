"""What is different about alert messages from one installation to the next, and is no secret?"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifications:
    """Where messages go, and where the links in them lead.

    Attributes:
        paging: the environments whose critical alerts call somebody; of others they wait for office hours.
        grafana: base URL of the Grafana that people open from a message.
        slack: how messages reach Slack: a `webhook` that may post to every channel (the older kind), or a `bot`; the
            webhooks of Slack's newer apps post to one channel only, whatever they are asked.
        smtp: `host:port` of the mail server.
        smtp_user: who logs in there; empty for a server that asks for nothing.
        smtp_tls: refuse to send over a connection that cannot be encrypted.
        email_from: the sender.
        email_to: who gets critical alerts by e-mail; nobody, if it is empty.
        pagerduty: PagerDuty's Events API v2; accounts in the European region have another one.
        timezone: in which office hours are counted, as `Europe/Berlin`.
    """

    paging: tuple[str, ...] = ("production",)
    grafana: str = "http://localhost:3001"
    slack: Literal["webhook", "bot"] = "webhook"
    smtp: str = "smtp.example.com:587"
    smtp_user: str = "alerts@example.com"
    smtp_tls: bool = True
    email_from: str = "alerts@example.com"
    email_to: tuple[str, ...] = ("oncall@example.com",)
    pagerduty: str = "https://events.pagerduty.com/v2/enqueue"
    timezone: str = "UTC"
