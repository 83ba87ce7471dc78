"""Are durations spelled as Prometheus reads them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.queries.expr import seconds, span


def test_a_span_has_the_largest_unit_that_fits() -> None:
    """A limit in seconds becomes a window that people read."""
    assert [span(length) for length in (600, 90, 3600, 86400, 604800.0)] == ["10m", "90s", "1h", "1d", "1w"]


@given(st.integers(1, 10**7))
def test_a_span_is_as_long_as_it_says(length: int) -> None:
    """Whatever the unit."""
    assert seconds(span(length)) == length


@pytest.mark.parametrize("length", [0, -60, 0.5])
def test_a_span_is_whole_seconds(length: float) -> None:
    """Prometheus has windows of at least one."""
    with pytest.raises(ValueError, match="no whole number of seconds"):
        span(length)
