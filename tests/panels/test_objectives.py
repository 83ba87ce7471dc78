"""Do the numbers of the objectives agree with each other?"""

import pytest

from panels.objectives import BURN_RATE_WINDOWS, OBJECTIVES, Answered, BurnRateWindow, Objective, by_target


@pytest.mark.parametrize("burn", BURN_RATE_WINDOWS, ids=lambda burn: burn.long)
def test_a_burn_rate_spends_its_share_of_the_budget(burn: BurnRateWindow) -> None:
    """The factor follows from window and share: 14.4 times as fast for an hour of 720 is 2 %."""
    hours = {"1h": 1, "6h": 6, "1d": 24, "3d": 72}[burn.long]

    assert burn.factor * hours / 720 == pytest.approx(burn.spent)


def test_a_target_is_a_share() -> None:
    """99.5 is no share: the budget would be negative."""
    with pytest.raises(ValueError, match=r"expected a target between 0 and 1, got 99\.5"):
        Objective(slo="x", target=99.5, indicator=Answered(), promise="")


def test_objectives_with_one_target_are_recorded_together() -> None:
    """One branch of the rule for each target."""
    together = {target: [one.slo for one in group] for target, group in by_target().items()}

    assert together == {0.995: ["api-availability", "api-uptime"], 0.95: ["api-latency", "trade-success"]}


def test_a_promise_is_said_in_words() -> None:
    """Descriptions and runbooks name the target once, from the number."""
    assert str(OBJECTIVES[0]) == "99.5 % of requests are not answered with a server error"
