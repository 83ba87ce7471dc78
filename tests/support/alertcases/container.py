"""When does a container press against its limits, and when has it none?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, climbing, flat

from dashboards.rules.alerts import container as alerts
from panels.thresholds import container as limits

HAIR = 0.001
CPU, MEMORY = limits.OF_LIMIT.limit("yellow"), limits.OF_LIMIT.limit("red")
THROTTLED = limits.THROTTLED.limit("yellow")
HALF_A_CORE = (50_000, 100_000)
"""Quota and period, in microseconds."""


def cpu(cores: float) -> Made:
    """Cores that it uses."""
    return real("container_cpu_usage_seconds_total", climbing(cores))


def quota() -> tuple[Made, Made]:
    """It may use half a core."""
    return (
        real("container_spec_cpu_quota", flat(HALF_A_CORE[0])),
        real("container_spec_cpu_period", flat(HALF_A_CORE[1])),
    )


def held_back(share: float) -> tuple[Made, Made]:
    """A share of ten scheduling periods in a second."""
    return (
        real("container_cpu_cfs_throttled_periods_total", climbing(10 * share)),
        real("container_cpu_cfs_periods_total", climbing(10)),
    )


def memory(used: float, limit: float = 1e9) -> tuple[Made, Made]:
    """Bytes of its working set, as a share of 1 GB, and its limit."""
    return (
        real("container_memory_working_set_bytes", flat(used * 1e9)),
        real("container_spec_memory_limit_bytes", flat(limit)),
    )


CASES = (
    fires(alerts.CONTAINER_HIGH_CPU, "a hair above the limit", cpu((CPU + HAIR) / 2), *quota(), since="5m"),
    quiet(alerts.CONTAINER_HIGH_CPU, "a hair below the limit", cpu((CPU - HAIR) / 2), *quota()),
    quiet(alerts.CONTAINER_HIGH_CPU, "without a quota there is no share", cpu(8), quota()[1]),
    fires(alerts.CONTAINER_CPU_THROTTLED, "a hair above the limit", *held_back(THROTTLED + HAIR), since="30s"),
    quiet(alerts.CONTAINER_CPU_THROTTLED, "a hair below the limit", *held_back(THROTTLED - HAIR)),
    quiet(alerts.CONTAINER_CPU_THROTTLED, "it does not run", *(real(one.name, NOTHING) for one in held_back(0))),
    fires(alerts.CONTAINER_HIGH_MEMORY, "a hair above the limit", *memory(MEMORY + HAIR), since="0s"),
    quiet(alerts.CONTAINER_HIGH_MEMORY, "the limit", *memory(MEMORY)),
    quiet(alerts.CONTAINER_HIGH_MEMORY, "0 is no limit", *memory(20, limit=0)),
    fires(
        alerts.CONTAINER_OOM_KILLED,
        "one kill",
        real("container_oom_events_total", flat(1, "5m") + flat(2)),
        since="5m",
        over="16m",
    ),
    quiet(alerts.CONTAINER_OOM_KILLED, "kills of last week", real("container_oom_events_total", flat(2))),
)
