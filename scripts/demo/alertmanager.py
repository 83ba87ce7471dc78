"""How does an Alertmanager run with our configuration, but with secrets and receivers that are only here?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboards.rules import notifying
from dashboards.rules.notifying import secretfiles
from dashboards.rules.notifying.site import Notifications
from scripts import rulefiles
from scripts.demo import programs
from scripts.demo.inbox import mail

ROUTING_KEY = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivers:
    """What stands in for the outside world.

    Attributes:
        web: URL of the inbox that answers as Slack, PagerDuty and a dead man's switch.
        mail: `host:port` of the one that answers as a mail server.
    """

    web: str
    mail: str

    def site(self) -> Notifications:
        """Write down where messages go."""
        return Notifications(
            smtp=self.mail,
            smtp_tls=False,
            smtp_user=mail.USER,
            email_to=("oncall@bot-core.demo",),
            pagerduty=f"{self.web}/pagerduty",
        )

    def secrets(self) -> dict[str, str]:
        """Write the secret files' contents by name."""
        return {
            secretfiles.SLACK.name: f"{self.web}/slack",
            secretfiles.PAGERDUTY.name: ROUTING_KEY,
            secretfiles.SMTP.name: mail.PASSWORD,
            secretfiles.HEARTBEAT.name: f"{self.web}/heartbeat",
        }


def write(folder: Path, receivers: Receivers, divisor: float) -> Path:
    """Write configuration, templates and secrets into a folder, and return the configuration's file.

    Args:
        folder: which is there.
        receivers: where messages go.
        divisor: how many times as fast as in production alerts are grouped and repeated.
    """
    secrets = receivers.secrets()
    for name, text in secrets.items():
        (folder / name).write_text(text)
    (folder / notifying.TEMPLATE_FILE).write_text(notifying.templates())
    variant = notifying.Variant(
        secrets=str(folder),
        templates=str(folder),
        divisor=divisor,
        heartbeat=secrets[secretfiles.HEARTBEAT.name],  # Debian 12's Alertmanager knows no `url_file`
    )
    config = folder / "alertmanager.yml"
    config.write_text(rulefiles.text(notifying.config(receivers.site(), variant)))
    return config


@contextmanager
def running(
    program: str,
    folder: Path,
    port: int,
    receivers: Receivers,
    divisor: float = 1,
    started: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[str, int]]:
    """Run an Alertmanager on the loopback for as long as the `with` lasts.

    Args:
        program: its path.
        folder: for its files.
        port: to listen on.
        receivers: where messages go.
        divisor: how many times as fast as in production.
        started: told its process group.

    Yields:
        Its URL and its process id.

    Raises:
        DashError: it does not start.
    """
    folder.mkdir(exist_ok=True)
    url = f"http://127.0.0.1:{port}"
    argv = [
        program,
        f"--config.file={write(folder, receivers, divisor)}",
        f"--storage.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        f"--web.external-url={url}",
        "--cluster.listen-address=",
    ]
    with programs.running(argv, f"{url}/-/ready", folder / "alertmanager.log", started=started) as pid:
        yield url, pid
