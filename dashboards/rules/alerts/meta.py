"""Is the monitoring itself alive?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import when
from panels.queries.expr import vector

WATCHDOG = Alert(
    name="Watchdog",
    trigger=when(vector(1), "always"),
    severity="none",
    component="monitoring",
    category="heartbeat",
    summary="Alerting works",
    meaning="The heartbeat receiver raises the alarm when this stops arriving.",
    runbook="WATCHDOG",
    panel="Now / Alerting heartbeat",
    labels={"service": "prometheus"},
)

GROUPS = (AlertGroup("meta", (WATCHDOG,)),)
