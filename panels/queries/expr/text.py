"""How are strings, numbers and durations spelled in PromQL and LogQL?"""

import json
import math
import re

DURATION = re.compile(r"(\d+(ms|[smhdwy]))+|\$(__)?\w+")

RATE_INTERVAL = "$__rate_interval"
"""Grafana's window for rates in panels: max(interval + scrape, 4 x scrape) (`pkg/promlib/models/query.go`)."""

SECONDS = {"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60, "w": 7 * 24 * 60 * 60}

AUTO = "$__auto"
"""Loki's counterpart of the rate interval."""

RANGE = "$__range"
"""The time range that the reader chose."""


def quote(value: str) -> str:
    """Spell a string literal; Go's escapes are JSON's, but surrogate pairs are refused."""
    return json.dumps(value, ensure_ascii=False)


def number(value: float) -> str:
    """Spell a number with all its digits: `:g` would round 1234567 to 1.23457e+06."""
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if float(value).is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - from there on repr() is exact and shorter
        return str(int(value))
    return repr(float(value))


def duration(window: str) -> str:
    """Check a duration such as `5m` or `$__rate_interval`.

    Raises:
        ValueError: it is neither.
    """
    if not DURATION.fullmatch(window):
        raise ValueError(f"{window!r} is no duration: write 30s, 5m, 24h, 30d or a variable such as {RATE_INTERVAL}")
    return window


def seconds(window: str) -> int:
    """Count the seconds of a duration of one unit, such as `5m` or `30d`.

    Raises:
        ValueError: it is a variable, or has several units.
    """
    count, unit = window[:-1], window[-1:]
    if not count.isdecimal() or unit not in SECONDS:
        raise ValueError(f"{window!r}: expected a number and one of {', '.join(SECONDS)}")
    return int(count) * SECONDS[unit]


def span(length: float) -> str:
    """Spell whole seconds as a duration of one unit, the largest that fits: 600 is `10m`, 90 is `90s`.

    Raises:
        ValueError: it is not a whole number of seconds, or none.
    """
    for unit, size in reversed(SECONDS.items()):
        if length > 0 and length % size == 0:
            return f"{int(length // size)}{unit}"
    raise ValueError(f"{length!r} is no whole number of seconds")
