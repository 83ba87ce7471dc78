"""Is a machine too busy or too full?"""

from dashboards.rules.alerts.model import Alert
from panels.queries import host
from panels.thresholds import host as limits

HIGH_CPU_USAGE = Alert(
    name="HighCPUUsage",
    expr=host.CPU > limits.CPU.limit("yellow"),
    hold="5m",
    severity="warning",
    component="infrastructure",
    category="performance",
    summary="CPU of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    description="Above 80 % for 5 minutes.",
    runbook="HIGH_CPU",
    panel="Host / CPU usage",
)

HIGH_MEMORY_USAGE = Alert(
    name="HighMemoryUsage",
    expr=host.MEMORY > limits.MEMORY.limit("yellow"),
    hold="5m",
    severity="warning",
    component="infrastructure",
    category="performance",
    summary="Memory of {{ $labels.instance }} at {{ $value | humanizePercentage }}",
    description="Above 90 % for 5 minutes; OOM kills become likely.",
    runbook="HIGH_MEMORY",
    panel="Host / Memory usage",
)

DISK_SPACE_LOW = Alert(
    name="DiskSpaceLow",
    expr=host.DISK_FREE < limits.DISK_FREE.limit("red"),
    hold="5m",
    severity="critical",
    component="infrastructure",
    category="storage",
    summary="{{ $labels.mountpoint }} on {{ $labels.instance }} has {{ $value | humanizePercentage }} free",
    description="Less than 10 % of {{ $labels.device }} is available.",
    runbook="DISK_SPACE_LOW",
    panel="Host / Disk space available",
)

ALERTS = (HIGH_CPU_USAGE, HIGH_MEMORY_USAGE, DISK_SPACE_LOW)
