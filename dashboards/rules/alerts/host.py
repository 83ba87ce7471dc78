"""Is a machine too busy, too full, or out of step with the time?"""

from functools import partial

from dashboards.rules.alerts import container
from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, at_least, below, lasting, some, when
from panels.queries import host, process
from panels.queries.windows import LATELY
from panels.thresholds import host as limits
from panels.thresholds import process as processes

infrastructure = partial(Alert, component="infrastructure")
share = partial(above, unit="percentunit")

HIGH_CPU_USAGE = infrastructure(
    name="HighCPUUsage",
    trigger=share(host.CPU, limits.CPU.limit("yellow"), what="CPU in use"),
    hold="5m",
    severity="warning",
    category="performance",
    summary="CPU of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    meaning="Everything on this host becomes slower.",
    runbook="HIGH_CPU",
    panel="Host / CPU usage",
)

CRITICAL_CPU_USAGE = infrastructure(
    name="CriticalCPUUsage",
    trigger=share(host.CPU, limits.CPU_EXHAUSTED, what="CPU in use"),
    hold="2m",
    severity="critical",
    category="performance",
    summary="CPU of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    meaning="Work queues up: trades and answers come late.",
    runbook="HIGH_CPU",
    panel="Host / CPU usage",
)

HIGH_SYSTEM_LOAD = infrastructure(
    name="HighSystemLoad",
    trigger=above(host.LOAD, limits.LOAD_PER_CORE.limit("red"), "per core", "5-minute load"),
    hold="15m",
    severity="warning",
    category="performance",
    summary="Run queue of {{ $labels.instance }} is {{ $value | humanize }} per core",
    meaning="More work waits than the cores can do.",
    runbook="HIGH_CPU",
    panel="Host / Load per core",
)

HIGH_MEMORY_USAGE = infrastructure(
    name="HighMemoryUsage",
    trigger=share(host.MEMORY, limits.MEMORY.limit("yellow"), what="memory in use"),
    hold="5m",
    severity="warning",
    category="performance",
    summary="Memory of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    meaning="OOM kills become likely.",
    runbook="HIGH_MEMORY",
    panel="Host / Memory usage",
)

CRITICAL_MEMORY_USAGE = infrastructure(
    name="CriticalMemoryUsage",
    trigger=share(host.MEMORY, limits.MEMORY.limit("red"), what="memory in use"),
    hold="2m",
    severity="critical",
    category="performance",
    summary="Memory of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    meaning="The kernel will kill something soon.",
    runbook="HIGH_MEMORY",
    panel="Host / Memory usage",
)

HOST_OOM_KILL = infrastructure(
    name="HostOOMKill",
    trigger=some(host.OOM_KILLS, f"OOM kill in {lasting(LATELY)}"),
    severity="warning",
    category="memory",
    summary="The kernel killed a process on {{ $labels.instance }} for memory",
    meaning="About {{ $value | humanize }} of them.",
    runbook="HIGH_MEMORY",
    panel="Host / Memory and swap",
)

FREE = "{{ $labels.mountpoint }} on {{ $labels.instance }} has {{ $value | humanizePercentage }} free"

DISK_SPACE_LOW = infrastructure(
    name="DiskSpaceLow",
    trigger=below(host.DISK_FREE, limits.DISK_FREE.limit("red"), "percentunit", "free disk space"),
    hold="5m",
    severity="critical",
    category="storage",
    summary=FREE,
    meaning="{{ $labels.device }} is nearly full: writes will fail.",
    runbook="DISK_SPACE_LOW",
    panel="Host / Disk space available",
)

DISK_SPACE_WARNING = infrastructure(
    name="DiskSpaceWarning",
    trigger=below(host.DISK_FREE, limits.DISK_FREE.limit("yellow"), "percentunit", "free disk space"),
    hold="10m",
    severity="warning",
    category="storage",
    summary=FREE,
    meaning="{{ $labels.device }} fills up: make room while there is time.",
    runbook="DISK_SPACE_LOW",
    panel="Host / Disk space available",
)

DISK_WILL_FILL_IN_24H = infrastructure(
    name="DiskWillFillIn24h",
    trigger=below(host.DISK_FREE, limits.DISK_FILLING, "percentunit", "free disk space")
    & when(
        (host.FREE_IN_A_DAY < 0).on(*host.MOUNT), f"a trend of {lasting(host.TREND)} that reaches zero within a day"
    ),
    hold="1h",
    severity="warning",
    category="storage",
    summary="{{ $labels.mountpoint }} on {{ $labels.instance }} fills up within a day",
    meaning="{{ $value | humanizePercentage }} is still free.",
    runbook="DISK_SPACE_LOW",
    panel="Host / Free space in 24 h at this rate",
)

