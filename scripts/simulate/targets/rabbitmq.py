"""What does the simulated RabbitMQ say, in all and queue by queue?"""

from scripts.simulate.build import Page, Target
from scripts.simulate.sources import Gauge, Source, Started, total
from scripts.simulate.targets.common import GB, MB

QUEUES = {"trade.signals": (4.0, 2), "notifications": (2.0, 1), "ai.requests": (7.0, 2)}
"""Messages and consumers."""
AMQP = {"protocol": "amqp091"}
CLASSIC = {"queue_type": "rabbit_classic_queue"}
DEAD = CLASSIC | {"dead_letter_strategy": "disabled"}
RATE = 2.05


def build(seed: int) -> list[Target]:
    """Make RabbitMQ's two targets; the sums of the first are those of the second."""
    detailed = Page(seed, "rabbitmq-detailed", instance="rabbitmq:15692")
    sums: dict[str, list[Source]] = {"messages": [], "messages_ready": [], "messages_unacked": [], "consumers": []}
    for queue, (messages, consumers) in QUEUES.items():
        labels = {"vhost": "/", "queue": queue}
        curve = detailed.curve("market", queue)
        backlog = "queue+" if queue == "ai.requests" else ""
        ready = Gauge(messages, curve, 1.6, plus=backlog, low=0, whole=True)
        unacked = Gauge(messages * 0.4, curve, 1.4, low=0, whole=True)
        taking = Gauge(consumers, curve, effects=("consumers",) if backlog else ())
        for name, source in (
            ("messages", total(ready, unacked)),
            ("messages_ready", ready),
            ("messages_unacked", unacked),
            ("consumers", taking),
        ):
            sums[name].append(detailed.add(f"rabbitmq_detailed_queue_{name}", source, labels))
    page = Page(seed, "rabbitmq")
    for name, parts in sums.items():
        page.add(f"rabbitmq_queue_{name}", total(*parts))
    _node(page, total(*sums["consumers"]))
    _messages(page)
    return [page.target, detailed.target]


def _node(page: Page, consumers: Source) -> None:
    identity = {
        "rabbitmq_node": "rabbit@rabbitmq",
        "rabbitmq_cluster": "bot-core",
        "rabbitmq_cluster_permanent_id": "rabbitmq-cluster-id-1",
        "rabbitmq_endpoint": "aggregated",
    }
    page.gauge("rabbitmq_identity_info", 1, identity)
    page.gauge("rabbitmq_build_info", 1, {"rabbitmq_version": "4.0"})
    page.gauge("rabbitmq_queues", len(QUEUES))
    page.gauge("rabbitmq_connections", 7)
    page.gauge("rabbitmq_channels", 11)
    page.add("rabbitmq_consumers", consumers)
    page.add("rabbitmq_global_consumers", consumers, AMQP)
    page.gauge("rabbitmq_global_publishers", 3, AMQP)
    page.gauge("rabbitmq_process_resident_memory_bytes", 185 * MB, swing=0.1, whole=True)
    page.gauge("rabbitmq_resident_memory_limit_bytes", 0.4 * GB, whole=True)
    page.gauge("rabbitmq_disk_space_available_bytes", 40 * GB, swing=0.001, whole=True)
    page.gauge("rabbitmq_disk_space_available_limit_bytes", 2 * GB)
    page.gauge("rabbitmq_process_open_fds", 64, swing=0.1, whole=True)
    page.gauge("rabbitmq_process_max_fds", 65_536)
    page.gauge("rabbitmq_alarms_memory_used_watermark", 0)
    page.gauge("rabbitmq_alarms_free_disk_space_watermark", 0)
    page.add("rabbitmq_erlang_uptime_seconds", Started("rabbitmq", age=True))


def _messages(page: Page) -> None:
    for name, rate, labels in (
        ("received", RATE, AMQP),
        ("delivered", RATE, AMQP | CLASSIC),
        ("acknowledged", RATE * 0.997, AMQP | CLASSIC),
        ("redelivered", RATE * 0.002, AMQP | CLASSIC),
        ("unroutable_dropped", 0.0, AMQP),
        ("unroutable_returned", 0.0, AMQP),
        ("dead_lettered_rejected", 0.0005, DEAD),
        ("dead_lettered_expired", 0.0002, DEAD),
    ):
        taken = name not in {"received", "unroutable_dropped", "unroutable_returned"}
        effects = ("consumers",) if taken else ()
        page.count(f"rabbitmq_global_messages_{name}_total", rate, labels, *effects, key="rabbitmq")
