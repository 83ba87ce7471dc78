"""When is somebody told, who, and what shall they do?

An alert is a question of `panels.queries` with a limit of `panels.thresholds`: the panel that shows it asks the same
question and draws the same limit, and its texts derive from it. To add one, add it to the `GROUPS` of its area, and
cases to `tests/dashboards/rules/alerts/`.
"""

from collections.abc import Iterator
from typing import Any

from dashboards.rules.alerts import (
    ai,
    application,
    availability,
    business,
    database,
    host,
    meta,
    slo,
    trading,
    websocket,
)
from dashboards.rules.alerts.model import Alert, AlertGroup, Links

AREAS: dict[str, tuple[AlertGroup, ...]] = {
    "availability": availability.GROUPS,
    "host": host.GROUPS,
    "application": application.GROUPS,
    "trading": trading.GROUPS,
    "ai": ai.GROUPS,
    "database": database.GROUPS,
    "websocket": websocket.GROUPS,
    "business": business.GROUPS,
    "slo": slo.GROUPS,
    "meta": meta.GROUPS,
}
"""Area -> its groups; each area is a file in `alerts/`."""


def every_alert() -> Iterator[Alert]:
    """List the alerts, in the order of the files."""
    for groups in AREAS.values():
        for group in groups:
            yield from group.alerts


def alert_files(links: Links | None = None) -> dict[str, dict[str, Any]]:
    """Write all alerts as the documents of their files, by name.

    Args:
        links: where runbooks and Grafana are; the guide's Grafana and this repository if not given.
    """
    bases = links or Links()
    return {f"{area}.yml": {"groups": [group.document(bases) for group in groups]} for area, groups in AREAS.items()}


__all__ = ["AREAS", "Alert", "AlertGroup", "Links", "alert_files", "every_alert"]
