"""When is a machine too busy, too full or out of step, and when does it only look so?"""

from collections.abc import Mapping

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, ending, flat, gone

from dashboards.rules.alerts import host as alerts
from panels.thresholds import host as limits
from panels.thresholds import process

HAIR = 0.001
"""Far more than rounding, far less than anybody would call a change of a limit."""

BUSY, EXHAUSTED = limits.CPU.limit("yellow"), limits.CPU_EXHAUSTED
CROWDED, CRAMMED = limits.MEMORY.limit("yellow"), limits.MEMORY.limit("red")
FULL, FILLED = limits.DISK_FREE.limit("red"), limits.DISK_FREE.limit("yellow")
CORES = 4
LOADED = limits.LOAD_PER_CORE.limit("red") * CORES
SIZE = 1e12
DAY = 86400
WORKING = limits.DISK_BUSY.limit("red")
FLOOD = limits.NETWORK.limit("red")
PACKETS = 1000.0
HERE: Mapping[str, str] = {}
ELSEWHERE: tuple[Mapping[str, str], ...] = ({"mountpoint": "/b"}, {"device": "/dev/b"}, {"instance": "b"})
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


def mount(
    free: float,
    *,
    loss: float = 0,
    readonly: bool = False,
    size: float = SIZE,
    at: Mapping[str, str] = HERE,
    fstype: str = "ext4",
) -> tuple[Made, ...]:
    """A filesystem of which a share is free, and a share lost in each second."""
    return (
        real("node_filesystem_size_bytes", flat(size), fstype=fstype, **at),
        real("node_filesystem_avail_bytes", climbing(-size * loss, start=size * free), fstype=fstype, **at),
        real("node_filesystem_readonly", ONE if readonly else NOTHING, fstype=fstype, **at),
    )


def inodes(free: float, **labels: str) -> tuple[Made, Made]:
    """A filesystem of whose inodes a share is free."""
    return (
        real("node_filesystem_files", flat(1e6), **labels),
        real("node_filesystem_files_free", flat(1e6 * free), **labels),
    )


def received(per_second: float, device: str = "eth0") -> Made:
    """Bytes that come in."""
    return real("node_network_receive_bytes_total", climbing(per_second), device=device)


def network(received_packets: Values, sent: Values, received_errors: Values, sent_errors: Values) -> tuple[Made, ...]:
    """Packets and broken packets of an interface."""
    return (
        real("node_network_receive_packets_total", received_packets),
        real("node_network_transmit_packets_total", sent),
        real("node_network_receive_errs_total", received_errors),
        real("node_network_transmit_errs_total", sent_errors),
    )


