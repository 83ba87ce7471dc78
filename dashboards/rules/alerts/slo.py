"""Do we burn the error budget of an objective too fast, is it spent, or is the objective not measured at all?

Nothing here names an objective: an `Objective` that is declared in `panels.objectives` has these alerts.
"""

from functools import partial

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import Trigger, at_most, lasting, when
from panels.objectives import BUDGET_WINDOW, BURN_RATE_WINDOWS, CREEPING, ENOUGH_EVENTS, BurnRateWindow
from panels.queries import slo
from panels.queries.expr import seconds
from panels.thresholds import slo as limits

objective = partial(Alert, component="slo", runbook="SLO_BURN", dashboard="api-performance")

BURNS = "{{ $labels.service }} burns its {{ $labels.slo }} budget"
MISSES = "{{ $labels.service }} will miss its {{ $labels.slo }} objective"


def _trigger(burn: BurnRateWindow) -> Trigger:
    limit = f"above {burn.factor:g}x the sustainable rate"
    events = f", with at least {ENOUGH_EVENTS} events in an hour" if burn.severity == "critical" else ""
    windows = f"{lasting(burn.long)} and over {lasting(burn.short)}"
    return when(slo.burning(burn), f"budget burnt over {windows} {limit}{events}", limit)


def _burn(burn: BurnRateWindow) -> Alert:
    days = seconds(BUDGET_WINDOW) / seconds("1d") / burn.factor
    return objective(
        name=f"SLOErrorBudgetBurn{burn.name}",
        trigger=_trigger(burn),
        hold=burn.hold,
        severity=burn.severity,
        category="error_budget",
        summary=MISSES if burn is CREEPING else f"{BURNS} {burn.factor:.0f}x too fast",
        meaning=f"{{{{ $value | humanizePercentage }}}} bad over {lasting(burn.long)}; "
        f"the budget of {lasting(BUDGET_WINDOW)} is gone in about {days:.0f} days.",
        panel="SLO / Burn rate",
        labels={"window": burn.long},
    )


BURN_ALERTS = tuple(_burn(burn) for burn in BURN_RATE_WINDOWS)

SLO_ERROR_BUDGET_EXHAUSTED = objective(
    name="SLOErrorBudgetExhausted",
    trigger=at_most(slo.BUDGET_LEFT, limits.BUDGET_LEFT.limit("red"), "percentunit", "budget left"),
    hold="10m",
    severity="warning",
    category="error_budget",
    summary="{{ $labels.service }} has spent its {{ $labels.slo }} budget",
    meaning=f"{{{{ $value | humanizePercentage }}}} remains of {lasting(BUDGET_WINDOW)}: stop risky changes.",
    panel="SLO / Error budget left",
    labels={"window": BUDGET_WINDOW},
)

SLO_METRICS_MISSING = objective(
    name="SLOMetricsMissing",
    trigger=when(slo.UNMEASURED, "no events of an objective"),
    hold="15m",
    severity="warning",
    category="monitoring",
    summary="SLO {{ $labels.slo }} of {{ $labels.service }} is not measured",
    meaning="Its burn alerts cannot fire.",
    panel="SLO / Objectives",
)

GROUPS = (AlertGroup("slo", (*BURN_ALERTS, SLO_ERROR_BUDGET_EXHAUSTED, SLO_METRICS_MISSING), interval="1m"),)
