"""How are log streams labelled, what is not shipped, and how long is it kept?"""

LABELS = ("environment", "service", "job", "container_name", "level")
"""All labels that a shipper sets: bounded, because each combination is a stream. `job` equals `service`."""

METADATA = ("trace_id", "request_id")
"""Fields that differ from line to line: searchable without reading the lines, and no labels."""

HEALTH = ("/health", "/healthz", "/ready", "/readyz", "/live", "/livez", "/metrics", "/api/health", "/api/metrics")
"""Paths of health checks and scrapes: a line about one that went well is dropped."""

RETENTION_DAYS = 30
"""The guide's hot logs, on Loki's disk."""

WARM_DAYS = 60
"""For so long after that the guide keeps them in object storage: an option that is off."""
