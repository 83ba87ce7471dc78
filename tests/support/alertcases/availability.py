"""When is a service gone, and when does it only look so?"""

from collections.abc import Iterator

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, Values, flat, gone

from dashboards.rules.alerts.availability import (
    HEALTH_CHECK_FAILED,
    INSTANCE_DOWN,
    SERVICE_DOWN,
    SERVICE_FLAPPING,
    SERVICE_RESTARTING,
    TARGET_MISSING,
    TLS_CERTIFICATE_EXPIRING_CRITICAL,
    TLS_CERTIFICATE_EXPIRING_SOON,
)
from panels.queries.meta import REQUIRED
from panels.thresholds import meta as limits

ENGINE = "rust-core-engine"
SOON, CRITICAL = limits.CERTIFICATE.limit("orange"), limits.CERTIFICATE.limit("red")
RESTARTS = int(limits.RESTARTS.limit("red"))


def up(values: Values, job: str = ENGINE, **labels: str) -> Made:
    """Whether a target answers; the engine's if no job is given."""
    return real("up", values, job=job, **labels)


def all_but(missing: str) -> Iterator[Made]:
    """Whatever an environment must have answers, except for one job that is not even scraped."""
    return (up(ONE, job, instance=f"{job}:1") for job in REQUIRED if job != missing)


def changing(times: int, lasting: str = "1m") -> Values:
    """Go up and down so often, and then stay."""
    values = flat(1, lasting)
    for number in range(1, times + 1):
        values += flat((number + 1) % 2, lasting if number < times else "")
    return values


def started(times: int, job: str = ENGINE, lasting: str = "1m") -> Made:
    """Start anew so often, each time after a while."""
    values = flat(1, lasting)
    for number in range(1, times + 1):
        values += flat(number + 1, lasting if number < times else "")
    return real("process_start_time_seconds", values, job=job)


def probe(values: Values, job: str, **labels: str) -> Made:
    """Whether a probe of the engine succeeds."""
    return real("probe_success", values, job=job, service=ENGINE, **labels)


def certificate(values: Values) -> Made:
    """When a certificate expires; the cases begin at Unix time 0."""
    return real("probe_ssl_earliest_cert_expiry", values, job="blackbox-tls", service=ENGINE)


