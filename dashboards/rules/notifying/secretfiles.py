"""Which secrets does Alertmanager read, and from which files?

It expands no variables, so a secret is a file that is mounted beside its configuration.
"""

from dataclasses import dataclass

MOUNTED = "/run/secrets"
"""Where the files are in Alertmanager's container."""


@dataclass(frozen=True, slots=True)
class SecretFile:
    """One file with one secret.

    Attributes:
        name: of the file.
        purpose: what fails without it.
        exact: sent as it is, a newline at its end included; the others are trimmed.
    """

    name: str
    purpose: str
    exact: bool = False


SLACK = SecretFile("slack_url", "every Slack message")
PAGERDUTY = SecretFile("pagerduty_routing_key", "calling whoever is on duty")
SMTP = SecretFile("smtp_password", "e-mails", exact=True)
HEARTBEAT = SecretFile("heartbeat_url", "the alarm when alerting itself is dead")

ALL = (SLACK, PAGERDUTY, SMTP, HEARTBEAT)
