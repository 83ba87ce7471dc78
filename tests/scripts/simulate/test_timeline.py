"""Which scenario rules when, and what does it change?"""

import pytest

from panels.contract import JOBS
from scripts.errors import ConfigurationError
from scripts.simulate.model import Model
from scripts.simulate.scenarios import SCENARIOS, named
from scripts.simulate.sources import Combined, Count, Gauge, Histogram, Stamp
from scripts.simulate.timeline import Timeline

NOW = 1_795_000_000.0


def effects_of(source: object) -> set[str]:
    """Collect the effects that a source obeys."""
    if isinstance(source, Count):
        return set(source.effects)
    if isinstance(source, Gauge):
        return {*source.effects, source.plus} - {""}
    if isinstance(source, Stamp):
        return set(source.effects)
    if isinstance(source, Histogram):
        return set(source.spread.effects).union(*(effects_of(part) for part in source.parts))
    if isinstance(source, Combined):
        return set().union(*(effects_of(part) for part in source.parts))
    return set()


def test_each_moment_has_the_scenario_that_was_switched_last() -> None:
    """From the moment itself on; before the first switch everything is healthy."""
    timeline = Timeline().switched("disk-full", NOW).switched("healthy", NOW + 60)
    told = [timeline.at(NOW + offset).scenario.name for offset in (-1e9, -0.001, 0, 59.999, 60, 1e9)]
    assert told == ["healthy", "healthy", "disk-full", "disk-full", "healthy", "healthy"]


def test_a_switch_never_goes_back_in_time() -> None:
    """A clock that is set back does not turn the order around."""
    timeline = Timeline().switched("disk-full", NOW).switched("ws-storm", NOW - 100)
    assert timeline.at(NOW).scenario.name == "ws-storm"
    assert timeline.at(NOW - 1).scenario.name == "healthy"


def test_effects_multiply_segment_by_segment() -> None:
    """What no scenario names stays as it is."""
    timeline = Timeline().switched("error-burst", NOW)
    assert timeline.factors(("http_errors",)) == (1.0, SCENARIOS["error-burst"].effects["http_errors"])
    assert timeline.factors(("http_errors", "nothing")) == timeline.factors(("http_errors",))
    assert timeline.factors(()) == (1.0, 1.0)


def test_an_outage_has_an_end() -> None:
    """Only the job that was down has come back."""
    timeline = Timeline().switched("service-down", NOW).switched("disk-full", NOW + 60).switched("healthy", NOW + 90)
    assert timeline.is_down("rust-core-engine", NOW + 59)
    assert not timeline.is_down("redis", NOW + 59)
    assert timeline.back_since("rust-core-engine", NOW + 1000) == NOW + 60
    assert timeline.back_since("redis", NOW + 1000) < 0
    assert timeline.back_since("rust-core-engine", NOW + 30) < 0


@pytest.mark.parametrize(("typed", "hint"), [("disk-ful", "did you mean disk-full?"), ("xyz", "there are healthy")])
def test_an_unknown_scenario_gets_the_nearest_name(typed: str, hint: str) -> None:
    """Or the list."""
    with pytest.raises(ConfigurationError) as caught:
        named(typed)
    assert hint in caught.value.hint


def test_every_effect_of_a_scenario_is_obeyed_by_some_series() -> None:
    """A mistyped effect would change nothing."""
    obeyed: set[str] = set()
    for target in Model().targets:
        for line in target.lines:
            obeyed |= effects_of(line.source)
    for scenario in SCENARIOS.values():
        assert set(scenario.effects) <= obeyed, scenario.name
        assert scenario.down <= {job.name for job in JOBS}
