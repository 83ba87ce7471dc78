"""Does RabbitMQ not answer, pile up messages, or block its publishers?"""

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, lasting, when
from panels.queries import messaging
from panels.queries.windows import RECORDED
from panels.thresholds import messaging as limits

RABBITMQ_DOWN = Alert(
    name="RabbitMQDown",
    trigger=when(messaging.ANSWERS.equals(0), "its own metrics endpoint (:15692) without an answer"),
    hold="2m",
    severity="critical",
    component="messaging",
    category="availability",
    summary="RabbitMQ is down",
    meaning="Signals and notifications wait at their senders or are lost.",
    runbook="RABBITMQ_DOWN",
    dashboard="database-performance",
    panel="Now / RabbitMQ",
)

RABBITMQ_QUEUE_BACKLOG = Alert(
    name="RabbitMQQueueBacklog",
    trigger=above(messaging.QUEUED, limits.BACKLOG.limit("red"), "none", "messages in a queue"),
    hold="10m",
    severity="warning",
    component="messaging",
    category="saturation",
    summary="Queue {{ $labels.queue }} holds {{ $value | humanize }} messages",
    meaning="Its consumers are stuck, too slow or too few.",
    runbook="RABBITMQ_BACKLOG",
    dashboard="database-performance",
    panel="RabbitMQ / Messages by queue",
)

RABBITMQ_NO_CONSUMERS = Alert(
    name="RabbitMQNoConsumers",
    trigger=when((messaging.READY > 0) & messaging.CONSUMERS.equals(0), "messages in a queue without consumers"),
    hold="5m",
    severity="warning",
    component="messaging",
    category="availability",
    summary="Queue {{ $labels.queue }} has messages but no consumer",
    meaning="{{ $value | humanize }} messages wait.",
    runbook="RABBITMQ_BACKLOG",
    dashboard="database-performance",
    panel="RabbitMQ / Consumers by queue",
)

RABBITMQ_HIGH_MEMORY_USAGE = Alert(
    name="RabbitMQHighMemoryUsage",
    trigger=above(messaging.MEMORY, limits.MEMORY.limit("red"), "percentunit", "used part of the memory watermark"),
    hold="5m",
    severity="warning",
    component="messaging",
    category="memory",
    summary="RabbitMQ uses {{ $value | humanizePercentage }} of its memory watermark",
    meaning="At 100 % every publisher is blocked.",
    runbook="RABBITMQ_MEMORY",
    dashboard="database-performance",
    panel="RabbitMQ / Memory of watermark",
)

RABBITMQ_RESOURCE_ALARM = Alert(
    name="RabbitMQResourceAlarm",
    trigger=when(
        messaging.MEMORY_ALARM.equals(limits.ALARM.limit("red"))
        | messaging.DISK_ALARM.equals(limits.ALARM.limit("red")),
        "memory or disk watermark in effect",
    ),
    hold="1m",
    severity="critical",
    component="messaging",
    category="saturation",
    summary="RabbitMQ blocks publishers (resource alarm)",
    meaning="Nothing is accepted on {{ $labels.instance }} until memory or disk is free again.",
    runbook="RABBITMQ_MEMORY",
    dashboard="database-performance",
    panel="RabbitMQ / Resource alarms",
)

RABBITMQ_UNROUTABLE_MESSAGES = Alert(
    name="RabbitMQUnroutableMessages",
    trigger=when(messaging.UNROUTABLE > 0, f"messages dropped as unroutable in {lasting(RECORDED)}"),
    hold="5m",
    severity="warning",
    component="messaging",
    category="errors",
    summary="RabbitMQ dropped {{ $value | humanize }} unroutable messages",
    meaning="A publisher uses an exchange or routing key that no queue is bound to.",
    runbook="RABBITMQ_BACKLOG",
    dashboard="database-performance",
    panel="RabbitMQ / Message flow",
)

ALERTS = (
    RABBITMQ_DOWN,
    RABBITMQ_QUEUE_BACKLOG,
    RABBITMQ_NO_CONSUMERS,
    RABBITMQ_HIGH_MEMORY_USAGE,
    RABBITMQ_RESOURCE_ALARM,
    RABBITMQ_UNROUTABLE_MESSAGES,
)
