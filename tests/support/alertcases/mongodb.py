"""When does MongoDB not answer, or answer late, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, ending, flat, over, under

from dashboards.rules.alerts.mongodb import (
    MONGODB_DOWN,
    MONGODB_SLOW_QUERIES,
)
from panels.thresholds import database as limits


def up(values: Values, **labels: str) -> Made:
    """Whether the exporter answers its scrape."""
    return real("up", values, job="mongodb", **labels)


def reached(values: Values, **labels: str) -> Made:
    """Whether the exporter reaches the database."""
    return real("mongodb_up", values, **labels)


def operations(seconds: float, per_second: float = 10, op_type: str = "reads", **labels: str) -> tuple[Made, Made]:
    """Operations that take so long; the exporter counts microseconds."""
    return (
        real("mongodb_ss_opLatencies_ops", climbing(per_second, start=LIVED), op_type=op_type, **labels),
        real(
            "mongodb_ss_opLatencies_latency",
            climbing(1e6 * seconds * per_second, start=1e12),
            op_type=op_type,
            **labels,
        ),
    )


CASES = (
    fires(MONGODB_DOWN, "unreachable, then not", reached(flat(0, "5m") + ONE), up(ONE), since="0s", over="5m"),
    fires(MONGODB_DOWN, "the exporter does not mention it", up(ONE), since="0s"),
    fires(
        MONGODB_DOWN,
        "one instance is down, one is not mentioned, one answers",
        *(up(ONE, instance=name) for name in "abc"),
        reached(NOTHING),
        reached(ONE, instance="c"),
        since="0s",
        number=2,
    ),
    quiet(MONGODB_DOWN, "it answers", reached(ONE), up(ONE)),
    quiet(MONGODB_DOWN, "another exporter knows nothing of it", real("up", ONE, job="redis")),
    quiet(
        MONGODB_DOWN,
        "its role is known only while it answers",
        reached(ONE),
        reached(NOTHING, cluster_role=""),
        up(ONE),
    ),
    quiet(MONGODB_DOWN, "the exporter itself is down", up(NOTHING)),
    fires(
        MONGODB_SLOW_QUERIES,
        "reads and writes a hair above, among quick commands",
        *operations(over(limits.SLOW_QUERY)),
        *operations(over(limits.SLOW_QUERY), op_type="writes"),
        *operations(0.001, 1000, "commands"),
        since="30s",
    ),
    quiet(
        MONGODB_SLOW_QUERIES,
        "reads and writes a hair below",
        *operations(under(limits.SLOW_QUERY)),
        *operations(under(limits.SLOW_QUERY), op_type="writes"),
    ),
    quiet(MONGODB_SLOW_QUERIES, "exactly the limit", *operations(limits.SLOW_QUERY, 4)),
    fires(
        MONGODB_SLOW_QUERIES,
        "few operations, slow for ten minutes",
        real("mongodb_ss_opLatencies_ops", climbing(0.5, start=LIVED)),
        real("mongodb_ss_opLatencies_latency", ending(0.5 * 0.5e6)),
        since="30s",
        still="13m30s",
        over="15m",
    ),
    fires(
        MONGODB_SLOW_QUERIES,
        "there were far more before, and they were quick",
        real("mongodb_ss_opLatencies_ops", climbing(10, "10m", start=LIVED) + climbing(1)),
        real("mongodb_ss_opLatencies_latency", climbing(0.1e6, "10m", start=LIVED) + climbing(0.5e6)),
        since="13m30s",
    ),
    quiet(
        MONGODB_SLOW_QUERIES,
        "it works, but nothing is done yet",
        real("mongodb_ss_opLatencies_ops", flat(LIVED)),
        real("mongodb_ss_opLatencies_latency", climbing(1e6)),
    ),
    quiet(MONGODB_SLOW_QUERIES, "five milliseconds are five thousand microseconds", *operations(0.005)),
    quiet(
        MONGODB_SLOW_QUERIES,
        "slow commands are the replica set's own",
        *operations(0.01),
        *operations(5, op_type="commands"),
    ),
    quiet(
        MONGODB_SLOW_QUERIES,
        "few slow reads among many quick writes",
        *operations(0.2, 1),
        *operations(0.01, 10, "writes"),
    ),
    quiet(MONGODB_SLOW_QUERIES, "nobody asks anything", *operations(1, 0)),
    fires(
        MONGODB_SLOW_QUERIES,
        "slow writes, in one instance of two",
        *operations(0.5, op_type="writes"),
        *operations(0.001, 100, "writes", instance="b"),
        since="30s",
    ),
)
