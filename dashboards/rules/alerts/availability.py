"""Is a service gone, does it come and go, or will its certificate expire?"""

from functools import partial

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, below, lasting, when
from panels.queries import meta
from panels.queries.windows import QUARTER
from panels.thresholds import meta as limits

infrastructure = partial(Alert, component="infrastructure")

SERVICE_DOWN = infrastructure(
    name="ServiceDown",
    trigger=when(meta.SERVICES_DOWN, "no instance answers a scrape"),
    hold="2m",
    severity="critical",
    category="availability",
    summary="{{ $labels.service }} is down ({{ $labels.environment }})",
    meaning="Job {{ $labels.job }} has lost all its targets.",
    runbook="SERVICE_DOWN",
    panel="Now / Service status",
)

INSTANCE_DOWN = infrastructure(
    name="InstanceDown",
    trigger=when(meta.INSTANCES_DOWN, "no answer to a scrape, while other instances answer"),
    hold="5m",
    severity="warning",
    category="availability",
    summary="One instance of {{ $labels.service }} is down: {{ $labels.instance }}",
    meaning="Other instances of {{ $labels.job }} still answer; capacity is reduced.",
    runbook="SERVICE_DOWN",
    panel="Now / Targets down",
)

TARGET_MISSING = infrastructure(
    name="TargetMissing",
    trigger=when(meta.TARGETS_MISSING, "no target of a job that every environment has"),
    hold="5m",
    severity="critical",
    category="availability",
    summary="Nothing scrapes {{ $labels.job }} any more",
    meaning="The target is gone from the scrape configuration, so ServiceDown cannot fire for it.",
    runbook="SERVICE_DOWN",
    panel="Now / Service status",
)

SERVICE_FLAPPING = infrastructure(
    name="ServiceFlapping",
    trigger=above(meta.SCRAPE_CHANGES, limits.FLAPS, "", f"changes between up and down in {lasting(QUARTER)}"),
    severity="warning",
    category="stability",
    summary="{{ $labels.service }} scrape flaps",
    meaning="{{ $labels.instance }} changed {{ $value }} times.",
    runbook="SERVICE_DOWN",
    panel="Availability / Up / down history",
)

SERVICE_RESTARTING = infrastructure(
    name="ServiceRestarting",
    trigger=above(meta.STARTS, limits.RESTARTS.limit("red"), "", f"restarts in {lasting(QUARTER)}"),
    hold="1m",
    severity="warning",
    category="stability",
    summary="{{ $labels.service }} restarts repeatedly",
    meaning="{{ $labels.instance }} restarted {{ $value }} times: a crash loop.",
    runbook="CONTAINER_RESTARTS",
    panel="Availability / Restarts in range",
)

HEALTH_CHECK_FAILED = Alert(
    name="HealthCheckFailed",
    trigger=when(meta.HEALTH_CHECKS_FAILED, "no probe from outside succeeds"),
    hold="3m",
    severity="critical",
    component="healthcheck",
    category="availability",
    summary="Health check of {{ $labels.service }} fails from outside",
    meaning="{{ $labels.job }} does not succeed against {{ $labels.instance }}: this is what clients see.",
    runbook="HEALTH_CHECK_FAILED",
    panel="Now / Outside health checks",
)

EXPIRES = "TLS certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}"

TLS_CERTIFICATE_EXPIRING_SOON = infrastructure(
    name="TLSCertificateExpiringSoon",
    trigger=below(meta.CERTIFICATE_LIFETIME, limits.CERTIFICATE.limit("orange"), "dtdurations", "certificate lifetime"),
    hold="1h",
    severity="warning",
    category="certificate",
    summary=EXPIRES,
    meaning="Renew it before it expires.",
    runbook="CERTIFICATE_EXPIRY",
    panel="Availability / Certificate lifetime",
)

TLS_CERTIFICATE_EXPIRING_CRITICAL = infrastructure(
    name="TLSCertificateExpiringCritical",
    trigger=below(meta.CERTIFICATE_LIFETIME, limits.CERTIFICATE.limit("red"), "dtdurations", "certificate lifetime"),
    hold="15m",
    severity="critical",
    category="certificate",
    summary=EXPIRES,
    meaning="Clients will refuse to connect once it expires.",
    runbook="CERTIFICATE_EXPIRY",
    panel="Availability / Certificate lifetime",
)

GROUPS = (
    AlertGroup(
        "availability",
        (
            SERVICE_DOWN,
            INSTANCE_DOWN,
            TARGET_MISSING,
            SERVICE_FLAPPING,
            SERVICE_RESTARTING,
            HEALTH_CHECK_FAILED,
            TLS_CERTIFICATE_EXPIRING_SOON,
            TLS_CERTIFICATE_EXPIRING_CRITICAL,
        ),
    ),
)
