"""Is a service gone?"""

from dashboards.rules.alerts.model import Alert
from panels.queries import meta

SERVICE_DOWN = Alert(
    name="ServiceDown",
    expr=meta.services_down(),
    hold="2m",
    severity="critical",
    component="infrastructure",
    category="availability",
    summary="{{ $labels.service }} is down ({{ $labels.environment }})",
    description="No instance of job {{ $labels.job }} has answered a scrape for 2 minutes.",
    runbook="SERVICE_DOWN",
    panel="Now / Service status",
)

ALERTS = (SERVICE_DOWN,)
