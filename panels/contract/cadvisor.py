"""What does cAdvisor say about the containers?

The target label `service` of a container's series comes from its compose label (metric_relabel_configs); cAdvisor's
own `up` has the service `cadvisor`.
"""

from panels.contract.model import Job, Metric, counter, gauge, like
from panels.contract.shared import BYTES, SECONDS, START_TIME

CONTAINER = (
    like("id", r"/.*", 60, "/docker/1"),
    like("name", r"[A-Za-z0-9][\w.-]*", 60, "rust-core-engine"),
    like("image", r"\S*", 60, "bot-core/rust-core-engine:1"),
)
INTERFACE = like("interface", r"[\w@.:-]+", 10, "eth0")
DEVICE = like("device", r"\S+", 10, "/dev/vda")


def _limited(name: str, text: str, unit: str) -> Metric:
    return counter(f"container_cpu_cfs_{name}_total", unit, f"{text}; only with a quota.", *CONTAINER, optional=True)


JOB = Job(
    name="cadvisor",
    service="cadvisor",
    kind="exporter",
    host="cadvisor",
    port=8080,
    per_target=True,
    description="Containers: processor, memory, network, disk; service is the compose service",
    metrics=(
        counter(
            "container_cpu_usage_seconds_total",
            SECONDS,
            "CPU time; cpu is `total`, or one series a processor, so always sum by name.",
            *CONTAINER,
            like("cpu", r"total|cpu\d+", 256, "total"),
        ),
        gauge(
            "container_spec_cpu_quota",
            "µs",
            "CPU time allowed in a period; absent without a limit.",
            *CONTAINER,
            optional=True,
        ),
        gauge("container_spec_cpu_period", "µs", "Length of the period of the CPU quota.", *CONTAINER),
        _limited("periods", "Periods in which the container could run", "periods"),
        _limited("throttled_periods", "Periods in which it was held back", "periods"),
        _limited("throttled_seconds", "Time for which it was held back", SECONDS),
        gauge(
            "container_memory_working_set_bytes", BYTES, "Memory that cannot be taken away: counts for OOM.", *CONTAINER
        ),
        gauge("container_memory_usage_bytes", BYTES, "Memory used, page cache included.", *CONTAINER),
        gauge("container_memory_rss", BYTES, "Anonymous memory.", *CONTAINER),
        gauge("container_spec_memory_limit_bytes", BYTES, "Memory limit; 0 means none.", *CONTAINER),
        counter(
            "container_oom_events_total",
            "events",
            "Kills for want of memory; stuck at 0 in some builds without /dev/kmsg.",
            *CONTAINER,
        ),
        counter("container_network_receive_bytes_total", BYTES, "Bytes received.", *CONTAINER, INTERFACE),
        counter("container_network_transmit_bytes_total", BYTES, "Bytes sent.", *CONTAINER, INTERFACE),
        counter("container_fs_reads_bytes_total", BYTES, "Bytes read from disk.", *CONTAINER, DEVICE),
        counter("container_fs_writes_bytes_total", BYTES, "Bytes written to disk.", *CONTAINER, DEVICE),
        gauge("container_fs_usage_bytes", BYTES, "Space taken on disk.", *CONTAINER, DEVICE),
        gauge(
            "container_start_time_seconds",
            SECONDS,
            "When it started; builds before March 2026 give its creation, which a restart leaves as it is.",
            *CONTAINER,
        ),
        gauge("container_last_seen", SECONDS, "When cAdvisor last saw it, in Unix time.", *CONTAINER),
        gauge(
            "container_health_state",
            "1/0/-1",
            "Result of the container's health check; recent versions only.",
            *CONTAINER,
            optional=True,
        ),
        gauge("machine_cpu_cores", "cores", "Processors of the machine."),
        gauge("machine_memory_bytes", BYTES, "Memory of the machine."),
        START_TIME,
    ),
)
