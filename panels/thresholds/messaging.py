"""From when on do messages pile up, and when does the broker stop its publishers?"""

from panels.thresholds.model import falling, rising

BACKLOG = rising(red=10_000)
"""Messages in one queue; RabbitMQQueueBacklog."""

CONSUMERS = falling(red=1)
"""Nobody reads the queue; RabbitMQNoConsumers once messages wait."""

MEMORY = rising(red=0.9)
"""Share of the high watermark; RabbitMQHighMemoryUsage, and publishers block at 1."""

ALARM = rising(red=1)
"""A watermark is in effect; RabbitMQResourceAlarm."""
