"""When is a machine too busy or too full, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, Values, climbing, flat

from dashboards.rules.alerts.host import DISK_SPACE_LOW, HIGH_CPU_USAGE, HIGH_MEMORY_USAGE
from panels.thresholds import host as limits

BUSY = limits.CPU.limit("yellow")
HAIR = 0.001
"""Far more than rounding, far less than anybody would call a change of a limit."""


def idle(share: float, lasting: str = "") -> Values:
    """A processor that is idle for a share of the time."""
    return climbing(share, lasting)


def cpu(values: Values, **labels: str) -> Made:
    """How long a processor has been idle."""
    return real("node_cpu_seconds_total", values, mode="idle", **labels)


def memory(used: float) -> tuple[Made, Made]:
    """Memory of which a share is in use."""
    total = 16e9
    return (
        real("node_memory_MemTotal_bytes", flat(total)),
        real("node_memory_MemAvailable_bytes", flat(total * (1 - used))),
    )


def mount(free: float, *, readonly: bool = False, **labels: str) -> tuple[Made, ...]:
    """A filesystem of which a share is free."""
    size = 1e12
    return (
        real("node_filesystem_size_bytes", flat(size), **labels),
        real("node_filesystem_avail_bytes", flat(size * free), **labels),
        real("node_filesystem_readonly", flat(1) if readonly else NOTHING, **labels),
    )


FULL = limits.DISK_FREE.limit("red")
CROWDED = limits.MEMORY.limit("yellow")

CASES = (
    fires(HIGH_CPU_USAGE, "a hair above the limit", cpu(idle(1 - BUSY - HAIR)), since="30s"),
    fires(HIGH_CPU_USAGE, "one host of two", cpu(idle(0)), cpu(idle(0.9), instance="b"), since="30s"),
    quiet(HIGH_CPU_USAGE, "a hair below the limit", cpu(idle(1 - BUSY + HAIR))),
    quiet(HIGH_CPU_USAGE, "one core of two is busy", cpu(idle(0)), cpu(idle(1), cpu="1")),
    fires(HIGH_MEMORY_USAGE, "a hair above the limit", *memory(CROWDED + HAIR), since="0s"),
    quiet(HIGH_MEMORY_USAGE, "a hair below the limit", *memory(CROWDED - HAIR)),
    fires(DISK_SPACE_LOW, "a hair below the limit, not on /", *mount(FULL - HAIR, mountpoint="/data"), since="0s"),
    quiet(DISK_SPACE_LOW, "at the limit", *mount(FULL)),
    quiet(DISK_SPACE_LOW, "a full mount that is read-only", *mount(0, readonly=True)),
    quiet(DISK_SPACE_LOW, "memory that looks like a disk", *mount(0, fstype="tmpfs")),
)
