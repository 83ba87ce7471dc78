"""The machine: is it busy, full, under pressure or drifting?"""

from panels.queries.expr import Expr, Where, group, metric, now, nre, record
from panels.queries.scope import EVERYWHERE

INSTANCE = ("environment", "service", "job", "instance")
DAY = 86400

REAL_FILESYSTEMS = nre("tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|fuse.*|autofs|efivarfs")
"""Docker's overlays repeat the host's disk."""

REAL_DISKS = nre("loop.+|ram.+|zram.+|sr.+|dm-.+")
"""Device mapper repeats the disks below it."""

PHYSICAL = nre("lo|veth.+|docker.+|br-.+|virbr.+|cni.+|flannel.+")
"""Bridges and their ports would count packets twice."""

IDLE = metric("node_cpu_seconds_total", mode="idle")
WORKING = metric("node_cpu_seconds_total", mode=no("idle"))

CPU = record("instance:node_cpu_utilization:rate5m", 1 - IDLE.rate("5m").avg(*INSTANCE))
CPU_MODES = record("instance_mode:node_cpu:rate5m", WORKING.rate("5m").avg(*INSTANCE, "mode"))
CPUS = record("instance:node_cpus:count", IDLE.count(*INSTANCE))
LOAD = record("instance:node_load5_per_cpu:ratio", metric("node_load5") / CPUS.on(*INSTANCE))
MEMORY = record(
    "instance:node_memory_utilization:ratio",
    1 - metric("node_memory_MemAvailable_bytes") / metric("node_memory_MemTotal_bytes"),
)
DISK_FREE = record(
    "instance_mountpoint:node_filesystem_avail:ratio",
    ratio(
        metric("node_filesystem_avail_bytes", fstype=REAL_FILESYSTEMS),
        metric("node_filesystem_size_bytes", fstype=REAL_FILESYSTEMS),
    ).min(*INSTANCE, "device", "mountpoint", "fstype")
    & metric("node_filesystem_readonly").equals(0).on(*INSTANCE, "device", "mountpoint"),
)
