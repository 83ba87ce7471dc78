"""Is the integral of every curve exact, and its rate never negative?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.simulate.curves import DAY, EPOCH, HOUR, SHAPES, VARIANTS, WEEK, activity, mood, product

NOW = EPOCH + 1000 * DAY
times = st.floats(NOW, NOW + 60 * DAY)
shapes = st.sampled_from(sorted(SHAPES))
variants = st.integers(0, VARIANTS - 1)


@given(shapes, variants, times)
def test_the_area_grows_by_the_level(shape: str, variant: int, time: float) -> None:
    """The derivative of the closed form is the curve, for products too."""
    for curve in (activity(shape, variant, 7), product(activity(shape, variant, 7), mood(variant, 7))):
        slope = (curve.area(time + 1) - curve.area(time - 1)) / 2
        assert slope == pytest.approx(curve.level(time), abs=1e-4)


@given(shapes, variants, times)
def test_a_product_is_a_product(shape: str, variant: int, time: float) -> None:
    """Sines times sines, at every moment."""
    one, other = activity(shape, variant, 7), mood(variant, 7)
    assert product(one, other).level(time) == pytest.approx(one.level(time) * other.level(time), abs=1e-9)


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("seed", [1, 7, 99])
def test_amplitudes_leave_rates_positive_and_moods_within_one(shape: str, seed: int) -> None:
    """The amplitudes are the worst case of any time."""
    for variant in range(VARIANTS):
        assert sum(a for a, _, _ in activity(shape, variant, seed).terms) < 0.9
        assert sum(a for a, _, _ in mood(variant, seed).terms) < 1


def test_people_work_by_day_and_in_the_week() -> None:
    """The afternoon is busier than the night, Wednesday than Sunday."""
    curve = activity("people", 0, 7)

    def around(time: float) -> float:
        return (curve.area(time + HOUR) - curve.area(time - HOUR)) / (2 * HOUR)

    monday = math.floor((NOW - EPOCH) / WEEK) * WEEK + EPOCH
    wednesday = monday + 2 * DAY
    assert around(wednesday + 15 * HOUR) > 2 * around(wednesday + 3 * HOUR)
    assert around(wednesday + 15 * HOUR) > around(monday + 6 * DAY + 15 * HOUR)


def test_another_seed_is_another_curve() -> None:
    """And the same seed the same one."""
    assert activity("flat", 1, 7) is activity("flat", 1, 7)
    assert activity("flat", 1, 7).level(NOW) != activity("flat", 1, 8).level(NOW)
