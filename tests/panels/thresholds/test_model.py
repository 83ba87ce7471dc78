"""Thresholds read as the guide says them."""

import pytest

from panels.thresholds.model import Thresholds, beyond, falling, rising


def test_rising_is_green_below_the_first_limit() -> None:
    """More is worse."""
    assert rising(red=0.9, yellow=0.8) == Thresholds("green", ((0.8, "yellow"), (0.9, "red")))


def test_falling_is_worst_below_the_smallest_limit() -> None:
    """Less is worse: red below 0.1, yellow below 0.2, else green."""
    assert falling(yellow=0.2, red=0.1) == Thresholds("red", ((0.1, "yellow"), (0.2, "green")))


def test_beyond_is_red_on_both_sides() -> None:
    """A clock may neither run ahead nor behind."""
    assert beyond(0.05) == Thresholds("red", ((-0.05, "green"), (0.05, "red")))


def test_steps_must_rise() -> None:
    """Grafana would sort them, and the words would be wrong."""
    with pytest.raises(ValueError, match="must rise"):
        Thresholds("green", ((2, "red"), (1, "yellow")))


def test_a_limit_is_known_by_its_colour() -> None:
    """Alerts and panels share a number: below it for what must not fall, from it on for what must not rise."""
    assert rising(yellow=0.8, red=0.9).limit("yellow") == 0.8
    assert rising(yellow=0.8, red=0.9).limit("red") == 0.9
    assert falling(red=0.1, yellow=0.2).limit("red") == 0.1
    assert falling(red=0.1, yellow=0.2).limit("yellow") == 0.2
    assert beyond(0.05).limit("red") == -0.05
    with pytest.raises(ValueError, match="no orange in"):
        rising(red=1).limit("orange")


def test_a_line_has_the_worse_colour_of_its_two_sides() -> None:
    """Grafana draws a line in the colour above it: a red flag for what must not fall would be a green line."""
    assert rising(yellow=0.8, red=0.9).as_lines() == rising(yellow=0.8, red=0.9)
    assert falling(red=0.1, yellow=0.2).as_lines() == Thresholds("transparent", ((0.1, "red"), (0.2, "yellow")))
    assert beyond(0.05).as_lines() == Thresholds("transparent", ((-0.05, "red"), (0.05, "red")))
