"""Which words have a meaning in LogQL, and what may each be given?"""

UNWRAP_REQUIRED = frozenset(
    f"{what}_over_time" for what in ("sum", "avg", "min", "max", "stdvar", "stddev", "quantile", "first", "last")
) | {"rate_counter"}
"""Range aggregations over a number taken from each line."""

UNWRAP_FORBIDDEN = frozenset({"count_over_time", "bytes_over_time", "bytes_rate"})
"""Range aggregations over the lines themselves."""

RANGE_AGGREGATIONS = UNWRAP_REQUIRED | UNWRAP_FORBIDDEN | {"rate", "absent_over_time"}

GROUPED_RANGE_AGGREGATIONS = frozenset(
    f"{what}_over_time" for what in ("avg", "min", "max", "stddev", "stdvar", "quantile", "first", "last")
)
"""Range aggregations that take `by` or `without` themselves."""

COUNTED = frozenset({"topk", "bottomk", "approx_topk"})
"""Vector aggregations that want a whole number first."""

UNGROUPED = frozenset({"sort", "sort_desc", "approx_topk"})
"""Vector aggregations that refuse `by` and `without`."""

VECTOR_AGGREGATIONS = COUNTED | UNGROUPED | {"sum", "avg", "count", "max", "min", "stddev", "stdvar"}

CONVERSIONS = frozenset({"bytes", "duration", "duration_seconds"})

FUNCTIONS = RANGE_AGGREGATIONS | VECTOR_AGGREGATIONS | CONVERSIONS | {"vector", "label_replace", "ip"}
"""Words that are functions before a bracket and plain names elsewhere."""

RESERVED = (
    frozenset({"by", "without", "bool", "offset", "on", "ignoring", "group_left", "group_right", "or", "and", "unless"})
    | {"json", "regexp", "logfmt", "unpack", "pattern", "unwrap"}
    | {"label_format", "line_format", "decolorize", "drop", "keep"}
)
"""Words that can never be the name of a label."""

COMPARISONS = frozenset({"==", "!=", ">", ">=", "<", "<="})
SETS = frozenset({"or", "and", "unless"})
PRECEDENCE = {
    "or": 1,
    "and": 2,
    "unless": 2,
    **dict.fromkeys(COMPARISONS, 3),
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
    "%": 5,
    "^": 6,
}
RIGHT_ASSOCIATIVE = frozenset({"^"})
