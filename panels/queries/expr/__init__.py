"""How is a query written down? The only place of the project that spells PromQL and LogQL."""

from panels.queries.expr.expression import Expr, literal
from panels.queries.expr.idioms import hour, now, per_minute, ratio, vector, weekday, zero_filled
from panels.queries.expr.levels import Level
from panels.queries.expr.logs import Condition, Stream, field, stream
from panels.queries.expr.matchers import Matcher, Where, exactly, matcher, no, nre, re
from panels.queries.expr.series import Recorded, RuleGroup, Series, group, metric, record
from panels.queries.expr.text import AUTO, RANGE, RATE_INTERVAL, seconds, span

__all__ = [
    "AUTO",
    "RANGE",
    "RATE_INTERVAL",
    "Condition",
    "Expr",
    "Level",
    "Matcher",
    "Recorded",
    "RuleGroup",
    "Series",
    "Stream",
    "Where",
    "exactly",
    "field",
    "group",
    "hour",
    "literal",
    "matcher",
    "metric",
    "no",
    "now",
    "nre",
    "per_minute",
    "ratio",
    "re",
    "record",
    "seconds",
    "span",
    "stream",
    "vector",
    "weekday",
    "zero_filled",
]
