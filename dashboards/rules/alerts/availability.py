"""Is a service gone?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import when
from panels.queries import meta

SERVICE_DOWN = Alert(
    name="ServiceDown",
    trigger=when(meta.services_down(), "no instance that answers a scrape"),
    hold="2m",
    severity="critical",
    component="infrastructure",
    category="availability",
    summary="{{ $labels.service }} is down ({{ $labels.environment }})",
    meaning="Job {{ $labels.job }} has lost all its targets.",
    runbook="SERVICE_DOWN",
    panel="Now / Service status",
)

GROUPS = (AlertGroup("availability", (SERVICE_DOWN,)),)
