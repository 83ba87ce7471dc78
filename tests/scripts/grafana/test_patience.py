"""How long the client waits before it asks again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.grafana import patience

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("5", 5.0),
        ("0", 0.0),
        ("Mon, 23 Nov 2026 12:00:09 GMT", 9.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    """Both forms of the header are read; nonsense counts as silence."""
    assert patience.asked_for({"Retry-After": text}, NOON) == seconds


@given(st.integers(1, patience.ATTEMPTS - 1))
def test_the_pause_is_random_within_doubling_bounds(attempt: int) -> None:
    """Never negative, at most 0.2 s, 0.4 s, 0.8 s."""
    delay = patience.pause(attempt)

    assert delay is not None
    assert 0 <= delay <= patience.BASE * 2 ** (attempt - 1)


def test_the_last_attempt_has_no_pause() -> None:
    """After four attempts it is over, whatever the server asks for."""
    assert patience.pause(patience.ATTEMPTS) is None
    assert patience.pause(patience.ATTEMPTS, 1.0) is None


def test_a_long_wish_is_not_waited_for() -> None:
    """Up to half a minute is honoured, more is given up."""
    assert patience.pause(1, 30.0) == 30.0
    assert patience.pause(1, 31.0) is None
