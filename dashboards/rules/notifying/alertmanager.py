"""What does Alertmanager's configuration say as a whole?"""

from dataclasses import dataclass
from typing import Any

from dashboards.rules.notifying import secretfiles
from dashboards.rules.notifying.inhibitions import inhibitions
from dashboards.rules.notifying.receivers import receivers
from dashboards.rules.notifying.routes import office_hours, tree
from dashboards.rules.notifying.site import Notifications

SLACK_KEYS = {"webhook": "slack_api_url_file", "bot": "slack_app_token_file"}
"""What Slack's secret is to Alertmanager; it knows bots since 0.30."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How the same configuration is written for another place than the stack's container.

    Attributes:
        secrets: the folder of the secret files.
        templates: the folder of the templates.
        divisor: how many times as fast it groups and repeats.
        heartbeat: a URL instead of its file, for an Alertmanager before 0.26, which knows none.
    """

    secrets: str = secretfiles.MOUNTED
    templates: str = "/etc/alertmanager/templates"
    divisor: float = 1
    heartbeat: str = ""


def config(site: Notifications, variant: Variant | None = None) -> dict[str, Any]:
    """Write the configuration.

    Args:
        site: where messages go.
        variant: how it differs from what the stack runs; not at all if not given.
    """
    chosen = variant or Variant()
    return {
        "global": {
            "resolve_timeout": "5m",
            SLACK_KEYS[site.slack]: f"{chosen.secrets}/{secretfiles.SLACK.name}",
            "smtp_smarthost": site.smtp,
            "smtp_from": site.email_from,
            "smtp_require_tls": site.smtp_tls,
            **_login(site, chosen.secrets),
        },
        "templates": [f"{chosen.templates}/*.tmpl"],
        "time_intervals": office_hours(site.timezone),
        "route": tree(chosen.divisor, site.paging),
        "inhibit_rules": inhibitions(),
        "receivers": receivers(site, chosen.secrets, chosen.heartbeat),
    }


def _login(site: Notifications, secrets: str) -> dict[str, str]:
    if not site.smtp_user:
        return {}
    return {
        "smtp_auth_username": site.smtp_user,
        "smtp_auth_password_file": f"{secrets}/{secretfiles.SMTP.name}",
    }
