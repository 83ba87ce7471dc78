"""What does the simulated host say through the node exporter?"""

from functools import partial

from scripts.simulate.build import Page, Target
from scripts.simulate.curves import STEADY
from scripts.simulate.sources import Combined, Count, Source, Started, total
from scripts.simulate.targets.common import GB

CPUS = ("0", "1")
MODES = {
    "user": 0.24,
    "system": 0.07,
    "iowait": 0.015,
    "steal": 0.004,
    "nice": 0.001,
    "irq": 0.0,
    "softirq": 0.006,
}
DISKS = {"/": ("/dev/vda1", 80 * GB, 0.52), "/data": ("/dev/vdb1", 400 * GB, 0.47)}
TRAFFIC = {"eth0": (310e3, 460e3, 420.0), "lo": (160e3, 160e3, 300.0), "docker0": (240e3, 250e3, 380.0)}
"""Bytes received and sent, packets, a second."""


DAY, BACKUP = 86400, 3 * 3600 + 600
"""Seconds; the backup ends at ten past three, in UTC."""


def build(seed: int) -> list[Target]:
    """Make the host's target."""
    page = Page(seed, "node-exporter", instance="bot-core-1")
    _cpu(page)
    _memory(page)
    _disks(page)
    _network(page)
    page.gauge("node_timex_offset_seconds", 0.0004, swing=3.0)
    page.gauge("node_timex_sync_status", 1)
    page.gauge("node_timex_maxerror_seconds", 0.012, swing=0.8)
    page.law("node_time_seconds", float)
    page.add("node_boot_time_seconds", Started("host"))
    page.count("node_vmstat_oom_kill", 0.0)
    page.gauge("node_filefd_allocated", 5300, swing=0.1, whole=True)
    page.gauge("node_filefd_maximum", 9.2e6)
    page.gauge("node_uname_info", 1, {"nodename": "bot-core-1", "release": "6.1.0", "sysname": "Linux"})
    for collector in ("cpu", "meminfo", "filesystem", "diskstats", "netdev"):
        page.gauge("node_scrape_collector_success", 1, {"collector": collector})
    _backups(page)
    page.start_time()
    return [page.target]


def _backups(page: Page) -> None:
    """Tell of a nightly backup of Grafana, as `dash backup --metrics` does."""
    labels = {"grafana": "prod"}
    page.law("dash_backup_last_success_timestamp_seconds", _last_night, labels)
    page.law("dash_backup_last_run_timestamp_seconds", _last_night, labels)
    values = {"complete": 1, "missing_objects": 0, "objects": 214, "size_bytes": 1.4e6, "duration_seconds": 5}
    for name, value in values.items():
        page.gauge(f"dash_backup_{name}", value, labels)


def _last_night(time: float) -> float:
    return time - (time - BACKUP) % DAY


def _rest(elapsed: float, *busy: float) -> float:
    return elapsed - sum(busy)


BURNT = Count("node-exporter", 1e-9, STEADY, ("cpu_burnt",), whole=False)
"""A program that does nothing, until a scenario lets it loop."""


def _cpu(page: Page) -> None:
    for cpu in CPUS:
        curve = page.curve("market", f"cpu-{cpu}")
        busy: list[Source] = []
        for mode, rate in MODES.items():
            effects = ("node_cpu",) if mode in {"user", "system"} else ()
            spent: Source = Count(page.target.job.name, rate, curve, effects, whole=False)
            spent = total(spent, BURNT) if mode == "user" else spent
            busy.append(page.add("node_cpu_seconds_total", spent, {"cpu": cpu, "mode": mode}))
        elapsed = Started(page.target.job.name, age=True)
        idle = Combined(_rest, (elapsed, *busy))
        page.add("node_cpu_seconds_total", idle, {"cpu": cpu, "mode": "idle"})
    for minutes, swing in (("1", 1.2), ("5", 1.0), ("15", 0.8)):
        page.gauge(f"node_load{minutes}", 0.85, {}, "node_load", swing=swing, key="load", low=0.01)
    for resource, rate in (("cpu", 0.03), ("memory", 0.0008), ("io", 0.012)):
        page.count(f"node_pressure_{resource}_waiting_seconds_total", rate, whole=False)


def _memory(page: Page) -> None:
    page.gauge("node_memory_MemTotal_bytes", 16 * GB)
    page.gauge("node_memory_MemAvailable_bytes", 6.4 * GB, {}, "memory_free", swing=0.12, whole=True)
    page.gauge("node_memory_MemFree_bytes", 1.3 * GB, {}, "memory_free", swing=0.12, whole=True)
    page.gauge("node_memory_Buffers_bytes", 0.4 * GB, {}, "memory_free", swing=0.05, whole=True)
    page.gauge("node_memory_Cached_bytes", 5.1 * GB, {}, "memory_free", swing=0.05, whole=True)
    page.gauge("node_memory_SwapTotal_bytes", 4 * GB)
    page.gauge("node_memory_SwapFree_bytes", 3.9 * GB, whole=True)


def _disks(page: Page) -> None:
    for mount, (device, size, free) in DISKS.items():
        labels = {"device": device, "fstype": "ext4", "mountpoint": mount}
        effects = ("disk_free",) if mount == "/data" else ()
        page.gauge("node_filesystem_avail_bytes", size * free, labels, *effects, swing=0.0005, shape="flat", whole=True)
        page.gauge("node_filesystem_size_bytes", size, labels)
        page.gauge("node_filesystem_readonly", 0, labels)
        page.gauge("node_filesystem_device_error", 0, labels)
        page.gauge("node_filesystem_files", size // 16384, labels)
        page.gauge("node_filesystem_files_free", size // 16384 * 0.86, labels, swing=0.001, whole=True)
    for disk, busy, read, written in (("vda", 0.03, 60e3, 420e3), ("vdb", 0.11, 350e3, 1.9e6)):
        add = partial(page.count, labels={"device": disk}, key=disk)
        add("node_disk_io_time_seconds_total", busy, whole=False)
        add("node_disk_io_time_weighted_seconds_total", busy * 1.4, whole=False)
        add("node_disk_read_bytes_total", read)
        add("node_disk_written_bytes_total", written)
        add("node_disk_reads_completed_total", read / 16e3)
        add("node_disk_writes_completed_total", written / 24e3)


def _network(page: Page) -> None:
    for device, (received, sent, packets) in TRAFFIC.items():
        add = partial(page.count, labels={"device": device}, shape="people", key=device)
        add("node_network_receive_bytes_total", received)
        add("node_network_transmit_bytes_total", sent)
        add("node_network_receive_packets_total", packets)
        add("node_network_transmit_packets_total", packets * 0.94)
        for fault in ("receive_errs", "transmit_errs", "receive_drop", "transmit_drop"):
            add(f"node_network_{fault}_total", 0.0)
