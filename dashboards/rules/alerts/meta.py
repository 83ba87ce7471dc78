"""Is the monitoring itself alive?"""

from dashboards.rules.alerts.model import Alert
from panels.queries.expr import vector

WATCHDOG = Alert(
    name="Watchdog",
    expr=vector(1),
    hold="0s",
    severity="none",
    component="monitoring",
    category="heartbeat",
    summary="Alerting works",
    description="Always firing. The heartbeat receiver raises the alarm when this stops arriving.",
    runbook="WATCHDOG",
    panel="Now / Alerting heartbeat",
    service="prometheus",
)

ALERTS = (WATCHDOG,)
