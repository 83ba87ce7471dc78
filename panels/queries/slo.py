"""Do we keep our objectives, how much of the error budget is left, and how fast does it burn?"""

from collections.abc import Iterator
from functools import partial, reduce
from operator import or_

from panels.objectives import (
    API_AVAILABILITY,
    BUDGET_WINDOW,
    BURN_RATE_WINDOWS,
    ENOUGH_EVENTS,
    FAST,
    OBJECTIVES,
    Answered,
    BurnRateWindow,
    Indicator,
    InTime,
    Objective,
    Reached,
    Traded,
    by_target,
)
from panels.queries import http
from panels.queries.expr import Expr, Recorded, Where, group, metric, ratio, re, record, seconds, zero_filled
from panels.queries.windows import HOUR, RECORDED

SERVICE = ("environment", "service")
SLO = (*SERVICE, "slo")
MEMORY = "1d"
"""An outage of a day does not make us forget what we promised."""

often = partial(record, every="1m")
seldom = partial(record, every="2m")
"""Of windows of days, which change slowly and cost most."""

# --- indicators: a pair of series for each service and objective; all that follows reads only these -------------------


def _events(indicator: Indicator) -> tuple[Expr, Expr]:
    """Ask how many events there are per second, and how many of them are bad."""
    match indicator:
        case Answered():
            requests = http.requests_total.rate(RECORDED).sum(*SERVICE)
            return requests, zero_filled(http.failed.rate(RECORDED).sum(*SERVICE), requests)
        case InTime(limit):
            requests = http.timed.rate(RECORDED).sum(*SERVICE)
            return requests, (requests - http.buckets.below(limit).rate(RECORDED).sum(*SERVICE)).at_least(0)
        case Traded(mode):
            trades = metric("trades_total", mode=mode).rate(RECORDED).sum(*SERVICE)
            succeeded = metric("trades_success_total", mode=mode).rate(RECORDED).sum(*SERVICE)
            return trades, (trades - zero_filled(succeeded, trades)).at_least(0)
        case Reached(job):
            probe = metric("probe_success", job=job)
            probes = probe.over_time("count_over_time", RECORDED)
            failed = probes - probe.over_time("sum_over_time", RECORDED)
            return probes.sum(*SERVICE) / seconds(RECORDED), failed.sum(*SERVICE) / seconds(RECORDED)


def _recorded(objective: Objective) -> tuple[Recorded, Recorded]:
    """Record the pair of an objective."""
    events, errors = _events(objective.indicator)
    return (
        often("service_slo:sli_events:rate5m", events, slo=objective.slo),
        often("service_slo:sli_errors:rate5m", errors, slo=objective.slo),
    )


INDICATORS = tuple(one for objective in OBJECTIVES for one in _recorded(objective))
EVENTS, ERRORS = INDICATORS[:2]
"""The pair as all objectives record it."""


def _targets() -> Iterator[Expr]:
    for target, objectives in by_target(OBJECTIVES).items():
        events = EVENTS(slo=re("|".join(objective.slo for objective in objectives)))
        yield 0 * events.over_time("present_over_time", MEMORY).group(*SLO) + target


OBJECTIVE = often("service_slo:objective:ratio", reduce(or_, _targets()))
BUDGET = often("service_slo:error_budget:ratio", 1 - OBJECTIVE)

# --- windows ----------------------------------------------------------------------------------------------------------


WEEK = "7d"
"""For panels only."""

ALERTED = {window for burn in BURN_RATE_WINDOWS for window in (burn.short, burn.long)}
WINDOWS = sorted({*ALERTED, WEEK, BUDGET_WINDOW}, key=seconds)


def _error_ratio(window: str) -> Recorded:
    """Record the share of bad events in a window, weighted by traffic."""
    errors, events = ERRORS.over_time("sum_over_time", window), EVENTS.over_time("sum_over_time", window)
    share = ratio(ERRORS, EVENTS) if window == RECORDED else ratio(errors, events)
    how_often = often if seconds(window) < seconds("1d") else seldom
    return how_often(f"service_slo:sli_error:ratio_rate{window}", share)


