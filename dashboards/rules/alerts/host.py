"""Is a machine too busy or too full?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, below
from panels.queries import host
from panels.thresholds import host as limits

HIGH_CPU_USAGE = Alert(
    name="HighCPUUsage",
    trigger=above(host.CPU, limits.CPU.limit("yellow"), "percentunit", "CPU in use"),
    hold="5m",
    severity="warning",
    component="infrastructure",
    category="performance",
    summary="CPU of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    meaning="Everything on this host becomes slower.",
    runbook="HIGH_CPU",
    panel="Host / CPU usage",
)

HIGH_MEMORY_USAGE = Alert(
    name="HighMemoryUsage",
    trigger=above(host.MEMORY, limits.MEMORY.limit("yellow"), "percentunit", "memory in use"),
    hold="5m",
    severity="warning",
    component="infrastructure",
    category="performance",
    summary="Memory of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    meaning="OOM kills become likely.",
    runbook="HIGH_MEMORY",
    panel="Host / Memory usage",
)

DISK_SPACE_LOW = Alert(
    name="DiskSpaceLow",
    trigger=below(host.DISK_FREE, limits.DISK_FREE.limit("red"), "percentunit", "free disk space"),
    hold="5m",
    severity="critical",
    component="infrastructure",
    category="storage",
    summary="{{ $labels.mountpoint }} on {{ $labels.instance }} has {{ $value | humanizePercentage }} free",
    meaning="{{ $labels.device }} is nearly full: writes will fail.",
    runbook="DISK_SPACE_LOW",
    panel="Host / Disk space available",
)

GROUPS = (AlertGroup("host", (HIGH_CPU_USAGE, HIGH_MEMORY_USAGE, DISK_SPACE_LOW)),)
