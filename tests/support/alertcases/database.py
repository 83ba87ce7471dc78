"""When can data not be read or written, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import real
from support.rulecases.values import NOTHING, ONE, flat

from dashboards.rules.alerts.database import MONGODB_DOWN

CASES = (
    fires(
        MONGODB_DOWN,
        "the exporter cannot reach it, then can",
        real("mongodb_up", flat(0, "5m") + ONE),
        real("up", ONE, job="mongodb"),
        since="0s",
        over="5m",
    ),
    fires(MONGODB_DOWN, "the exporter does not mention it", real("up", ONE, job="mongodb"), since="0s"),
    quiet(MONGODB_DOWN, "it answers", real("mongodb_up", ONE), real("up", ONE, job="mongodb")),
    quiet(MONGODB_DOWN, "the exporter itself is down", real("up", NOTHING, job="mongodb")),
)