def packets(errors: float) -> tuple[Made, ...]:
    """As many packets in each direction; a share of all is broken, all of them while they are received."""
    return (
        real("node_network_receive_packets_total", climbing(PACKETS)),
        real("node_network_transmit_packets_total", climbing(PACKETS)),
        real("node_network_receive_errs_total", climbing(2 * PACKETS * errors)),
        real("node_network_transmit_errs_total", NOTHING),
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
    fires(alerts.DISK_SPACE_LOW, "a hair below, not on /", *mount(FULL - HAIR, at={"mountpoint": "/data"}), since="0s"),
    quiet(alerts.DISK_SPACE_LOW, "the limit", *mount(FULL)),
    quiet(alerts.DISK_SPACE_LOW, "a full mount that is read-only", *mount(0, readonly=True)),
    *(quiet(alerts.DISK_SPACE_LOW, f"{kind} is no disk", *mount(0, fstype=kind)) for kind in ("tmpfs", "overlay")),
    *(
        quiet(
            alert,
            f"full and read-only, beside a good {next(iter(other), 'one elsewhere')}",
            *mount(0, readonly=True, loss=1),
            *(mount(1, at=other) if other else ()),
            every=every,
        )
        for alert, every in (
            (alerts.DISK_SPACE_LOW, "15s"),
            (alerts.DISK_SPACE_WARNING, "15s"),
            (alerts.DISK_WILL_FILL_IN_24H, "1m"),
        )
        for other in (*ELSEWHERE, {})
    ),
    *(
        fires(alert, "hardly any bytes at all", *mount(0.04, size=1), since="0s")
        for alert in (alerts.DISK_SPACE_LOW, alerts.DISK_SPACE_WARNING)
    ),
    fires(alerts.DISK_SPACE_WARNING, "a hair below the limit", *mount(FILLED - HAIR), since="0s"),
    quiet(alerts.DISK_SPACE_WARNING, "the limit", *mount(FILLED)),
    fires(
        alerts.DISK_WILL_FILL_IN_24H,
        "falls below 40 % after 2000 seconds",
        *mount(limits.DISK_FILLING + 0.01, loss=0.01 / 2000),
        since="34m",
        every="1m",
    ),
    fires(
        alerts.DISK_WILL_FILL_IN_24H,
        "exactly 40 % at 30 m",
        *mount(limits.DISK_FILLING + 0.009, loss=5e-6),
        since="31m",
        every="1m",
    ),
    *(
        quiet(
            alerts.DISK_WILL_FILL_IN_24H,
            f"another {next(iter(other))} fills, with room",
            *mount(0.3),
            *mount(0.9, loss=2e-5, at=other),
            every="1m",
        )
        for other in ELSEWHERE
    ),
    fires(
        alerts.DISK_WILL_FILL_IN_24H,
        "it begins to fall after thirteen quiet hours",
        real("node_filesystem_size_bytes", flat(SIZE)),
        real("node_filesystem_avail_bytes", climbing(0, "13h", start=3.5e11) + climbing(-1e7)),
        real("node_filesystem_readonly", NOTHING),
        since="925m",
        every="5m",
    ),
    quiet(
        alerts.DISK_WILL_FILL_IN_24H, "half empty, whatever the trend", *mount(0.5, loss=1e-5), until="2h", every="1m"
    ),
    quiet(alerts.DISK_WILL_FILL_IN_24H, "full in 25 hours", *mount(0.39, loss=0.39 / DAY / 25 * 24 * 0.99), every="1m"),
    fires(
        alerts.DISK_WILL_FILL_IN_24H, "full in 24 hours", *mount(0.39, loss=0.39 / DAY * 1.01), since="1m", every="1m"
    ),
    quiet(alerts.DISK_WILL_FILL_IN_24H, "flat", *mount(0.3), until="2h", every="1m"),
    fires(alerts.DISK_INODES_LOW, "a hair below the limit", *inodes(limits.INODES_FREE - HAIR), since="0s"),
    quiet(alerts.DISK_INODES_LOW, "the limit", *inodes(limits.INODES_FREE)),
    fires(
        alerts.DISK_INODES_LOW,
        "hardly any at all",
        *(real("node_filesystem_files", ONE), real("node_filesystem_files_free", NOTHING)),
        since="0s",
    ),
    quiet(alerts.DISK_INODES_LOW, "tmpfs is no disk", *inodes(0, fstype="tmpfs")),
    quiet(
        alerts.DISK_INODES_LOW,
        "a filesystem without inodes",
        *(real(f"node_filesystem_files{end}", NOTHING) for end in ("", "_free")),
    ),
    fires(
        alerts.HIGH_DISK_IO,
        "a hair above the limit",
        real("node_disk_io_time_seconds_total", climbing(WORKING + HAIR)),
        since="5m",
    ),
    quiet(
        alerts.HIGH_DISK_IO, "a hair below the limit", real("node_disk_io_time_seconds_total", climbing(WORKING - HAIR))
    ),
    quiet(
        alerts.HIGH_DISK_IO,
        "device mapper repeats it",
        real("node_disk_io_time_seconds_total", climbing(1), device="dm-0"),
    ),
    quiet(alerts.HIGH_DISK_IO, "exactly the limit", real("node_disk_io_time_seconds_total", climbing(WORKING))),
    fires(
        alerts.HIGH_NETWORK_TRAFFIC,
        "two interfaces together",
        received(FLOOD * 0.6),
        received(FLOOD * 0.401, "eth1"),
        since="5m",
    ),
    quiet(alerts.HIGH_NETWORK_TRAFFIC, "exactly the limit", received(FLOOD)),
    quiet(alerts.HIGH_NETWORK_TRAFFIC, "a hair below the limit", received(FLOOD * (1 - HAIR))),
    quiet(alerts.HIGH_NETWORK_TRAFFIC, "talking to itself", received(2 * FLOOD, "lo"), received(2 * FLOOD, "docker0")),
    fires(alerts.NETWORK_ERRORS, "a hair above the limit", *packets(limits.PACKET_ERRORS * (1 + HAIR)), since="30s"),
    quiet(alerts.NETWORK_ERRORS, "a hair below the limit", *packets(limits.PACKET_ERRORS * (1 - HAIR))),
    quiet(
        alerts.NETWORK_ERRORS,
        "a hair below, while they are sent",
        *network(climbing(10, start=LIVED), climbing(10, start=LIVED), flat(LIVED), climbing(0.19, start=LIVED)),
    ),
    quiet(
        alerts.NETWORK_ERRORS,
        "exactly the limit",
        *network(climbing(100, start=LIVED), climbing(100, start=LIVED), climbing(2, start=LIVED), flat(LIVED)),
    ),
    fires(
        alerts.NETWORK_ERRORS,
        "few packets, broken while they are sent, for an hour",
        *network(climbing(0.1, start=LIVED), climbing(0.3, start=LIVED), flat(LIVED), ending(0.3, "1h")),
        since="30s",
        still="64m30s",
        over="65m",
    ),
    fires(
        alerts.NETWORK_ERRORS,
        "hardly any packet is received, and none broken while sent",
        *network(climbing(0.1, start=LIVED), climbing(10, start=LIVED), ending(0.2, "1h"), flat(LIVED)),
        since="30s",
        still="61m30s",
        over="65m",
    ),
    fires(
        alerts.NETWORK_ERRORS,
        "there were far more packets before, and none was broken",
        *network(
            climbing(100, "10m", start=LIVED) + climbing(1),
            climbing(100, "10m", start=LIVED) + climbing(1),
            flat(LIVED, "10m") + climbing(0.2),
            flat(LIVED),
        ),
        since="15m",
    ),
    quiet(
        alerts.NETWORK_ERRORS,
        "broken packets without packets",
        *network(flat(LIVED), flat(LIVED), climbing(1), climbing(1)),
    ),
    quiet(alerts.NETWORK_ERRORS, "no packet at all", *(real(one.name, NOTHING) for one in packets(0))),
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
