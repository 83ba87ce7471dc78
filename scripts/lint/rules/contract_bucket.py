r"""A query that picks a bucket picks one that the histogram has.

**Why**: `le="0.3"` matches nothing when the buckets are 0.25 and 0.5, and the ratio built on it is empty.

**Anti-pattern**

    sum(rate(http_request_duration_seconds_bucket{le="0.3"}[$__rate_interval]))

**Best practice**

    sum(rate(http_request_duration_seconds_bucket{le="0.5"}[$__rate_interval]))

An integer bound is written `1` by some clients and `1.0` by others: match `le=~"1|1\.0"`.
"""

import re
from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql import Ask
from scripts.lint.queries import promql

ID = "contract-bucket-rule"
SEVERITY = Severity.ERROR
FIX = "Use a bound of the histogram, or add the bound to the contract."

BOUND = re.compile(r"\+Inf|[0-9.e+-]+")


def check(board: Board) -> Iterator[Problem]:
    """Find bounds that the histogram lacks, and integers matched by `=`."""
    for found in promql(board):
        for ask in found.query.asks:
            for reason in _wrong(ask, board):
                yield found.problem(reason)


def _wrong(ask: Ask, board: Board) -> Iterator[str]:
    known = board.context.series(ask.metric)
    if known is None or not known.bounds:
        return
    for name, op, value in ask.matchers:
        texts = [one.replace("\\", "") for one in value.split("|")]
        if name != "le" or not all(BOUND.fullmatch(one) for one in texts):
            continue
        for one in texts:
            if one != "+Inf" and float(one) not in known.bounds:
                bounds = ", ".join(f"{bound:g}" for bound in known.bounds)
                yield f"{ask.metric} has no bucket {one}; it has {bounds}"
            elif op == "=" and one != "+Inf" and float(one).is_integer():
                yield f'{ask.metric}: le="{one}" misses the clients that write {_other(one)}'


def _other(text: str) -> str:
    """Write an integer bound the other way."""
    return text.removesuffix(".0") if "." in text else f"{text}.0"
