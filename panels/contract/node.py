"""What does the node exporter say about the host?"""

from panels.contract.model import Job, Metric, counter, gauge, like, one_of
from panels.contract.shared import BYTES, SECONDS, START_TIME

DISK = like("device", r"[\w!.-]+", 40, "vda")
INTERFACE = like("device", r"[\w@.:-]+", 60, "eth0", "lo", "docker0")
FILESYSTEM = (
    like("device", r"\S+", 60, "/dev/vda"),
    like("fstype", r"[\w.]+", 20, "ext4"),
    like("mountpoint", r"/.*", 60, "/", "/data"),
)


def _memory(name: str, text: str) -> Metric:
    return gauge(f"node_memory_{name}_bytes", BYTES, text)


def _network(direction: str, what: str, unit: str, text: str) -> Metric:
    return counter(f"node_network_{direction}_{what}_total", unit, text, INTERFACE)


def _waiting(resource: str) -> Metric:
    return counter(
        f"node_pressure_{resource}_waiting_seconds_total",
        SECONDS,
        f"Time in which something had to wait for {resource}; only on a kernel with PSI.",
        optional=True,
    )


GRAFANA = like("grafana", r"[\w.-]+", 20, "prod")
"""The Grafana that is backed up; `environment` is that of the host that makes the backup."""


def _backup(name: str, unit: str, text: str) -> Metric:
    """Declare what `dash backup --metrics` writes for the textfile collector; there only where backups are made."""
    return gauge(f"dash_backup_{name}", unit, text, GRAFANA, optional=True)


JOB = Job(
    name="node-exporter",
    service="host",
    kind="exporter",
    host="node-exporter",
    port=9100,
    description="Host: processor, memory, disks, network, clock",
    metrics=(
        counter(
            "node_cpu_seconds_total",
            SECONDS,
            "Time that a processor spent in a mode.",
            like("cpu", r"\d+", 256, "0", "1"),
            one_of("mode", "idle", "user", "system", "iowait", "steal", "nice", "irq", "softirq"),
        ),
        gauge("node_load1", "load", "Load average of 1 minute."),
        gauge("node_load5", "load", "Load average of 5 minutes."),
        gauge("node_load15", "load", "Load average of 15 minutes."),
        _memory("MemTotal", "Memory of the host."),
        _memory("MemAvailable", "Memory that programs can still get without swapping."),
        _memory("MemFree", "Memory that nothing uses, not even a cache."),
        _memory("Buffers", "Memory in buffers of block devices."),
        _memory("Cached", "Memory in the page cache."),
        _memory("SwapTotal", "Swap space."),
        _memory("SwapFree", "Free swap space."),
        gauge(
            "node_filesystem_avail_bytes",
            BYTES,
            "Space that ordinary users can still fill; Docker's overlays repeat the host's disk, so filter by fstype.",
            *FILESYSTEM,
        ),
        gauge("node_filesystem_size_bytes", BYTES, "Size of the filesystem.", *FILESYSTEM),
        gauge("node_filesystem_readonly", "0/1", "1 when mounted read-only.", *FILESYSTEM),
        gauge("node_filesystem_device_error", "0/1", "1 when its figures could not be read.", *FILESYSTEM),
        gauge("node_filesystem_files", "inodes", "Inodes of the filesystem.", *FILESYSTEM),
        gauge("node_filesystem_files_free", "inodes", "Free inodes of the filesystem.", *FILESYSTEM),
        counter("node_disk_io_time_seconds_total", SECONDS, "Time in which the disk was busy.", DISK),
        counter("node_disk_io_time_weighted_seconds_total", SECONDS, "Busy time weighted by queue length.", DISK),
        counter("node_disk_read_bytes_total", BYTES, "Bytes read.", DISK),
        counter("node_disk_written_bytes_total", BYTES, "Bytes written.", DISK),
        counter("node_disk_reads_completed_total", "reads", "Reads completed.", DISK),
        counter("node_disk_writes_completed_total", "writes", "Writes completed.", DISK),
        _network("receive", "bytes", BYTES, "Bytes received."),
        _network("transmit", "bytes", BYTES, "Bytes sent."),
        _network("receive", "packets", "packets", "Packets received."),
        _network("transmit", "packets", "packets", "Packets sent."),
        _network("receive", "errs", "packets", "Packets received with errors."),
        _network("transmit", "errs", "packets", "Packets that could not be sent."),
        _network("receive", "drop", "packets", "Received packets that were dropped."),
        _network("transmit", "drop", "packets", "Packets dropped before they were sent."),
        _waiting("cpu"),
        _waiting("memory"),
        _waiting("io"),
        gauge("node_timex_offset_seconds", SECONDS, "How far the clock is from its reference."),
        gauge("node_timex_sync_status", "0/1", "1 while the clock is synchronised."),
        gauge("node_timex_maxerror_seconds", SECONDS, "Largest error that the clock may have."),
        gauge("node_time_seconds", SECONDS, "The host's clock, in Unix time."),
        gauge("node_boot_time_seconds", SECONDS, "When the host was started, in Unix time."),
        counter("node_vmstat_oom_kill", "processes", "Processes killed for want of memory; exposed as untyped."),
        gauge("node_filefd_allocated", "fds", "File descriptors in use on the host."),
        gauge("node_filefd_maximum", "fds", "File descriptors that the host allows."),
        gauge(
            "node_uname_info",
            "info",
            "Always 1; the labels tell which system runs.",
            like("nodename", r"\S+", 1, "bot-core-1"),
            like("release", r"\S+", 1, "6.1.0"),
            like("sysname", r"\w+", 1, "Linux"),
        ),
        gauge(
            "node_scrape_collector_success",
            "0/1",
            "1 when the collector worked in this scrape.",
            like("collector", r"\w+", 80, "cpu", "meminfo", "filesystem", "diskstats", "netdev"),
        ),
        _backup("last_success_timestamp_seconds", SECONDS, "When the last complete backup of a Grafana ended."),
        _backup("last_run_timestamp_seconds", SECONDS, "When the last backup of a Grafana ended, complete or not."),
        _backup("complete", "0/1", "1 if the last backup holds everything that the server listed."),
        _backup("missing_objects", "objects", "Objects that the server listed and the last backup lacks."),
        _backup("objects", "objects", "Objects in the last backup."),
        _backup("size_bytes", BYTES, "Bytes of the objects in the last backup."),
        _backup("duration_seconds", SECONDS, "How long the last backup took."),
        START_TIME,
    ),
)
