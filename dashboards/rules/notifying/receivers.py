"""Where does each receiver send, and with which texts?"""

from typing import Any

from dashboards.rules.notifying import channels, secretfiles
from dashboards.rules.notifying.secretfiles import SecretFile
from dashboards.rules.notifying.site import Notifications


def _shown(name: str) -> str:
    return f'{{{{ template "bot-core.{name}" . }}}}'


def receivers(site: Notifications, secrets: str, heartbeat: str = "") -> list[dict[str, Any]]:
    """Write the receivers.

    Args:
        site: where messages go.
        secrets: the folder of the secret files.
        heartbeat: a URL instead of its file, for an Alertmanager before 0.26, which knows none.
    """

    def file(secret: SecretFile) -> str:
        return f"{secrets}/{secret.name}"

    call = {"url_file": file(secretfiles.HEARTBEAT)} if not heartbeat else {"url": heartbeat}
    critical: dict[str, Any] = {
        "name": channels.CRITICAL,
        "pagerduty_configs": [_pagerduty(site, file(secretfiles.PAGERDUTY))],
    }
    if site.email_to:
        critical["email_configs"] = [_email(site)]
    return [
        {**critical, "slack_configs": [_slack(channels.CRITICAL_CHANNEL)]},
        {"name": channels.EVERYBODY, "slack_configs": [_slack(channels.SHARED_CHANNEL)]},
        *(
            {"name": channels.team_receiver(team), "slack_configs": [_slack(channel)]}
            for team, channel in channels.TEAM_CHANNELS.items()
        ),
        {"name": channels.LOG_ONLY},  # nothing is sent; Prometheus keeps ALERTS, and System Overview shows them
        {"name": channels.HEARTBEAT, "webhook_configs": [{**call, "send_resolved": False}]},
    ]


def _slack(channel: str) -> dict[str, Any]:
    return {
        "channel": channel,
        "send_resolved": True,
        "color": _shown("slack-colour"),
        "title": _shown("slack-title"),
        "title_link": _shown("panel-url"),
        "fallback": _shown("slack-title"),
        "text": _shown("slack"),
    }


def _email(site: Notifications) -> dict[str, Any]:
    return {
        "to": ", ".join(site.email_to),
        "send_resolved": True,
        "headers": {"Subject": _shown("title")},
        "text": _shown("text"),
        "html": _shown("html"),
    }


def _pagerduty(site: Notifications, key: str) -> dict[str, Any]:
    return {
        "routing_key_file": key,
        "url": site.pagerduty,
        "send_resolved": True,
        "description": _shown("title"),
        "severity": "critical",
        "class": "{{ .CommonLabels.category }}",
        "component": "{{ .CommonLabels.component }}",
        "group": "{{ .CommonLabels.service }}",
        "client": "Alertmanager",
        "client_url": "{{ .ExternalURL }}/#/alerts",
        "details": {"firing": _shown("text"), "resolved": "{{ len .Alerts.Resolved }} of {{ len .Alerts }}"},
        "links": [
            {"href": _shown("panel-url"), "text": "Panel"},
            {"href": _shown("runbook-url"), "text": "Runbook"},
        ],
    }
