"""The user's browser: how fast do pages appear, and what breaks there?"""

from panels.queries.expr import Expr, Where, metric, per_minute


def largest_paint(where: Where) -> Expr:
    """Seconds until three of four visitors see the largest part of a page."""
    return metric("web_vitals_lcp_seconds_bucket", where).rate().sum("le", "page").quantile(0.75)


def browser_errors(where: Where) -> Expr:
    """JavaScript errors per minute by type."""
    return per_minute(metric("frontend_errors_total", where).rate().sum("type"))
