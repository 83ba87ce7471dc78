"""Does a case notice every small mistake that somebody could make in an alert?

A sample of the mutants runs with every test; `make mutants` tries them all.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from zlib import crc32

import pytest
from support.rulecases.case import Case
from support.rulecases.equivalents import EQUIVALENT, reason
from support.rulecases.mutants import Mutant, mutants
from support.rulecases.mutation import try_mutants

from dashboards import rules
from dashboards.rules import AREAS, Alert

ROOT = Path(__file__).parents[4]
CASES: tuple[Case, ...] = tuple(
    case
    for path in sorted((ROOT / "tests/support/alertcases").glob("*.py"))
    for case in import_module(f"support.alertcases.{path.stem}").CASES
)
ONE_OF = 12
"""Of so many mutants one is in the sample; which one changes with the rule, not with the day."""

Chosen = Callable[[Mutant], bool]


def sampled(mutant: Mutant) -> bool:
    """Choose the sample."""
    return crc32(f"{mutant.expr} {mutant.hold}".encode()) % ONE_OF == 0


def unnoticed(alerts: tuple[Alert, ...], chosen: Chosen, promtool: str, folder: Path) -> dict[str, list[str]]:
    """List by alert which mutants passed all cases."""
    trials = try_mutants(alerts, CASES, list(rules.files().values()), promtool, folder, chosen)
    return {trial.alert.name: [mutant.what for mutant in trial.survivors()] for trial in trials}


def alerts_of(area: str) -> tuple[Alert, ...]:
    """List the alerts of an area."""
    return tuple(alert for group in AREAS[area] for alert in group.alerts)


@pytest.mark.parametrize("area", AREAS)
def test_a_sample_of_mistakes_is_noticed(area: str, promtool: str, tmp_path: Path) -> None:
    """A wrong limit, a shorter `for`, a lost label, a forgotten condition: some case fails."""
    passed = unnoticed(alerts_of(area), sampled, promtool, tmp_path)

    assert [(alert, what) for alert, found in passed.items() for what in found if not reason(alert, what)] == []


@pytest.mark.mutants
@pytest.mark.parametrize("area", AREAS)
def test_every_mistake_is_noticed(area: str, promtool: str, tmp_path: Path) -> None:
    """Those that no case can notice are listed with the reason, and no reason is out of date."""
    passed = unnoticed(alerts_of(area), bool, promtool, tmp_path)
    told = {(alert, what) for alert, reasons in EQUIVALENT.items() if alert in passed for what in reasons}

    assert [(alert, what) for alert, found in passed.items() for what in found if not reason(alert, what)] == []
    assert sorted(told - {(alert, what) for alert, found in passed.items() for what in found}) == []


def test_mistakes_are_made_in_every_part_of_a_rule() -> None:
    """Of the limit, the comparison, the condition, the labels, the window, the filter and the time."""
    made = {
        mutant.what
        for mutant in mutants(
            'sum by (service) (rate(trades_total{mode="live"}[5m] offset 1h)) > 5 and up == 1', 300, {}
        )
    }

    assert {
        *("> 5 -> < 5", "> 5 -> >= 5", "5 -> 5.25", "5 -> 4.75", "without > 5"),
        *("sum -> max", "sum without service", "sum with instance", "rate() -> increase()"),
        *("[300s] -> [600s]", "[300s] -> [150s]", 'trades_total without mode="live"', "trades_total without offset 1h"),
        *("and -> or", "and -> unless", "without and (up ==  1)", "== 1 -> != 1", "without == 1"),
        *("for 300 s -> 0 s", "for 300 s -> 240 s", "for 300 s -> 360 s", "for 300 s -> 600 s"),
    } <= made
