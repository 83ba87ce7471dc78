"""What do we promise, how much may fail, and how fast may the budget burn?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

BUDGET_WINDOW = "30d"
"""An objective holds over a rolling month; Prometheus keeps 90 days."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Good is a request that is not answered with a server error."""


@dataclass(frozen=True, slots=True)
class InTime:
    """Good is a request that is answered within so many seconds; the histogram must have that bound."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Traded:
    """Good is a trade that succeeds, in this mode."""

    mode: str


@dataclass(frozen=True, slots=True)
class Reached:
    """Good is a probe that succeeds, of this job."""

    job: str


Indicator = Answered | InTime | Traded | Reached
"""Which events count, and which of them are good; `panels.queries.slo` asks them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What is promised over the budget window: one declaration, from which rules, alerts, panels and texts follow.

    Attributes:
        slo: the value of the label `slo`.
        target: the share of events that must be good.
        indicator: what an event is, and when it is good.
        promise: the objective in words; the target is put in for `{target}`.
        measured_by: the service that always has events, so that their absence is an alert; none if idling is normal.

    Raises:
        ValueError: the target is no share between 0 and 1.
    """

    slo: str
    target: float
    indicator: Indicator
    promise: str
    measured_by: str = ""

    def __post_init__(self) -> None:
        """Refuse a promise without a budget, and percentages where a share is meant."""
        if not 0 < self.target < 1:
            raise ValueError(f"{self.slo}: expected a target between 0 and 1, got {self.target}")

    @property
    def error_budget(self) -> float:
        """The share of events that may fail."""
        return round(1 - self.target, 12)

    def __str__(self) -> str:
        """Say it as a person would."""
        return self.promise.format(target=f"{self.target * 100:g} %")


API_AVAILABILITY = Objective(
    slo="api-availability",
    target=0.995,
    indicator=Answered(),
    promise="{target} of requests are not answered with a server error",
    measured_by="rust-core-engine",
)
"""Red flag of the guide: availability below 99.5 %."""

SATISFIED = 0.5
"""Seconds; red flag of the guide for the p95."""

API_LATENCY = Objective(
    slo="api-latency",
    target=0.95,
    indicator=InTime(SATISFIED),
    promise=f"{{target}} of requests take less than {SATISFIED * 1000:g} ms",
    measured_by="rust-core-engine",
)
"""The guide's p95 below 500 ms, as a share of requests: quantiles cannot be averaged over a month."""

TRADE_SUCCESS = Objective(
    slo="trade-success", target=0.95, indicator=Traded("live"), promise="{target} of live trades succeed"
)
"""The guide's target: above 95 %."""

API_UPTIME = Objective(
    slo="api-uptime",
    target=0.995,
    indicator=Reached("blackbox-http"),
    promise="{target} of probes from outside succeed",
)
"""Request counters live in the process that they measure: when it is down, only the probes see it."""

OBJECTIVES = (API_AVAILABILITY, API_LATENCY, TRADE_SUCCESS, API_UPTIME)


def by_target(objectives: Iterable[Objective] = OBJECTIVES) -> dict[float, tuple[Objective, ...]]:
    """Put objectives with the same target together, in the order in which a target first appears."""
    groups: dict[float, tuple[Objective, ...]] = {}
    for objective in objectives:
        groups[objective.target] = (*groups.get(objective.target, ()), objective)
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnRateWindow:
    """How fast the budget may burn before somebody is told.

    Attributes:
        name: the end of the alert's name.
        long: the window that decides; also in words in the alert's text.
        short: the window that ends the alert soon after the burning.
        factor: how many times faster than "the budget lasts exactly the month".
        spent: the share of the budget that is gone when it fires.
        severity: who is told.
        hold: how long it must last.
    """

    name: str
    long: str
    short: str
    factor: float
    spent: float
    severity: Literal["critical", "warning"]
    hold: str


FAST = BurnRateWindow(name="Fast", long="1h", short="5m", factor=14.4, spent=0.02, severity="critical", hold="2m")
SLOW = BurnRateWindow(name="Slow", long="6h", short="30m", factor=6, spent=0.05, severity="critical", hold="15m")
TICKET = BurnRateWindow(name="Ticket", long="1d", short="2h", factor=3, spent=0.1, severity="warning", hold="1h")
CREEPING = BurnRateWindow(name="Creeping", long="3d", short="6h", factor=1, spent=0.1, severity="warning", hold="3h")

ENOUGH_EVENTS = 10
"""In an hour: with fewer, one failed trade at night would page."""

BURN_RATE_WINDOWS = (FAST, SLOW, TICKET, CREEPING)
"""Google's SRE workbook, "Alerting on SLOs", table 5-8, as Sloth encodes it for 30 days (`windows/google-30d.yaml`)."""