ERROR_RATIOS = {window: _error_ratio(window) for window in WINDOWS}
SHORT = [ERROR_RATIOS[window] for window in WINDOWS if seconds(window) < seconds("1d")]
LONG = [ERROR_RATIOS[window] for window in WINDOWS if seconds(window) >= seconds("1d")]

EVENTS_HOUR = often("service_slo:sli_events:increase1h", EVENTS.mean(HOUR) * seconds(HOUR))
BUDGET_LEFT = seldom("service_slo:error_budget_remaining:ratio30d", 1 - ERROR_RATIOS[BUDGET_WINDOW] / BUDGET.on(*SLO))
BURN_RATE = seldom("service_slo:burn_rate1h:ratio", ERROR_RATIOS[FAST.long] / BUDGET.on(*SLO))

RULES = (
    group("slo_sli", *INDICATORS, OBJECTIVE, BUDGET, interval="1m"),
    group("slo_windows_short", *SHORT, EVENTS_HOUR, interval="1m"),
    group("slo_windows_long", *LONG, BUDGET_LEFT, BURN_RATE, interval="2m"),
)

# --- for alerts -------------------------------------------------------------------------------------------------------


def burning(burn: BurnRateWindow) -> Expr:
    """Share of bad events in the long window, where both windows burn too fast; pages also need enough events."""
    limit = BUDGET if burn.factor == 1 else burn.factor * BUDGET
    long, short = (ERROR_RATIOS[window] > limit.on(*SLO) for window in (burn.long, burn.short))
    both = long & short.on(*SLO)
    return both & (EVENTS_HOUR >= ENOUGH_EVENTS).on(*SLO) if burn.severity == "critical" else both


def _unmeasured(objective: Objective) -> Expr:
    measured = EVENTS(slo=objective.slo)
    there = metric("up", service=objective.measured_by).group(*SERVICE)
    return there.unless(measured.on(*SERVICE)).relabelled("slo", objective.slo, "", "")


UNMEASURED = reduce(or_, (_unmeasured(objective) for objective in OBJECTIVES if objective.measured_by))
"""Services that are scraped, but whose objective has no events."""

# --- panels -----------------------------------------------------------------------------------------------------------

AVAILABILITY = {"slo": API_AVAILABILITY.slo}


def worst_budget_left(where: Where) -> Expr:
    """The smallest share of an error budget that is left."""
    return BUDGET_LEFT(where).min().named("worst SLO")


def worst_availability(where: Where) -> Expr:
    """The availability of the worst service over the budget window."""
    return (1 - ERROR_RATIOS[BUDGET_WINDOW](where, AVAILABILITY).max()).named("30 d")


def objective(where: Where) -> Expr:
    """What was promised."""
    return OBJECTIVE(where).named("objective")


def achieved(where: Where) -> Expr:
    """What was kept over the budget window."""
    return (1 - ERROR_RATIOS[BUDGET_WINDOW](where)).named("30 d")


def kept(where: Where) -> Expr:
    """What the worst service kept of each promise over the budget window."""
    return 1 - ERROR_RATIOS[BUDGET_WINDOW](where).max("slo")


def budget_left(where: Where) -> Expr:
    """The share of each error budget that is left: 1 is untouched, 0 is spent."""
    return BUDGET_LEFT(where).named("{{service}} {{slo}}")


def burn_rate_1h(where: Where) -> Expr:
    """How many times faster than sustainable the budget burnt in the last hour."""
    return BURN_RATE(where).named("1h {{service}} {{slo}}")


def burn_rates(where: Where) -> tuple[Expr, Expr]:
    """How fast the budget burns, in the two windows of the fastest alert."""
    now = ERROR_RATIOS[FAST.short](where) / BUDGET.on(*SLO)
    return now.named("5m {{service}} {{slo}}"), burn_rate_1h(where)


def availability(where: Where, window: str) -> Expr:
    """Share of requests that were answered without a server error in a window."""
    return (1 - ERROR_RATIOS[window](where, AVAILABILITY)).named(window.replace("d", " d"))
