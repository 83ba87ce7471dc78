"""When does a container press against its limits, and when has it none?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, climbing, ending, flat

from dashboards.rules.alerts import container as alerts
from panels.thresholds import container as limits

HAIR = 0.001
CPU, MEMORY = limits.OF_LIMIT.limit("yellow"), limits.OF_LIMIT.limit("red")
THROTTLED = limits.THROTTLED.limit("yellow")
HALF_A_CORE = (50_000, 100_000)
"""Quota and period, in microseconds."""


def cpu(cores: float, **labels: str) -> Made:
    """Cores that it uses."""
    return real("container_cpu_usage_seconds_total", climbing(cores, start=LIVED), **labels)


def quota(of: tuple[float, float] = HALF_A_CORE, **labels: str) -> tuple[Made, Made]:
    """Microseconds that it may use of each period; half a core if not given."""
    return (
        real("container_spec_cpu_quota", flat(of[0]), **labels),
        real("container_spec_cpu_period", flat(of[1]), **labels),
    )


def held_back(share: float) -> tuple[Made, Made]:
    """A share of ten scheduling periods in a second."""
    return (
        real("container_cpu_cfs_throttled_periods_total", climbing(10 * share)),
        real("container_cpu_cfs_periods_total", climbing(10)),
    )


def memory(used: float, limit: float = 1e9, **labels: str) -> tuple[Made, Made]:
    """Bytes of its working set, as a share of 1 GB, and its limit."""
    return (
        real("container_memory_working_set_bytes", flat(used * 1e9), **labels),
        real("container_spec_memory_limit_bytes", flat(limit), **labels),
    )


CASES = (
    fires(alerts.CONTAINER_HIGH_CPU, "a hair above the limit", cpu((CPU + HAIR) / 2), *quota(), since="5m"),
    quiet(alerts.CONTAINER_HIGH_CPU, "a hair below the limit", cpu((CPU - HAIR) / 2), *quota()),
    quiet(alerts.CONTAINER_HIGH_CPU, "exactly the limit", cpu(CPU * 4), *quota((4, 1))),
    fires(alerts.CONTAINER_HIGH_CPU, "two cores together", cpu(0.3), cpu(0.3, cpu="cpu01"), *quota(), since="3m30s"),
    fires(alerts.CONTAINER_HIGH_CPU, "a period of a microsecond", cpu(1), *quota((1, 1)), since="4m"),
    *(
        quiet(alerts.CONTAINER_HIGH_CPU, f"a quota of {of[0]} in {of[1]} is none", cpu(8), *quota(of))
        for of in ((0, 1000), (1000, 0), (-1, 1000))
    ),
    quiet(
        alerts.CONTAINER_HIGH_CPU,
        "it was made anew with a larger quota: what was before is not forgotten yet",
        cpu(0.5),
        *quota(),
        *quota((100_000, 100_000), id="/docker/2"),
    ),
    fires(
        alerts.CONTAINER_HIGH_CPU,
        "it was made anew with a longer period",
        cpu(0.5),
        *quota((50_000, 50_000)),
        *quota((50_000, 100_000), id="/docker/2"),
        since="4m",
    ),
    quiet(alerts.CONTAINER_HIGH_CPU, "without a quota there is no share", cpu(8), quota()[1]),
    fires(alerts.CONTAINER_CPU_THROTTLED, "a hair above the limit", *held_back(THROTTLED + HAIR), since="30s"),
    quiet(alerts.CONTAINER_CPU_THROTTLED, "a hair below the limit", *held_back(THROTTLED - HAIR)),
    quiet(alerts.CONTAINER_CPU_THROTTLED, "exactly the limit", *held_back(THROTTLED)),
    fires(
        alerts.CONTAINER_CPU_THROTTLED,
        "before and after it was made anew, in few periods, for twenty minutes",
        *(
            made
            for name in ("/docker/1", "/docker/2")
            for made in (
                real("container_cpu_cfs_throttled_periods_total", ending(0.2, "20m"), id=name),
                real("container_cpu_cfs_periods_total", climbing(0.4, start=LIVED), id=name),
            )
        ),
        since="30s",
        still="22m",
        over="23m",
    ),
    quiet(
        alerts.CONTAINER_CPU_THROTTLED,
        "a hair below, before and after it was made anew",
        *(
            made
            for name in ("/docker/1", "/docker/2")
            for made in (
                real("container_cpu_cfs_throttled_periods_total", climbing(2.49, start=LIVED), id=name),
                real("container_cpu_cfs_periods_total", climbing(10, start=LIVED), id=name),
            )
        ),
    ),
    fires(
        alerts.CONTAINER_CPU_THROTTLED,
        "there were far more periods before, none of them throttled",
        real("container_cpu_cfs_throttled_periods_total", flat(LIVED, "10m") + climbing(1)),
        real("container_cpu_cfs_periods_total", climbing(10, "10m", start=LIVED) + climbing(1)),
        since="14m",
    ),
    quiet(
        alerts.CONTAINER_CPU_THROTTLED,
        "throttled periods without periods",
        real("container_cpu_cfs_throttled_periods_total", climbing(1)),
        real("container_cpu_cfs_periods_total", flat(LIVED)),
    ),
    quiet(alerts.CONTAINER_CPU_THROTTLED, "it does not run", *(real(one.name, NOTHING) for one in held_back(0))),
    fires(alerts.CONTAINER_HIGH_MEMORY, "a hair above the limit", *memory(MEMORY + HAIR), since="0s"),
    quiet(alerts.CONTAINER_HIGH_MEMORY, "the limit", *memory(MEMORY)),
    fires(alerts.CONTAINER_HIGH_MEMORY, "a limit of a byte", *memory(1e-9, limit=1), since="0s"),
    quiet(
        alerts.CONTAINER_HIGH_MEMORY,
        "it was made anew with more memory",
        *memory(0.8, limit=0.85e9),
        *memory(0.4, limit=1e9, id="/docker/2"),
    ),
    fires(
        alerts.CONTAINER_HIGH_MEMORY,
        "it was made anew, and the old one is not forgotten yet",
        *memory(0.95, limit=1e9),
        *memory(0.1, limit=1e9, id="/docker/2"),
        since="0s",
    ),
    quiet(alerts.CONTAINER_HIGH_MEMORY, "0 is no limit", *memory(20, limit=0)),
    fires(
        alerts.CONTAINER_OOM_KILLED,
        "one kill",
        real("container_oom_events_total", flat(1, "11m") + flat(2)),
        since="11m",
        still="20m30s",
        over="22m",
    ),
    quiet(alerts.CONTAINER_OOM_KILLED, "kills of last week", real("container_oom_events_total", flat(2))),
)
