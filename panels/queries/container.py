"""Containers: what do they use of what they may use?"""

from panels.queries.expr import RATE_INTERVAL, Expr, Where, group, metric, no, ratio, record
from panels.queries.windows import LATELY, RECORDED

CONTAINER = ("environment", "service", "instance", "name")
MOST = 15

NAMED = {"name": no("")}
"""cAdvisor's totals of the whole machine have no name."""

QUOTA = metric("container_spec_cpu_quota", NAMED).max(*CONTAINER)
PERIOD = metric("container_spec_cpu_period", NAMED).max(*CONTAINER)
MEMORY_LIMIT = metric("container_spec_memory_limit_bytes", NAMED).max(*CONTAINER)
THROTTLED_PERIODS = metric("container_cpu_cfs_throttled_periods_total", NAMED)
PERIODS = metric("container_cpu_cfs_periods_total", NAMED)
KILLED = metric("container_oom_events_total", NAMED)

CPU = record(
    "container:container_cpu_usage:rate5m",
    metric("container_cpu_usage_seconds_total", NAMED).rate(RECORDED).sum(*CONTAINER),
)
CPU_OF_LIMIT = record("container:container_cpu_limit:ratio", ratio(CPU, ratio(QUOTA, PERIOD)))
MEMORY = record(
    "container:container_memory_working_set:bytes",
    metric("container_memory_working_set_bytes", NAMED).max(*CONTAINER),
)
MEMORY_OF_LIMIT = record("container:container_memory_limit:ratio", ratio(MEMORY, MEMORY_LIMIT))
THROTTLED = record(
    "container:container_cpu_throttled:ratio_rate5m",
    ratio(THROTTLED_PERIODS.rate(RECORDED).sum(*CONTAINER), PERIODS.rate(RECORDED).sum(*CONTAINER)),
)
RULES = group("container", CPU, CPU_OF_LIMIT, MEMORY, MEMORY_OF_LIMIT, THROTTLED)

OOM_KILLS = KILLED.increase(LATELY).sum(*CONTAINER)
"""For the alert: how often the kernel killed something in each container."""


def cpu(where: Where) -> Expr:
    """Cores that each container uses, the busiest ones."""
    return CPU(where).sum("name").top(MOST)


def memory(where: Where) -> Expr:
    """Bytes that the kernel cannot take back from each container, the largest ones."""
    return MEMORY(where).sum("name").top(MOST)


def cpu_of_limit(where: Where) -> Expr:
    """Share of its CPU limit; nothing where none is set."""
    return CPU_OF_LIMIT(where).max("name").named("CPU of limit")


def memory_of_limit(where: Where) -> Expr:
    """Share of its memory limit; nothing where none is set."""
    return MEMORY_OF_LIMIT(where).max("name").named("memory of limit")


def throttled(where: Where) -> Expr:
    """Share of the scheduler's periods in which it was held back."""
    return THROTTLED(where).max("name").named("throttled")


def working_set(where: Where) -> Expr:
    """Bytes that the kernel cannot take back."""
    return MEMORY(where).max("name").named("working set")


def oom_kills(where: Where) -> Expr:
    """How often the kernel killed something in it for lack of memory."""
    return KILLED(where).increase(RATE_INTERVAL).sum("name")
