"""When do messages pile up or get lost, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, gone, over, under

from dashboards.rules.alerts.rabbitmq import (
    RABBITMQ_DOWN,
    RABBITMQ_HIGH_MEMORY_USAGE,
    RABBITMQ_NO_CONSUMERS,
    RABBITMQ_QUEUE_BACKLOG,
    RABBITMQ_RESOURCE_ALARM,
    RABBITMQ_UNROUTABLE_MESSAGES,
)
from panels.thresholds import messaging as limits

LONG = limits.BACKLOG.limit("red")
FULL = limits.MEMORY.limit("red")
STRANGE = 'Größe "a|b" (.*)\\'
"""A name of a virtual host; RabbitMQ allows nearly everything."""


def up(values: Values, job: str = "rabbitmq", **labels: str) -> Made:
    """Whether the broker answers a scrape."""
    return real("up", values, job=job, **labels)


def held(messages: float, **labels: str) -> Made:
    """Messages of a queue."""
    return real("rabbitmq_detailed_queue_messages", flat(messages), **labels)


def ready(values: Values, **labels: str) -> Made:
    """Messages of a queue that wait for a consumer."""
    return real("rabbitmq_detailed_queue_messages_ready", values, **labels)


def consumers(values: Values, **labels: str) -> Made:
    """Consumers of a queue."""
    return real("rabbitmq_detailed_queue_consumers", values, **labels)


def memory(used: float, watermark: float, **labels: str) -> tuple[Made, Made]:
    """Memory of a node, and from which on it blocks."""
    return (
        real("rabbitmq_process_resident_memory_bytes", flat(used), **labels),
        real("rabbitmq_resident_memory_limit_bytes", flat(watermark), **labels),
    )


def alarms(memory_alarm: Values, disk_alarm: Values, **labels: str) -> tuple[Made, Made]:
    """Which watermarks are in effect."""
    return (
        real("rabbitmq_alarms_memory_used_watermark", memory_alarm, **labels),
        real("rabbitmq_alarms_free_disk_space_watermark", disk_alarm, **labels),
    )


def unroutable(values: Values, **labels: str) -> Made:
    """Messages for which there was no queue."""
    return real("rabbitmq_global_messages_unroutable_dropped_total", values, **labels)


CASES = (
    fires(RABBITMQ_DOWN, "until it is back", up(flat(0, "5m") + ONE), since="0s", over="5m"),
    fires(RABBITMQ_DOWN, "though its second scrape answers", up(NOTHING), up(ONE, "rabbitmq-detailed"), since="0s"),
    quiet(RABBITMQ_DOWN, "only the second scrape fails", up(ONE), up(NOTHING, "rabbitmq-detailed")),
    quiet(RABBITMQ_DOWN, "one node of two", up(NOTHING), up(ONE, instance="b")),
    quiet(RABBITMQ_DOWN, "a restart of a minute and a half", up(flat(1, "5m") + flat(0, "90s") + ONE)),
    quiet(RABBITMQ_DOWN, "another job is down", up(NOTHING, "redis")),
    fires(RABBITMQ_QUEUE_BACKLOG, "a hair above", held(over(LONG)), since="0s"),
    quiet(RABBITMQ_QUEUE_BACKLOG, "exactly the limit", held(LONG)),
    quiet(RABBITMQ_QUEUE_BACKLOG, "a hair below", held(under(LONG))),
    quiet(RABBITMQ_QUEUE_BACKLOG, "two queues, each below", held(0.6 * LONG), held(0.6 * LONG, queue="ai.requests")),
    quiet(RABBITMQ_QUEUE_BACKLOG, "two nodes tell it", held(0.6 * LONG), held(0.6 * LONG, instance="b")),
    fires(RABBITMQ_QUEUE_BACKLOG, "one node of two knows it", held(over(LONG)), held(0, instance="b"), since="0s"),
    quiet(RABBITMQ_QUEUE_BACKLOG, "all queues together", real("rabbitmq_queue_messages", flat(2 * LONG))),
    fires(
        RABBITMQ_QUEUE_BACKLOG,
        "one queue in two virtual hosts, told by two nodes",
        *(held(2 * LONG, vhost=vhost, instance=node) for vhost in ("/", STRANGE) for node in "ab"),
        held(2 * LONG, queue="ai.requests"),
        since="0s",
        number=3,
    ),
    fires(RABBITMQ_NO_CONSUMERS, "one message", ready(ONE), consumers(NOTHING), since="0s"),
    fires(
        RABBITMQ_NO_CONSUMERS,
        "until somebody reads it",
        ready(flat(5)),
        consumers(flat(0, "8m") + ONE),
        since="0s",
        over="8m",
    ),
    fires(
        RABBITMQ_NO_CONSUMERS,
        "one node of two knows of its messages",
        *(ready(flat(5)), ready(NOTHING, instance="b")),
        *(consumers(NOTHING), consumers(NOTHING, instance="b")),
        since="0s",
    ),
    quiet(RABBITMQ_NO_CONSUMERS, "nothing waits", ready(NOTHING), consumers(NOTHING)),
    quiet(RABBITMQ_NO_CONSUMERS, "they are read", ready(flat(5)), consumers(ONE)),
    quiet(RABBITMQ_NO_CONSUMERS, "nobody knows who reads it", ready(flat(5))),
    quiet(
        RABBITMQ_NO_CONSUMERS,
        "its consumer is connected to another node",
        ready(flat(5)),
        consumers(NOTHING),
        consumers(ONE, instance="b"),
    ),
    fires(
        RABBITMQ_NO_CONSUMERS,
        "one queue of two, in one virtual host of two",
        ready(flat(5), vhost=STRANGE),
        consumers(NOTHING, vhost=STRANGE),
        ready(flat(5)),
        consumers(ONE),
        ready(flat(5), queue="ai.requests", vhost=STRANGE),
        consumers(ONE, queue="ai.requests", vhost=STRANGE),
        since="0s",
    ),
    fires(RABBITMQ_HIGH_MEMORY_USAGE, "a hair above", *memory(over(FULL) * 1e9, 1e9), since="0s"),
    quiet(RABBITMQ_HIGH_MEMORY_USAGE, "exactly the limit", *memory(FULL * 100, 100)),
    quiet(RABBITMQ_HIGH_MEMORY_USAGE, "a hair below", *memory(under(FULL) * 1e9, 1e9)),
    quiet(RABBITMQ_HIGH_MEMORY_USAGE, "no watermark is known", *memory(1e9, 0)),
    fires(
        RABBITMQ_HIGH_MEMORY_USAGE,
        "two nodes of three, one far larger",
        *memory(0.95, 1),
        *memory(95e9, 100e9, instance="b"),
        *memory(1, 100e9, instance="c"),
        since="0s",
        number=2,
    ),
    fires(
        RABBITMQ_RESOURCE_ALARM,
        "memory, until it is free again",
        *alarms(flat(1, "5m") + NOTHING, NOTHING),
        since="0s",
        over="5m",
    ),
    fires(RABBITMQ_RESOURCE_ALARM, "disk, while memory is quiet", *alarms(NOTHING, ONE), since="0s"),
    fires(RABBITMQ_RESOURCE_ALARM, "both, told once", *alarms(ONE, ONE), since="0s"),
    fires(
        RABBITMQ_RESOURCE_ALARM,
        "memory of one node and disk of another",
        *alarms(ONE, NOTHING),
        *alarms(NOTHING, ONE, instance="b"),
        *alarms(NOTHING, NOTHING, instance="c"),
        since="0s",
        number=2,
    ),
    quiet(RABBITMQ_RESOURCE_ALARM, "neither", *alarms(NOTHING, NOTHING)),
    fires(
        RABBITMQ_UNROUTABLE_MESSAGES,
        "a few all the time, at two nodes, told once",
        unroutable(climbing(0.01, start=LIVED)),
        unroutable(climbing(0.01, start=LIVED), instance="b"),
        since="30s",
    ),
    fires(
        RABBITMQ_UNROUTABLE_MESSAGES,
        "one and another, and no more",
        unroutable(flat(LIVED, "5m") + flat(LIVED + 1, "3m") + flat(LIVED + 2)),
        since="5m",
        over="13m",
    ),
    quiet(RABBITMQ_UNROUTABLE_MESSAGES, "one message, once", unroutable(flat(LIVED, "5m") + flat(LIVED + 1))),
    quiet(RABBITMQ_UNROUTABLE_MESSAGES, "long ago", unroutable(flat(LIVED))),
    quiet(
        RABBITMQ_UNROUTABLE_MESSAGES,
        "a restart, and the counter begins anew",
        unroutable(flat(9, "5m") + gone("1m") + NOTHING),
    ),
)
