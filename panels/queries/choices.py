"""What do the dashboards' own variables and annotations ask?"""

from panels.queries.expr import Expr, Matcher, Series, Where, metric, nre, re
from panels.queries.meta import PROBES
from panels.queries.scope import ENVIRONMENT

SCRAPED: Matcher = nre("|".join(PROBES))
"""Targets that are scraped themselves; probes are named, never matched by a pattern."""


def alert_marks() -> Series:
    """Critical alerts and warnings that fire."""
    return metric("ALERTS", ENVIRONMENT, alertstate="firing", severity=re("critical|warning"))


def start_marks(where: Where) -> Expr:
    """When each process started, in milliseconds, with its version."""
    started = metric("process_start_time_seconds", where)
    version = metric("app_info").on("environment", "service", "job", "instance", left=("version", "commit"))
    return started * version * 1000