DISK_INODES_LOW = infrastructure(
    name="DiskInodesLow",
    trigger=below(host.INODES_FREE, limits.INODES_FREE, "percentunit", "free inodes"),
    hold="15m",
    severity="warning",
    category="storage",
    summary="{{ $labels.mountpoint }} on {{ $labels.instance }} has {{ $value | humanizePercentage }} inodes free",
    meaning="New files will fail although space is left.",
    runbook="DISK_SPACE_LOW",
    panel="Host / Disk space available",
)

HIGH_DISK_IO = infrastructure(
    name="HighDiskIO",
    trigger=share(host.DISK_BUSY, limits.DISK_BUSY.limit("red"), what="disk busy"),
    hold="5m",
    severity="warning",
    category="performance",
    summary="{{ $labels.device }} on {{ $labels.instance }} busy {{ $value | humanizePercentage }}",
    meaning="Whoever reads or writes waits.",
    runbook="HIGH_DISK_IO",
    panel="Host / Disk busy",
)

HIGH_NETWORK_TRAFFIC = infrastructure(
    name="HighNetworkTraffic",
    trigger=above(host.RECEIVED, limits.NETWORK.limit("red"), "Bps", "traffic received"),
    hold="5m",
    severity="info",
    category="network",
    summary="{{ $labels.instance }} receives {{ $value | humanize }}B/s",
    meaning="Compare it with the requests: an import, a backup or an attack.",
    runbook="HIGH_TRAFFIC",
    panel="Host / Network traffic",
)

NETWORK_ERRORS = infrastructure(
    name="NetworkErrors",
    trigger=share(host.PACKETS_WITH_ERRORS, limits.PACKET_ERRORS, what="packets with errors"),
    hold="30m",
    severity="warning",
    category="network",
    summary="{{ $labels.device }} on {{ $labels.instance }}: {{ $value | humanizePercentage }} packets with errors",
    meaning="A cable, a driver or a neighbour is broken.",
    runbook="HIGH_TRAFFIC",
    panel="Host / Network traffic",
)

HOST_CLOCK_SKEW = infrastructure(
    name="HostClockSkew",
    trigger=above(host.CLOCK_SKEW, limits.CLOCK_SKEW, "s", "clock error"),
    hold="10m",
    severity="warning",
    category="clock",
    summary="Clock of {{ $labels.instance }} is {{ $value | humanizeDuration }} off",
    meaning="Signed Binance requests are refused when the clock drifts beyond recvWindow.",
    runbook="CLOCK_SKEW",
    panel="Host / Clock offset",
)

HOST_CLOCK_NOT_SYNCHRONISING = infrastructure(
    name="HostClockNotSynchronising",
    trigger=when(host.UNSYNCHRONISED, "clock not synchronised")
    & at_least(host.CLOCK_ERROR, limits.CLOCK_UNKNOWN, "s", "a possible error of"),
    hold="10m",
    severity="warning",
    category="clock",
    summary="Clock of {{ $labels.instance }} is not synchronised",
    meaning="NTP is not running or not reachable.",
    runbook="CLOCK_SKEW",
    panel="Host / Clock offset",
)

FILE_DESCRIPTORS_EXHAUSTED = infrastructure(
    name="FileDescriptorsExhausted",
    trigger=share(process.FILE_DESCRIPTORS, processes.FILE_DESCRIPTORS.limit("red"), what="file descriptors in use"),
    hold="10m",
    severity="warning",
    category="saturation",
    summary="{{ $labels.service }} uses {{ $value | humanizePercentage }} of its file descriptors",
    meaning="At the limit new sockets and files will fail.",
    runbook="FILE_DESCRIPTORS",
    dashboard="api-performance",
    panel="Runtime / Open file descriptors",
)

GROUPS = (
    AlertGroup(
        "host",
        (
            HIGH_CPU_USAGE,
            CRITICAL_CPU_USAGE,
            HIGH_SYSTEM_LOAD,
            HIGH_MEMORY_USAGE,
            CRITICAL_MEMORY_USAGE,
            HOST_OOM_KILL,
            DISK_SPACE_LOW,
            DISK_SPACE_WARNING,
            DISK_WILL_FILL_IN_24H,
            DISK_INODES_LOW,
            HIGH_DISK_IO,
            HIGH_NETWORK_TRAFFIC,
            NETWORK_ERRORS,
            HOST_CLOCK_SKEW,
            HOST_CLOCK_NOT_SYNCHRONISING,
            FILE_DESCRIPTORS_EXHAUSTED,
        ),
    ),
    AlertGroup("container", container.ALERTS),
)
