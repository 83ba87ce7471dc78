"""A description says what is bad and what to do."""

from panels.style.describe import description, limits, value
from panels.thresholds.model import NEUTRAL, beyond, falling, rising


def test_limits_are_said_with_their_unit() -> None:
    """A person reads percent and milliseconds, not ratios and fractions of a second."""
    assert limits(rising(yellow=0.8, red=0.9), "percentunit") == "Yellow from 80 %, red from 90 %."
    assert limits(falling(red=0.1), "percentunit") == "Red below 10 %."
    assert limits(falling(red=0.1, yellow=0.2), "percentunit") == "Red below 10 %, yellow below 20 %."
    assert limits(beyond(0.05), "s") == "Red below -50 ms and from 50 ms."


def test_no_limit_says_nothing() -> None:
    """Neutral panels have no good and bad."""
    assert limits(NEUTRAL, "short") == ""


def test_hours_are_hours() -> None:
    """An oplog window in seconds would tell nobody anything."""
    assert value(86400, "dtdurations") == "24 h"
    assert value(14 * 86400, "dtdurations") == "14 days"


def test_bytes_have_prefixes() -> None:
    """1e+08 is for machines."""
    assert value(100e6, "Bps") == "100 MB/s"
    assert value(1, "bytes") == "1 B"


def test_the_three_parts_are_joined() -> None:
    """What it shows, what is bad, what to do."""
    said = description("CPU time not idle.", rising(red=0.9), "percentunit", "HIGH_CPU")

    assert said == "CPU time not idle. Red from 90 %. What to do: runbook HIGH_CPU."
