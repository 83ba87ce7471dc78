"""How are log streams labelled, what is not shipped, and how long is it kept?"""

LABELS = ("environment", "service", "job", "container_name", "level")
"""All labels that a shipper sets: bounded, because each combination is a stream. `job` equals `service`.

Ids stay in the line. As structured metadata they would make a series of every request in `count_over_time` without a
grouping, which the guide asks for, and Loki refuses that.
"""

ADDED = ("service_name",)
"""Labels that Loki itself adds: Grafana's Logs Drilldown asks for them. Our queries ask for `service`."""

HEALTH = ("/health", "/healthz", "/ready", "/readyz", "/live", "/livez", "/metrics", "/api/health", "/api/metrics")
"""Paths of health checks and scrapes: a line about one that went well is dropped."""

RETENTION_DAYS = 30
"""The guide's hot logs, on Loki's disk."""

WARM_DAYS = 60
"""For so long after that the guide keeps them in object storage: an option that is off."""
