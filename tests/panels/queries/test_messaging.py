"""What exactly is asked about RabbitMQ?"""

from panels.queries import messaging
from panels.queries.scope import EVERYWHERE


def test_the_broker_is_up_when_it_answers_its_own_scrape() -> None:
    """`rabbitmq_up` belongs to another exporter, and the detailed scrape says nothing new."""
    assert messaging.reachable(EVERYWHERE).text == 'max(up{job="rabbitmq"})'


def test_a_backlog_is_asked_of_the_detailed_metrics() -> None:
    """On /metrics the number is the sum of all queues and has no queue label."""
    assert messaging.backlog(EVERYWHERE).text == "topk(10, max by (queue) (rabbitmq_detailed_queue_messages))"


def test_flow_counts_globally_under_the_names_of_what_happened() -> None:
    """The channels' counters fall when a channel closes."""
    asked = messaging.flow(EVERYWHERE)

    assert [query.legend for query in asked] == ["published", "delivered", "acknowledged", "redelivered"]
    assert all("rabbitmq_global_messages_" in query.text for query in asked)


def test_dead_letters_are_named_by_reason() -> None:
    """The reason is in the metric's name; it becomes a label, so that both can stand in one graph."""
    asked = messaging.dead_lettered(EVERYWHERE)

    assert asked.legend == "{{reason}}"
    assert asked.labels == frozenset({"reason"})
    assert '"reason", "rejected", "", "")' in asked.text
    assert '"reason", "expired", "", "")' in asked.text


def test_alarms_are_two_queries() -> None:
    """`a or b` with equal labels would drop the disk's alarm."""
    memory, disk = messaging.alarms(EVERYWHERE)

    assert (memory.legend, disk.legend) == ("memory {{instance}}", "disk {{instance}}")
