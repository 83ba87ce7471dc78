"""When is a service gone, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, Values, flat

from dashboards.rules.alerts.availability import SERVICE_DOWN

ENGINE = "rust-core-engine"


def up(values: Values, job: str = ENGINE, **labels: str) -> Made:
    """Whether a target answers; the engine's if no job is given."""
    return real("up", values, job=job, **labels)


CASES = (
    fires(SERVICE_DOWN, "the only instance stops", up(flat(1, "2m") + NOTHING), since="2m"),
    fires(SERVICE_DOWN, "it comes back", up(flat(0, "4m") + ONE), since="0s", over="4m"),
    quiet(SERVICE_DOWN, "one of two instances answers", up(NOTHING), up(ONE, instance="b")),
    quiet(SERVICE_DOWN, "only the prober is down", up(ONE), up(NOTHING, "blackbox-http", service=ENGINE)),
    quiet(
        SERVICE_DOWN,
        "only the second scrape of the broker fails",
        up(ONE, "rabbitmq"),
        up(NOTHING, "rabbitmq-detailed"),
    ),
)
