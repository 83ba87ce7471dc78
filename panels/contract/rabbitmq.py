"""What does RabbitMQ's own Prometheus plugin expose, summed over queues and, in a second scrape, queue by queue?

There is no `rabbitmq_up`. Channel counters fall when a channel closes, the `global` ones used here do not.
"""

from panels.contract.model import Job, Label, Metric, counter, gauge, like, one_of
from panels.contract.shared import BYTES, SECONDS

PROTOCOL = like("protocol", r"[\w .-]+", 10, "amqp091")
QUEUE_TYPE = like("queue_type", r"\w+", 6, "rabbit_classic_queue")
QUEUE = (
    like("vhost", r".+", 10, "/"),
    like("queue", r"[\w.:/-]+", 40, "trade.signals", "ai.requests"),
)
DEAD_LETTER = (QUEUE_TYPE, one_of("dead_letter_strategy", "disabled", "at_most_once", "at_least_once"))


def _global(name: str, text: str, *labels: Label) -> Metric:
    return counter(f"rabbitmq_global_messages_{name}_total", "messages", text, *labels)


AGGREGATED = Job(
    name="rabbitmq",
    service="rabbitmq",
    kind="exporter",
    host="rabbitmq",
    port=15692,
    description="RabbitMQ: all queues together, memory, disk, alarms",
    metrics=(
        gauge(
            "rabbitmq_identity_info",
            "info",
            "Always 1; the labels tell which node and cluster this is.",
            like("rabbitmq_node", r"\S+", 1, "rabbit@rabbitmq"),
            like("rabbitmq_cluster", r"\S+", 1, "bot-core"),
            like("rabbitmq_cluster_permanent_id", r"\S+", 1, "rabbitmq-cluster-id-1"),
            like("rabbitmq_endpoint", r"[\w-]+", 1, "aggregated"),
        ),
        gauge(
            "rabbitmq_build_info",
            "info",
            "Always 1; the label tells which RabbitMQ runs.",
            like("rabbitmq_version", r"[\w.+-]+", 1, "4.0"),
        ),
        gauge("rabbitmq_queue_messages", "messages", "Messages in all queues together; there is no queue label here."),
        gauge("rabbitmq_queue_messages_ready", "messages", "Messages that wait for a consumer."),
        gauge("rabbitmq_queue_messages_unacked", "messages", "Messages delivered, but not yet acknowledged."),
        gauge("rabbitmq_queue_consumers", "consumers", "Consumers of all queues."),
        gauge("rabbitmq_queues", "queues", "Queues of the node."),
        gauge("rabbitmq_connections", "connections", "Connections to the node."),
        gauge("rabbitmq_channels", "channels", "Channels of the node."),
        gauge("rabbitmq_consumers", "consumers", "Consumers of the node."),
        _global("received", "Messages received from publishers.", PROTOCOL),
        _global("delivered", "Messages delivered to consumers.", PROTOCOL, QUEUE_TYPE),
        _global("acknowledged", "Messages acknowledged by consumers.", PROTOCOL, QUEUE_TYPE),
        _global("redelivered", "Messages delivered once more.", PROTOCOL, QUEUE_TYPE),
        _global("unroutable_dropped", "Messages without a queue that were dropped.", PROTOCOL),
        _global("unroutable_returned", "Messages without a queue that went back.", PROTOCOL),
        _global("dead_lettered_rejected", "Messages dead-lettered because a consumer refused them.", *DEAD_LETTER),
        _global("dead_lettered_expired", "Messages dead-lettered because their time ran out.", *DEAD_LETTER),
        gauge("rabbitmq_global_publishers", "publishers", "Publishers now.", PROTOCOL),
        gauge("rabbitmq_global_consumers", "consumers", "Consumers now.", PROTOCOL),
        gauge("rabbitmq_process_resident_memory_bytes", BYTES, "Memory of the node."),
        gauge("rabbitmq_resident_memory_limit_bytes", BYTES, "High watermark: above it publishers are blocked."),
        gauge("rabbitmq_disk_space_available_bytes", BYTES, "Free space on the node's disk."),
        gauge("rabbitmq_disk_space_available_limit_bytes", BYTES, "Low watermark: below it publishers are blocked."),
        gauge("rabbitmq_process_open_fds", "fds", "File descriptors in use."),
        gauge("rabbitmq_process_max_fds", "fds", "File descriptors allowed."),
        gauge("rabbitmq_alarms_memory_used_watermark", "0/1", "1 while memory is above its watermark; untyped."),
        gauge("rabbitmq_alarms_free_disk_space_watermark", "0/1", "1 while disk is below its watermark; untyped."),
        gauge("rabbitmq_erlang_uptime_seconds", SECONDS, "Time since the start of the node."),
    ),
)

DETAILED = Job(
    name="rabbitmq-detailed",
    service="rabbitmq",
    kind="exporter",
    host="rabbitmq",
    port=15692,
    path="/metrics/detailed",
    params={"family": ("queue_coarse_metrics", "queue_consumer_count")},
    interval="30s",
    description="RabbitMQ queue by queue; a second scrape of the same service, which counts in no up-ness",
    metrics=(
        gauge("rabbitmq_detailed_queue_messages", "messages", "Messages in the queue.", *QUEUE),
        gauge("rabbitmq_detailed_queue_messages_ready", "messages", "Messages that wait for a consumer.", *QUEUE),
        gauge("rabbitmq_detailed_queue_messages_unacked", "messages", "Messages not yet acknowledged.", *QUEUE),
        gauge("rabbitmq_detailed_queue_consumers", "consumers", "Consumers of the queue.", *QUEUE),
    ),
)
