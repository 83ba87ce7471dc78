"""Is a container held back or killed for what it uses?"""

from functools import partial

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, lasting, some
from panels.queries import container
from panels.queries.windows import LATELY
from panels.thresholds import container as limits

contained = partial(Alert, component="container", severity="warning")
share = partial(above, unit="percentunit")

CONTAINER_HIGH_CPU = contained(
    name="ContainerHighCPU",
    trigger=share(container.CPU_OF_LIMIT, limits.OF_LIMIT.limit("yellow"), what="share of the CPU limit in use"),
    hold="5m",
    category="performance",
    summary="{{ $labels.name }} uses {{ $value | humanizePercentage }} of its CPU limit",
    meaning="At the limit it is held back.",
    runbook="HIGH_CPU",
    panel="Containers / Containers",
)

CONTAINER_CPU_THROTTLED = contained(
    name="ContainerCPUThrottled",
    trigger=share(container.THROTTLED, limits.THROTTLED.limit("yellow"), what="scheduling periods held back"),
    hold="15m",
    category="performance",
    summary="{{ $labels.name }} is throttled in {{ $value | humanizePercentage }} of periods",
    meaning="Its CPU limit is too small for its load.",
    runbook="HIGH_CPU",
    panel="Containers / Containers",
)

CONTAINER_HIGH_MEMORY = contained(
    name="ContainerHighMemory",
    trigger=share(container.MEMORY_OF_LIMIT, limits.OF_LIMIT.limit("red"), what="share of the memory limit in use"),
    hold="5m",
    category="memory",
    summary="{{ $labels.name }} uses {{ $value | humanizePercentage }} of its memory limit",
    meaning="At the limit the kernel kills it.",
    runbook="HIGH_MEMORY",
    panel="Containers / Containers",
)

CONTAINER_OOM_KILLED = contained(
    name="ContainerOOMKilled",
    trigger=some(container.OOM_KILLS, f"OOM kill in {lasting(LATELY)}"),
    category="memory",
    summary="{{ $labels.name }} was killed for memory",
    meaning="About {{ $value | humanize }} of them.",
    runbook="HIGH_MEMORY",
    panel="Containers / OOM kills",
)

ALERTS = (CONTAINER_HIGH_CPU, CONTAINER_CPU_THROTTLED, CONTAINER_HIGH_MEMORY, CONTAINER_OOM_KILLED)
