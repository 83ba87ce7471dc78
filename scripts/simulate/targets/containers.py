"""What does the simulated cAdvisor say about the containers of Bot-Core?"""

from functools import partial

from scripts.simulate.build import COMPOSE_LABEL, Page, Target
from scripts.simulate.sources import Started
from scripts.simulate.targets.common import GB, MB

CONTAINERS = {
    "rust-core-engine": (0.42, 330 * MB, 1 * GB),
    "python-ai-service": (0.6, 1.3 * GB, 3 * GB),
    "nextjs-ui-dashboard": (0.14, 230 * MB, 0.5 * GB),
    "mongodb": (0.25, 1.6 * GB, 4 * GB),
    "redis": (0.05, 150 * MB, 0.5 * GB),
    "rabbitmq": (0.09, 190 * MB, 1 * GB),
}
"""Processors and memory used, and the memory limit."""

PERIOD = 100_000
CPUS = 2.0
"""Each container may use two processors."""


def build(seed: int) -> list[Target]:
    """Make cAdvisor's target."""
    page = Page(seed, "cadvisor")
    for number, name in enumerate(CONTAINERS, 1):
        _container(page, number, name)
    page.gauge("machine_cpu_cores", 2)
    page.gauge("machine_memory_bytes", 16 * GB)
    page.start_time()
    return [page.target]


def _container(page: Page, number: int, name: str) -> None:
    cpu, memory, limit = CONTAINERS[name]
    labels = {"id": f"/docker/{number}", "name": name, "image": f"bot-core/{name}:1", COMPOSE_LABEL: name}
    network, disk = labels | {"interface": "eth0"}, labels | {"device": "/dev/vda"}
    page.count(
        "container_cpu_usage_seconds_total",
        cpu,
        labels | {"cpu": "total"},
        "container_cpu",
        shape="people",
        whole=False,
    )
    page.gauge("container_spec_cpu_quota", PERIOD * CPUS, labels)
    page.gauge("container_spec_cpu_period", PERIOD, labels)
    page.count("container_cpu_cfs_periods_total", 7.5, labels)
    page.count("container_cpu_cfs_throttled_periods_total", 0.06, labels, "container_cpu")
    page.count("container_cpu_cfs_throttled_seconds_total", 0.002, labels, "container_cpu", whole=False)
    used = partial(page.gauge, swing=0.1, key=name, high=limit, whole=True)
    for measure, part in (("working_set_bytes", 1.0), ("usage_bytes", 1.18), ("rss", 0.9)):
        used(f"container_memory_{measure}", memory * part, labels, "container_memory")
    page.gauge("container_spec_memory_limit_bytes", limit, labels)
    page.count("container_oom_events_total", 0.0, labels)
    page.count("container_network_receive_bytes_total", 52e3 * cpu * 4, network, shape="people", key=name)
    page.count("container_network_transmit_bytes_total", 71e3 * cpu * 4, network, shape="people", key=name)
    page.count("container_fs_reads_bytes_total", 9e3, disk)
    page.count("container_fs_writes_bytes_total", 61e3, disk)
    page.gauge("container_fs_usage_bytes", 180 * MB, disk, swing=0.01, whole=True)
    page.add("container_start_time_seconds", Started(name), labels)
    page.law("container_last_seen", lambda time: float(int(time)), labels)
    page.gauge("container_health_state", 1, labels)
