"""Which changes of an alert make no difference, and why? All others must be noticed by a case."""

from collections.abc import Mapping

ZEROS = "without or (0 * "
"""A recorded ratio is filled up with zeros where nothing failed yet."""

ABOVE = "zeros are for panels: an alert above a limit needs none"
ONE_SERVICE = "an instance, or this metric, belongs to one service"
PART = "0 / 0 is no number, and the part is never more than the whole"

FILTERED = "the other side filters too, and both must be there"
NOT_LOW = "a share of nothing is no number or infinite: it is not low"
TINY = "a byte, or an inode, more or less"
EXACT = "a share over hours or days never meets its limit to the last digit"
NAMED = "by the contract every container has a name"
NO_SHARE = "a share of an infinite or negative quota is above no limit"

GUARD = ("> 0 -> >= 0", "without > 0", "0 -> -1")
"""Ways to lose the condition that there is a whole to have a share of."""

DISKS = "tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|fuse.*|autofs|efivarfs"
ANY_DISK = {
    f'node_filesystem_avail_bytes without fstype!~"{DISKS}"': FILTERED,
    f'node_filesystem_size_bytes without fstype!~"{DISKS}"': FILTERED,
    **dict.fromkeys(GUARD, NOT_LOW),
    "unless on without service": ONE_SERVICE,
    "unless on without job": ONE_SERVICE,
}
INODES = "tmpfs|ramfs|overlay|squashfs|fuse.*"

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "InstanceDown": {"unless on without service": ONE_SERVICE},
    "DiskSpaceLow": ANY_DISK,
    "DiskSpaceWarning": ANY_DISK,
    "ModelLoadFailure": {
        **dict.fromkeys(GUARD, "the counts are added, and their sum is compared with zero"),
        "increase() -> rate()": "it only matters whether there are any",
        "and on without service": ONE_SERVICE,
        "and on without job": ONE_SERVICE,
        'process_start_time_seconds without job="python-ai-service"': "the job must agree anyway",
        'up without job="python-ai-service"': "the job must agree anyway",
    },
    "DiskWillFillIn24h": {
        **ANY_DISK,
        "and on without service": ONE_SERVICE,
        "and on without job": ONE_SERVICE,
        "< 0 -> <= 0": "a forecast is never exactly zero",
        "0 -> 1": TINY,
    },
    "DiskInodesLow": {
        f'node_filesystem_files_free without fstype!~"{INODES}"': FILTERED,
        f'node_filesystem_files without fstype!~"{INODES}"': FILTERED,
        **dict.fromkeys(GUARD, NOT_LOW),
    },
    "ContainerHighCPU": {
        'container_cpu_usage_seconds_total without name!=""': NAMED,
        'container_spec_cpu_quota without name!=""': NAMED,
        'container_spec_cpu_period without name!=""': NAMED,
        **dict.fromkeys(GUARD, NO_SHARE),
    },
    "ContainerCPUThrottled": {
        'container_cpu_cfs_throttled_periods_total without name!=""': NAMED,
        'container_cpu_cfs_periods_total without name!=""': NAMED,
    },
    "ContainerHighMemory": {
        'container_memory_working_set_bytes without name!=""': NAMED,
        'container_spec_memory_limit_bytes without name!=""': NAMED,
    },
    "ContainerOOMKilled": {'container_oom_events_total without name!=""': NAMED},
    "HighErrorRate": dict.fromkeys(GUARD, PART),
    "LokiRequestErrors": dict.fromkeys(GUARD, PART),
    "GrafanaRequestErrors": dict.fromkeys(GUARD, PART),
    "SLOErrorBudgetBurnFast": {"> -> >=": EXACT, ">= 10 -> > 10": EXACT},
    "SLOErrorBudgetBurnSlow": {"> -> >=": EXACT, ">= 10 -> > 10": EXACT},
    "SLOErrorBudgetBurnTicket": {"> -> >=": EXACT},
    "SLOErrorBudgetBurnCreeping": {"> -> >=": EXACT},
    "SLOErrorBudgetExhausted": {"<= 0 -> < 0": EXACT},
    "Watchdog": {"1 -> 2": "it fires whatever the value", "1 -> 0": "it fires whatever the value"},
    "ExporterCollectFailed": {"- -> +": "of 0 and 1, 1 + x is 1 exactly where 1 - x is"},
    "MarketDataStale": {
        "and on without service": ONE_SERVICE,
        "max with instance": "the right side is matched by environment and service, whatever else it carries",
    },
    "AIAnalysisErrors": dict.fromkeys(GUARD, PART),
    "LowModelConfidence": dict.fromkeys(GUARD, "a mean of nothing is no number or infinite: it is not low"),
    "PredictionSkew": {"/ on without service": ONE_SERVICE},
    "MongoDBDown": {"unless on without service": ONE_SERVICE, "unless on without job": ONE_SERVICE},
    "MongoDBHighConnections": dict.fromkeys(GUARD, PART),
    "MongoDBReplicationLag": {
        **dict.fromkeys(("0 -> 1", "0 -> -1", "without clamp_min()"), "only panels show a lag below zero"),
        "- on without service": ONE_SERVICE,
    },
}
"""Alert -> change -> why no case can notice it."""


def reason(alert: str, what: str) -> str:
    """Tell why a change makes no difference; empty if it does."""
    if what.startswith(ZEROS):
        return ABOVE
    return EQUIVALENT.get(alert, {}).get(what, "")
