"""What do the dashboards' own variables and annotations ask?"""

from panels.queries.expr import Expr, Matcher, Series, Where, metric, nre, re
from panels.queries.scope import ENVIRONMENT

PROBES = ("blackbox-http", "blackbox-websocket", "blackbox-tls", "binance-api")
"""Jobs whose `up` is the prober's, not the service's."""

SCRAPED: Matcher = nre("|".join(PROBES))
"""Targets that are scraped themselves; probes are named, never matched by a pattern."""


def up(**labels: str | Matcher) -> Series:
    """Whether a target answers its scrape."""
    return metric("up", **labels)


def alert_marks() -> Series:
    """Critical alerts and warnings that fire."""
    return metric("ALERTS", ENVIRONMENT, alertstate="firing", severity=re("critical|warning"))


def start_marks(where: Where) -> Expr:
    """When each process started, in milliseconds, with its version."""
    started = metric("process_start_time_seconds", where)
    version = metric("app_info").on("environment", "service", "job", "instance", left=("version", "commit"))
    return started * version * 1000
