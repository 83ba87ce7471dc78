"""RabbitMQ: do messages flow, does somebody read them, and does the broker still accept them?"""

from panels.queries.expr import Expr, Where, metric, ratio
from panels.queries.windows import RECORDED

SERVICE = ("environment", "service")
INSTANCE = (*SERVICE, "instance")
QUEUE = (*SERVICE, "vhost", "queue")
LONGEST = 10

answers = metric("up", job="rabbitmq")
queued = metric("rabbitmq_detailed_queue_messages")
readers = metric("rabbitmq_detailed_queue_consumers")
used = metric("rabbitmq_process_resident_memory_bytes")
watermark = metric("rabbitmq_resident_memory_limit_bytes")
memory_alarm = metric("rabbitmq_alarms_memory_used_watermark")
disk_alarm = metric("rabbitmq_alarms_free_disk_space_watermark")

# --- for alerts -------------------------------------------------------------------------------------------------------

ANSWERS = answers.max(*SERVICE, "job")
"""1 where the broker answers its own scrape."""

QUEUED = queued.max(*QUEUE)
READY = metric("rabbitmq_detailed_queue_messages_ready").max(*QUEUE)
CONSUMERS = readers.max(*QUEUE)

MEMORY = ratio(used.max(*INSTANCE), watermark.max(*INSTANCE))
"""Share of the memory from which on publishers are blocked."""

MEMORY_ALARM = memory_alarm.max(*INSTANCE)
DISK_ALARM = disk_alarm.max(*INSTANCE)

UNROUTABLE = metric("rabbitmq_global_messages_unroutable_dropped_total").increase(RECORDED).sum(*SERVICE)
"""Messages of five minutes for which there was no queue."""

# --- panels -----------------------------------------------------------------------------------------------------------


def reachable(where: Where) -> Expr:
    """Whether the broker answers its own scrape; it has no `rabbitmq_up`."""
    return answers(where).max().named("rabbitmq")


def backlog(where: Where) -> Expr:
    """Messages that wait or are not acknowledged, in the longest queues."""
    return queued(where).max("queue").top(LONGEST)


def waiting(where: Where) -> tuple[Expr, Expr]:
    """Messages of all queues: ready to be read, and read but not acknowledged."""
    ready = metric("rabbitmq_queue_messages_ready", where).sum()
    return ready.named("ready"), metric("rabbitmq_queue_messages_unacked", where).sum().named("unacknowledged")


def flow(where: Where) -> tuple[Expr, ...]:
    """Messages per second, by what happened to them; the channels' own counters fall when a channel closes."""
    steps = {"received": "published", "delivered": "", "acknowledged": "", "redelivered": ""}
    return tuple(
        metric(f"rabbitmq_global_messages_{step}_total", where).rate().sum().named(name or step)
        for step, name in steps.items()
    )


def consumers(where: Where) -> Expr:
    """How many read each queue."""
    return readers(where).max("queue")


def memory(where: Where) -> Expr:
    """Share of the memory from which on publishers are blocked."""
    return ratio(used(where).max("instance"), watermark(where).max("instance"))


def alarms(where: Where) -> tuple[Expr, Expr]:
    """Whether memory or disk blocks every publisher."""
    memory, disk = memory_alarm(where).max("instance"), disk_alarm(where).max("instance")
    return memory.named("memory {{instance}}"), disk.named("disk {{instance}}")


def dead_lettered(where: Where) -> Expr:
    """Messages per second that nobody processed: refused, or too old."""
    rejected, expired = (
        metric(f"rabbitmq_global_messages_dead_lettered_{reason}_total", where)
        .rate()
        .relabelled("reason", reason, "", "")
        .sum("reason")
        for reason in ("rejected", "expired")
    )
    return rejected | expired
