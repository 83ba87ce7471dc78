"""Which jobs does Prometheus scrape?"""

from panels.contract import (
    blackbox,
    cadvisor,
    logs,
    mongodb,
    monitoring,
    nextjs_ui_dashboard,
    node,
    python_ai_service,
    rabbitmq,
    redis,
    rust_core_engine,
)
from panels.contract.model import Job

JOBS: tuple[Job, ...] = (
    rust_core_engine.JOB,
    python_ai_service.JOB,
    nextjs_ui_dashboard.JOB,
    node.JOB,
    cadvisor.JOB,
    mongodb.JOB,
    redis.JOB,
    rabbitmq.AGGREGATED,
    rabbitmq.DETAILED,
    blackbox.HTTP,
    blackbox.WEBSOCKET,
    blackbox.TLS,
    blackbox.BINANCE,
    blackbox.EXPORTER,
    monitoring.PROMETHEUS,
    monitoring.ALERTMANAGER,
    logs.LOKI,
    logs.PROMTAIL,
    logs.ALLOY,
    monitoring.GRAFANA,
)
"""In the order of reading: applications, exporters, probes, the monitoring itself."""
