"""When is somebody told, who, and what shall they do? The guide's alerts, and the heartbeat."""

from typing import Any

from dashboards.rules.alerts import application, availability, host, meta, mongodb, trading
from dashboards.rules.alerts.model import Alert

INTERVAL = "30s"
"""How often alerts are evaluated; the guide says so."""

ALERT_FILES: dict[str, dict[str, tuple[Alert, ...]]] = {
    "availability.yml": {"availability": availability.ALERTS},
    "host.yml": {"host": host.ALERTS},
    "application.yml": {"application": application.ALERTS},
    "trading.yml": {"trading": trading.ALERTS},
    "database.yml": {"mongodb": mongodb.ALERTS},
    "meta.yml": {"meta": meta.ALERTS},
}
"""File in `alerts/` -> its groups -> their alerts."""


def alert_files() -> dict[str, dict[str, Any]]:
    """Write all alerts as the documents of their files."""
    return {
        file: {"groups": [_group(name, alerts) for name, alerts in groups.items()]}
        for file, groups in ALERT_FILES.items()
    }


def _group(name: str, alerts: tuple[Alert, ...]) -> dict[str, Any]:
    return {"name": name, "interval": INTERVAL, "rules": [alert.rule() for alert in alerts]}


__all__ = ["ALERT_FILES", "Alert", "alert_files"]
