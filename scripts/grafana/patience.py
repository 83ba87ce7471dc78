"""Is it worth asking again, and after how long?"""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

ATTEMPTS = 4
"""How often a read is sent at most."""

BASE = 0.2
"""Seconds before the second attempt, on average half of it; it doubles each time."""

LONGEST = 30.0
"""Seconds that a `Retry-After` is honoured up to; a server that wants more is reported instead."""

TEMPORARY = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""What a proxy or a starting server answers for a while."""

_dice = random.SystemRandom()


def asked_for(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Read how many seconds the server asks to wait; `None` if it does not say.

    Args:
        headers: of the answer; `Retry-After` holds seconds or a date.
        now: for dates; the clock if not given.
    """
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())


def pause(attempt: int, asked: float | None = None) -> float | None:
    """Choose the seconds to wait before the next attempt; `None` means give up.

    Without a word of the server the pause is random, so that many clients do not come back at the same moment.

    Args:
        attempt: how many attempts were made, from 1.
        asked: what the server asks for.
    """
    if attempt >= ATTEMPTS or (asked is not None and asked > LONGEST):
        return None
    return asked if asked is not None else _dice.uniform(0, BASE * 2 ** (attempt - 1))