CASES = (
    fires(SERVICE_DOWN, "the only instance stops", up(flat(1, "2m") + NOTHING), since="2m"),
    fires(SERVICE_DOWN, "it comes back", up(flat(0, "4m") + ONE), since="0s", over="4m"),
    fires(SERVICE_DOWN, "both instances", up(NOTHING), up(NOTHING, instance="b"), since="0s", number=1),
    quiet(SERVICE_DOWN, "one of two instances answers", up(NOTHING), up(ONE, instance="b")),
    quiet(SERVICE_DOWN, "a deployment of 105 seconds", up(flat(1, "2m") + flat(0, "1m45s") + ONE)),
    quiet(SERVICE_DOWN, "only the prober is down", up(ONE), probe(NOTHING, "blackbox-http")),
    *(
        quiet(SERVICE_DOWN, f"up of {job} is the prober's", up(ONE), up(NOTHING, job, service=ENGINE))
        for job in ("blackbox-http", "blackbox-websocket", "blackbox-tls", "binance-api")
    ),
    quiet(SERVICE_DOWN, "a second scrape of the broker fails", up(ONE, "rabbitmq"), up(NOTHING, "rabbitmq-detailed")),
    fires(INSTANCE_DOWN, "one of two", up(NOTHING), up(ONE, instance="b"), since="0s", labels={"instance": "a"}),
    fires(INSTANCE_DOWN, "it comes back", up(flat(0, "6m") + ONE), up(ONE, instance="b"), since="0s", over="6m"),
    quiet(INSTANCE_DOWN, "all of them are ServiceDown", up(NOTHING), up(NOTHING, instance="b")),
    fires(
        INSTANCE_DOWN,
        "one of two, and the prober is down too",
        *(up(NOTHING), up(ONE, instance="b")),
        up(NOTHING, "blackbox-http", service=ENGINE),
        since="0s",
    ),
    quiet(INSTANCE_DOWN, "replaced within 4 minutes", up(flat(1, "1m") + flat(0, "4m") + ONE), up(ONE, instance="b")),
    quiet(
        INSTANCE_DOWN,
        "one of two probed pages",
        up(NOTHING, "blackbox-http"),
        up(ONE, "blackbox-http", instance="b"),
    ),
    *(
        fires(TARGET_MISSING, f"no {job}", *all_but(job), since="0s", labels={"job": job, "service": service})
        for job, service in REQUIRED.items()
    ),
    fires(
        TARGET_MISSING,
        "its target is taken out of the configuration",
        *all_but("mongodb"),
        up(flat(1, "2m") + gone(), "mongodb"),
        since="2m",
        labels={"job": "mongodb"},
    ),
    quiet(TARGET_MISSING, "all are there, though down", *(up(NOTHING, job) for job in REQUIRED)),
    quiet(TARGET_MISSING, "a reload of 4 minutes", *all_but("mongodb"), up(ONE + gone("4m") + ONE, "mongodb")),
    fires(SERVICE_FLAPPING, "one change more than allowed", up(changing(limits.FLAPS + 1)), since="5m", over="17m"),
    quiet(SERVICE_FLAPPING, "as many changes as allowed", up(changing(limits.FLAPS)), until="20m"),
    quiet(SERVICE_FLAPPING, "as many, but slowly", up(changing(limits.FLAPS + 3, "4m")), until="40m"),
    fires(SERVICE_FLAPPING, "one change more, slowly", up(changing(limits.FLAPS + 1, "2m")), since="10m"),
    quiet(SERVICE_FLAPPING, "the prober's way to it is flapping", up(changing(limits.FLAPS + 3), "blackbox-http")),
    fires(SERVICE_RESTARTING, "one start more, slowly", started(RESTARTS + 1, lasting="4m"), since="16m"),
    quiet(SERVICE_RESTARTING, "many starts, but slowly", started(RESTARTS + 2, lasting="6m"), until="40m"),
    fires(SERVICE_RESTARTING, "one start more than allowed", started(RESTARTS + 1), since="4m"),
    quiet(SERVICE_RESTARTING, "as many starts as allowed", started(RESTARTS)),
    quiet(SERVICE_RESTARTING, "a deployment of two instances", started(1), started(1, "python-ai-service")),
    quiet(SERVICE_RESTARTING, "an exporter restarts", started(RESTARTS + 3, "redis")),
    fires(HEALTH_CHECK_FAILED, "the page", probe(flat(1, "1m") + NOTHING, "blackbox-http"), since="1m"),
    fires(
        HEALTH_CHECK_FAILED, "the WebSocket", probe(flat(0, "5m") + ONE, "blackbox-websocket"), since="0s", over="5m"
    ),
    quiet(HEALTH_CHECK_FAILED, "Binance has its own alert", real("probe_success", NOTHING, job="binance-api")),
    quiet(HEALTH_CHECK_FAILED, "a restart of 150 seconds", probe(flat(0, "2m30s") + ONE, "blackbox-http")),
    quiet(HEALTH_CHECK_FAILED, "the prober is gone", probe(flat(1, "1m") + gone(), "blackbox-http")),
    fires(TLS_CERTIFICATE_EXPIRING_SOON, "just expired the limit", certificate(flat(SOON)), since="1m", every="1m"),
    *(
        fires(
            alert,
            "until nobody has probed it for ten minutes",
            certificate(flat(limit, "80m") + gone()),
            since="1m",
            still="89m",
            over="91m",
            every="1m",
        )
        for alert, limit in ((TLS_CERTIFICATE_EXPIRING_SOON, SOON), (TLS_CERTIFICATE_EXPIRING_CRITICAL, CRITICAL))
    ),
    fires(
        TLS_CERTIFICATE_EXPIRING_SOON,
        "not probed for eight minutes",
        certificate(flat(SOON, "20m") + gone("8m") + flat(SOON)),
        since="1m",
        every="1m",
    ),
    quiet(
        TLS_CERTIFICATE_EXPIRING_SOON,
        "reaches the limit at the end",
        certificate(flat(SOON + 70 * 60)),
        until="70m",
        every="1m",
    ),
    quiet(
        TLS_CERTIFICATE_EXPIRING_SOON,
        "renewed after 50 minutes",
        certificate(flat(SOON, "50m") + flat(9 * SOON)),
        until="2h",
        every="1m",
    ),
    fires(TLS_CERTIFICATE_EXPIRING_CRITICAL, "just beyond", certificate(flat(CRITICAL)), since="1m", every="1m"),
    quiet(
        TLS_CERTIFICATE_EXPIRING_CRITICAL,
        "reaches the limit at the end",
        certificate(flat(CRITICAL + 25 * 60)),
        until="25m",
        every="1m",
    ),
)
