"""When is a machine too busy or out of step, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, Values, climbing, flat, gone

from dashboards.rules.alerts import host as alerts
from panels.thresholds import host as limits
from panels.thresholds import process

HAIR = 0.001
"""Far more than rounding, far less than anybody would call a change of a limit."""
BUSY, EXHAUSTED = limits.CPU.limit("yellow"), limits.CPU_EXHAUSTED
CROWDED, CRAMMED = limits.MEMORY.limit("yellow"), limits.MEMORY.limit("red")
CORES = 4
LOADED = limits.LOAD_PER_CORE.limit("red") * CORES
SIZE = 1e12
FILES = process.FILE_DESCRIPTORS.limit("red")


def busy(share: float, **labels: str) -> Made:
    """A processor that works for a share of the time."""
    return real("node_cpu_seconds_total", climbing(1 - share), mode="idle", **labels)


def busy_later(share: float) -> Made:
    """The same after five idle minutes: a window that is not full yet counts too little idle time."""
    return real("node_cpu_seconds_total", climbing(1, "5m") + climbing(1 - share), mode="idle")


def load(value: float) -> tuple[Made, ...]:
    """A load, on a host with several cores."""
    cores = [busy(0, cpu=str(number)) for number in range(CORES)]
    return (real("node_load5", flat(value)), *cores, real("node_cpu_seconds_total", NOTHING, mode="user"))


def cores(*shares: float) -> tuple[Made, ...]:
    """Processors, each working for a share of the time, for users."""
    return tuple(
        made
        for number, share in enumerate(shares)
        for made in (
            busy(share, cpu=str(number)),
            real("node_cpu_seconds_total", climbing(share), mode="user", cpu=str(number)),
        )
    )


def memory(used: float) -> tuple[Made, Made]:
    """Memory of which a share is in use."""
    return (
        real("node_memory_MemTotal_bytes", flat(SIZE)),
        real("node_memory_MemAvailable_bytes", flat(SIZE * (1 - used))),
    )


def clock(synchronised: Values, error: float) -> tuple[Made, Made]:
    """Whether NTP answers, and how wrong the clock may be."""
    return (real("node_timex_sync_status", synchronised), real("node_timex_maxerror_seconds", flat(error)))


def files(used: float, most: float = 1000) -> tuple[Made, Made]:
    """File descriptors of the engine."""
    return (real("process_open_fds", flat(used * 1000)), real("process_max_fds", flat(most)))


CASES = (
    fires(alerts.HIGH_CPU_USAGE, "a hair above the limit", busy(BUSY + HAIR), since="30s"),
    fires(alerts.HIGH_CPU_USAGE, "one host of two", busy(1), busy(0.1, instance="b"), since="30s"),
    fires(
        alerts.HIGH_CPU_USAGE,
        "until the work is done",
        real("node_cpu_seconds_total", climbing(0, "10m") + climbing(1), mode="idle"),
        since="30s",
        over="12m",
    ),
    quiet(alerts.HIGH_CPU_USAGE, "a hair below the limit", busy_later(BUSY - HAIR)),
    quiet(alerts.HIGH_CPU_USAGE, "one core of two is busy", busy(1), busy(0, cpu="1")),
    quiet(
        alerts.HIGH_CPU_USAGE,
        "the exporter is gone after 45 seconds",
        real("node_cpu_seconds_total", climbing(0, "45s") + gone(), mode="idle"),
        until="20m",
    ),
    quiet(
        alerts.HIGH_CPU_USAGE,
        "the host restarts",
        real("node_cpu_seconds_total", climbing(0.9, "8m") + climbing(0.9, start=0), mode="idle"),
    ),
    fires(alerts.HIGH_CPU_USAGE, "cores that are busy and busier", *cores(0.95, 0.7), since="30s"),
    quiet(alerts.HIGH_CPU_USAGE, "exactly the limit", *cores(BUSY)),
    fires(
        alerts.HIGH_CPU_USAGE,
        "from the fifth busy minute on",
        real("node_cpu_seconds_total", climbing(1, "10m") + climbing(0), mode="idle"),
        since="14m30s",
    ),
    fires(alerts.CRITICAL_CPU_USAGE, "cores that are busy and busier", *cores(1, 0.92), since="30s", still="10m"),
    quiet(alerts.CRITICAL_CPU_USAGE, "exactly the limit", busy_later(EXHAUSTED)),
    quiet(alerts.CRITICAL_CPU_USAGE, "one core of two", *cores(1, 0)),
    fires(
        alerts.CRITICAL_CPU_USAGE,
        "from the fifth busy minute on",
        real("node_cpu_seconds_total", climbing(1, "10m") + climbing(0), mode="idle"),
        since="15m",
    ),
    fires(alerts.CRITICAL_CPU_USAGE, "a hair above the limit", busy(EXHAUSTED + HAIR), since="30s"),
    quiet(alerts.CRITICAL_CPU_USAGE, "a hair below the limit", busy_later(EXHAUSTED - HAIR)),
    fires(alerts.HIGH_SYSTEM_LOAD, "a hair above the limit", *load(LOADED + HAIR), since="0s"),
    quiet(alerts.HIGH_SYSTEM_LOAD, "the limit", *load(LOADED)),
    fires(alerts.HIGH_MEMORY_USAGE, "a hair above the limit", *memory(CROWDED + HAIR), since="0s"),
    quiet(alerts.HIGH_MEMORY_USAGE, "a hair below the limit", *memory(CROWDED - HAIR)),
    *(
        quiet(
            alert,
            "exactly the limit",
            real("node_memory_MemTotal_bytes", flat(100)),
            real("node_memory_MemAvailable_bytes", flat(left)),
        )
        for alert, left in ((alerts.HIGH_MEMORY_USAGE, 10), (alerts.CRITICAL_MEMORY_USAGE, 5))
    ),
    quiet(alerts.HIGH_MEMORY_USAGE, "half of the figures is missing", memory(1)[0]),
    fires(alerts.CRITICAL_MEMORY_USAGE, "a hair above the limit", *memory(CRAMMED + HAIR), since="0s"),
    quiet(alerts.CRITICAL_MEMORY_USAGE, "a hair below the limit", *memory(CRAMMED - HAIR)),
    fires(
        alerts.HOST_OOM_KILL,
        "one kill",
        real("node_vmstat_oom_kill", flat(3, "11m") + flat(4)),
        since="11m",
        still="20m30s",
        over="22m",
    ),
    quiet(alerts.HOST_OOM_KILL, "kills of last week", real("node_vmstat_oom_kill", flat(3))),
    quiet(alerts.HOST_OOM_KILL, "the host restarts", real("node_vmstat_oom_kill", flat(3, "5m") + NOTHING)),
    fires(
        alerts.HOST_CLOCK_SKEW, "behind", real("node_timex_offset_seconds", flat(-limits.CLOCK_SKEW - HAIR)), since="0s"
    ),
    fires(
        alerts.HOST_CLOCK_SKEW, "ahead", real("node_timex_offset_seconds", flat(limits.CLOCK_SKEW + HAIR)), since="0s"
    ),
    quiet(
        alerts.HOST_CLOCK_SKEW,
        "the limit, on the other side",
        real("node_timex_offset_seconds", flat(-limits.CLOCK_SKEW)),
    ),
    fires(alerts.HOST_CLOCK_NOT_SYNCHRONISING, "the kernel's bound", *clock(NOTHING, limits.CLOCK_UNKNOWN), since="0s"),
    fires(
        alerts.HOST_CLOCK_NOT_SYNCHRONISING,
        "NTP is lost",
        *clock(flat(1, "2m") + NOTHING, limits.CLOCK_UNKNOWN),
        since="2m",
    ),
    fires(
        alerts.HOST_CLOCK_NOT_SYNCHRONISING,
        "five minutes after NTP answers again",
        *clock(flat(0, "12m") + ONE, limits.CLOCK_UNKNOWN),
        since="0s",
        still="16m30s",
        over="17m30s",
    ),
    quiet(alerts.HOST_CLOCK_NOT_SYNCHRONISING, "not yet far off", *clock(NOTHING, limits.CLOCK_UNKNOWN - HAIR)),
    quiet(alerts.HOST_CLOCK_NOT_SYNCHRONISING, "NTP answers", *clock(ONE, limits.CLOCK_UNKNOWN)),
    fires(alerts.FILE_DESCRIPTORS_EXHAUSTED, "a hair above the limit", *files(FILES + HAIR), since="0s"),
    fires(alerts.FILE_DESCRIPTORS_EXHAUSTED, "one of one", *files(0.001, most=1), since="0s"),
    quiet(alerts.FILE_DESCRIPTORS_EXHAUSTED, "the limit", *files(FILES)),
    quiet(alerts.FILE_DESCRIPTORS_EXHAUSTED, "no limit is known", *files(1, most=0)),
)
