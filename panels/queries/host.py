"""The machine: is it busy, full, under pressure or drifting?"""

from panels.queries.expr import Expr, Where, group, metric, no, nre, ratio, record
from panels.queries.windows import LATELY, RECORDED

INSTANCE = ("environment", "service", "job", "instance")
TREND = "6h"
"""Long enough to see past a log rotation, short enough to follow a leak."""

DAY = 24 * 60 * 60

REAL_FILESYSTEMS = nre("tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|fuse.*|autofs|efivarfs")
"""Docker's overlays repeat the host's disk."""

REAL_DISKS = nre("loop.+|ram.+|zram.+|sr.+|dm-.+")
"""Device mapper repeats the disks below it."""

PHYSICAL = nre("lo|veth.+|docker.+|br-.+|virbr.+|cni.+|flannel.+")
"""Bridges and their ports would count packets twice."""

IDLE = metric("node_cpu_seconds_total", mode="idle")
WORKING = metric("node_cpu_seconds_total", mode=no("idle"))
AVAILABLE_BYTES = metric("node_filesystem_avail_bytes", fstype=REAL_FILESYSTEMS)
SIZE_BYTES = metric("node_filesystem_size_bytes", fstype=REAL_FILESYSTEMS)
READ_ONLY = metric("node_filesystem_readonly").equals(1)

CPU = record("instance:node_cpu_utilization:rate5m", 1 - IDLE.rate(RECORDED).avg(*INSTANCE))
CPU_BY_MODE = record("instance_mode:node_cpu:rate5m", WORKING.rate(RECORDED).avg(*INSTANCE, "mode"))
CPUS = record("instance:node_cpus:count", IDLE.count(*INSTANCE))
LOAD = record("instance:node_load5_per_cpu:ratio", metric("node_load5") / CPUS.on(*INSTANCE))
MEMORY = record(
    "instance:node_memory_utilization:ratio",
    1 - metric("node_memory_MemAvailable_bytes") / metric("node_memory_MemTotal_bytes"),
)
DISK_FREE = record(
    "instance_mountpoint:node_filesystem_avail:ratio",
    ratio(AVAILABLE_BYTES, SIZE_BYTES)
    .min(*INSTANCE, "device", "mountpoint", "fstype")
    .unless(READ_ONLY.on(*INSTANCE, "device", "mountpoint")),
)
DISK_BUSY = record(
    "instance_device:node_disk_io_time:rate5m",
    metric("node_disk_io_time_seconds_total", device=REAL_DISKS).rate(RECORDED),
)
RECEIVED = record(
    "instance:node_network_receive_bytes:rate5m",
    metric("node_network_receive_bytes_total", device=PHYSICAL).rate(RECORDED).sum(*INSTANCE),
)
TRANSMITTED = record(
    "instance:node_network_transmit_bytes:rate5m",
    metric("node_network_transmit_bytes_total", device=PHYSICAL).rate(RECORDED).sum(*INSTANCE),
)
RULES = group("host", CPU, CPU_BY_MODE, CPUS, LOAD, MEMORY, DISK_FREE, DISK_BUSY, RECEIVED, TRANSMITTED)

# --- for alerts: of each host, mount or interface ---------------------------------------------------------------------

MOUNT = (*INSTANCE, "device", "mountpoint")
LINK = (*INSTANCE, "device")
INODE_FILESYSTEMS = nre("tmpfs|ramfs|overlay|squashfs|fuse.*")
NTP_OFFSET = metric("node_timex_offset_seconds")

FREE_IN_A_DAY = AVAILABLE_BYTES.over_time("predict_linear", TREND, DAY)
"""Bytes left in a day, if the trend goes on."""

INODES_FREE = ratio(
    metric("node_filesystem_files_free", fstype=INODE_FILESYSTEMS),
    metric("node_filesystem_files", fstype=INODE_FILESYSTEMS),
)
OOM_KILLS = metric("node_vmstat_oom_kill").increase(LATELY)


def _packets(what: str) -> Expr:
    received, sent = metric(f"node_network_receive_{what}_total"), metric(f"node_network_transmit_{what}_total")
    return (received.rate(RECORDED) + sent.rate(RECORDED)).sum(*LINK)


PACKETS_WITH_ERRORS = ratio(_packets("errs"), _packets("packets"))
CLOCK_SKEW = NTP_OFFSET.abs()
UNSYNCHRONISED = metric("node_timex_sync_status").over_time("min_over_time", RECORDED).equals(0)
"""Clocks that no time server answered for five minutes."""

CLOCK_ERROR = metric("node_timex_maxerror_seconds")
"""Seconds by which the kernel thinks that the clock may be wrong."""

# --- panels -----------------------------------------------------------------------------------------------------------


def cpu(where: Where) -> Expr:
    """Share of the CPU time that is not idle; waiting for disks counts as busy."""
    return CPU(where).named("{{instance}}")


def cpu_by_mode(where: Where) -> Expr:
    """Where the CPU time goes, as a share of all CPUs."""
    return CPU_BY_MODE(where).sum("mode") / CPUS(where).count().as_scalar()


def load_per_core(where: Where) -> Expr:
    """Tasks that want to run, for each core."""
    return LOAD(where).named("{{instance}}")


def memory(where: Where) -> Expr:
    """Share of the memory that nobody could get."""
    return MEMORY(where).named("{{instance}}")


def memory_used(where: Where) -> tuple[Expr, ...]:
    """Bytes of memory and of swap in use."""
    used = metric("node_memory_MemTotal_bytes", where) - metric("node_memory_MemAvailable_bytes", where)
    swapped = metric("node_memory_SwapTotal_bytes", where) - metric("node_memory_SwapFree_bytes", where)
    return used.named("used {{instance}}"), swapped.named("swap used {{instance}}")


def disk_free(where: Where) -> Expr:
    """Free share of each mount that can be written to."""
    return DISK_FREE(where).min("instance", "mountpoint")


def disk_free_tomorrow(where: Where) -> Expr:
    """Bytes left in a day, if the trend goes on; 0 is full."""
    trend = AVAILABLE_BYTES(where).over_time("predict_linear", TREND, DAY)
    return trend.min("instance", "mountpoint").at_least(0)


def disk_busy(where: Where) -> Expr:
    """Share of the time in which a disk had something to do."""
    return DISK_BUSY(where).named("{{instance}} {{device}}")


def disk_throughput(where: Where) -> tuple[Expr, ...]:
    """Bytes read per second, and written below the axis."""
    read = metric("node_disk_read_bytes_total", where).rate().sum("instance", "device")
    written = metric("node_disk_written_bytes_total", where).rate().sum("instance", "device")
    return read.named("read {{device}}"), (-written).named("write {{device}}")


def network(where: Where) -> tuple[Expr, ...]:
    """Bytes received per second, and sent below the axis."""
    return RECEIVED(where).named("RX {{instance}}"), (-TRANSMITTED(where)).named("TX {{instance}}")


def pressure(where: Where) -> tuple[Expr, ...]:
    """Share of the time in which some task waited for CPU, memory or disk (PSI)."""
    return tuple(
        metric(f"node_pressure_{resource}_waiting_seconds_total", where)
        .rate()
        .max("instance")
        .named(f"{resource} {{{{instance}}}}")
        for resource in ("cpu", "memory", "io")
    )


def clock_offset(where: Where) -> Expr:
    """Seconds between our clock and NTP's."""
    return NTP_OFFSET(where).max("instance")
