"""When does an error budget burn too fast, and when is it only a bad minute?"""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from support.rulecases.case import Case, fires, quiet
from support.rulecases.series import Made, real, timed
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, seconds

from dashboards.rules import Alert
from dashboards.rules.alerts.slo import BURN_ALERTS, SLO_ERROR_BUDGET_EXHAUSTED, SLO_METRICS_MISSING
from panels.objectives import (
    API_AVAILABILITY,
    API_LATENCY,
    API_UPTIME,
    BURN_RATE_WINDOWS,
    ENOUGH_EVENTS,
    SATISFIED,
    TRADE_SUCCESS,
    BurnRateWindow,
)

FAST, SLOW, TICKET, CREEPING = BURN_ALERTS
BUDGET = API_AVAILABILITY.error_budget
HAIR = 0.005
BAD = 0.2
"""Far above every limit of the availability."""

TOTAL = 10.0
"""Requests per second."""

JUST_BELOW = 0.97
"""Of a limit: nobody calls that too fast."""

BURST = 360
"""Seconds; a multiple of every step."""


def limit(burn: BurnRateWindow) -> float:
    """Share of bad events from which on it burns too fast."""
    return burn.factor * BUDGET


def requests(bad: Values, per_second: float = 10) -> tuple[Made, Made]:
    """Good requests all the time, and bad ones on top."""
    return (
        real("http_requests_total", climbing(per_second), status="200"),
        real("http_requests_total", bad, status="500"),
    )


def failing(share: float, per_second: float = 10) -> tuple[Made, Made]:
    """A share fails all the time."""
    good, bad = per_second * (1 - share), per_second * share
    return requests(climbing(bad), good)


def rare(per_hour: float) -> tuple[Made, Made]:
    """Few requests, all good at first and all bad after 70 minutes."""
    each = per_hour / 3600
    return (
        real("http_requests_total", climbing(each, "70m") + climbing(0), status="200"),
        real("http_requests_total", climbing(0, "70m") + climbing(each), status="500"),
    )


def trades(failed: float) -> tuple[Made, Made]:
    """Live trades of which a share fails."""
    return (
        real("trades_total", climbing(1), mode="live"),
        real("trades_success_total", climbing(1 - failed), mode="live"),
    )


def page(answers: Values) -> Made:
    """A probed page."""
    return real("probe_success", answers, job="blackbox-http")


def probes(failed_of_ten: int) -> tuple[Made, ...]:
    """Ten probed pages, some of which never answer."""
    return tuple(
        real("probe_success", NOTHING if n < failed_of_ten else ONE, job="blackbox-http", instance=f"p{n}")
        for n in range(10)
    )


def _boundaries(alert: Alert, burn: BurnRateWindow) -> Iterable[Case]:
    yield fires(alert, "a hair above the limit", *failing(limit(burn) * (1 + HAIR)), since="1m", every="1m")
    yield quiet(alert, "a hair below the limit", *failing(limit(burn) * (1 - HAIR)), every="1m")


def shares(*bad: tuple[float, str], **labels: str) -> tuple[Made, Made]:
    """Requests of which a share is bad for a while, then another one; the last to the end."""
    good_values, bad_values = Values(()), Values(())
    for share, lasting in bad:
        good_values += climbing(TOTAL * (1 - share), lasting)
        bad_values += climbing(TOTAL * share, lasting)
    return (
        real("http_requests_total", good_values, status="200", **labels),
        real("http_requests_total", bad_values, status="500", **labels),
    )


def _over(alert: Alert, burn: BurnRateWindow, lasting: int) -> Case:
    """The short window ends it, a hair below its limit, while the long one still remembers."""
    window = seconds(burn.short) // 60 if burn.short != "5m" else 0  # rates are of five minutes
    series = shares((BAD, f"{lasting}m"), (limit(burn) * JUST_BELOW, ""))
    over = f"{lasting + window + 6}m"
    every = "2m" if seconds(burn.short) > seconds("1h") else "1m"  # the longer, the coarser: a step is a step
    return fires(alert, f"it ends after {lasting} minutes", *series, since=every, over=over, every=every)


def _on_top(share: float) -> float:
    """Bad requests per second that are this share of all, beside ten good ones."""
    return 10 * share / (1 - share)


def _nearly(alert: Alert, burn: BurnRateWindow, clean: str, lasting: str, every: str) -> Case:
    """Over the long window a hair is left, over the short one none: after clean hours comes a burst."""
    burst = _on_top(JUST_BELOW * limit(burn)) * (seconds(clean) + BURST) / BURST
    little = _on_top(1.05 * limit(burn))
    bad = climbing(0, clean, start=LIVED) + climbing(burst, f"{BURST}s") + climbing(little, lasting)
    end = seconds(clean) + BURST + seconds(lasting)
    series = requests(bad + climbing(0))
    return quiet(alert, "a burst after clean hours", *series, until=f"{end}s", every=every)


def _apart(alert: Alert, ends: str, begins: str, at: str, every: str) -> Iterable[Case]:
    """What has recovered has nothing to do with what burns: another objective, service or environment."""
    later = shares((0, begins), (0.9, ""))
    python = {"service": "python-ai-service", "endpoint": "/predict", "method": "POST"}
    served, down = shares((0.9, ends), (0, ""), **python), page(flat(0, ends) + ONE)
    yield fires(alert, "one recovers, another burns", down, *later, since="0s", still=at, every=every)
    yield fires(alert, "one service recovers, another burns", *served, *later, since=every, still=at, every=every)
    yield fires(alert, "a page never answers", page(NOTHING), since="0s", still=at, every=every)


def slow_later(minutes: int) -> Iterator[Made]:
    """All answers of the engine take too long after so many minutes; before, none does."""
    name = "http_request_duration_seconds"
    late = climbing(0, f"{minutes}m") + climbing(TOTAL)
    yield real(f"{name}_count", climbing(TOTAL))
    yield real(f"{name}_bucket", climbing(TOTAL, f"{minutes}m") + climbing(0), le=f"{SATISFIED}")
    yield real(f"{name}_bucket", climbing(TOTAL), le="+Inf")
    yield real(f"{name}_sum", late)


BOUNDARIES: Sequence[Case] = [
    case for alert, burn in zip(BURN_ALERTS, BURN_RATE_WINDOWS, strict=True) for case in _boundaries(alert, burn)
]

CASES = (
    *BOUNDARIES,
    fires(
        FAST,
        "answers take too long",
        *timed("http_request_duration_seconds", {SATISFIED: 2, inf: 8}),
        since="1m",
        labels={"slo": API_LATENCY.slo},
        every="1m",
    ),
    fires(FAST, "trades fail", *trades(0.75), since="1m", labels={"slo": TRADE_SUCCESS.slo}, every="1m"),
    fires(FAST, "a page in ten does not answer", *probes(1), since="0s", labels={"slo": API_UPTIME.slo}, every="1m"),
    quiet(FAST, "no page fails", *probes(0), every="1m"),
    fires(FAST, "hardly any request, but enough", *rare(ENOUGH_EVENTS + 0.1), since="77m", every="1m"),
    *(
        quiet(
            alert,
            "hardly any request, but many trades, and many requests to another service",
            *rare(ENOUGH_EVENTS - 0.1),
            *trades(0),
            *shares((0, ""), service="python-ai-service"),
            until=until,
            every="1m",
        )
        for alert, until in ((FAST, "90m"), (SLOW, "2h"))
    ),
    quiet(FAST, "no request at all", *failing(1, 0), every="1m"),
    quiet(
        FAST,
        "paper trades fail",
        real("trades_total", climbing(1), mode="paper"),
        real("trades_success_total", NOTHING, mode="paper"),
        every="1m",
    ),
    quiet(
        FAST,
        "three bad minutes after an hour",
        *requests(climbing(0, "1h") + climbing(5, "3m") + climbing(0)),
        until="80m",
        every="1m",
    ),
    *(
        _over(alert, burn, lasting)
        for alert, burn, lasting in zip(BURN_ALERTS, BURN_RATE_WINDOWS, (10, 30, 70, 190), strict=True)
    ),
    *(
        case
        for alert, ends, begins, at, every in (
            (FAST, "10m", "25m", "40m", "1m"),
            (SLOW, "30m", "75m", "2h", "1m"),
            (TICKET, "70m", "4h", "6h", "2m"),
            (CREEPING, "190m", "10h", "14h", "2m"),
        )
        for case in _apart(alert, ends, begins, at, every)
    ),
    fires(
        FAST,
        "it ends, and a hair below goes on",
        *shares((BAD, "10m"), (limit(BURN_RATE_WINDOWS[0]) * JUST_BELOW, "")),
        since="1m",
        over="22m",
        every="1m",
    ),
    _nearly(FAST, BURN_RATE_WINDOWS[0], "30m", "8m", "1m"),
    _nearly(TICKET, BURN_RATE_WINDOWS[2], "5h", "90m", "2m"),
    _nearly(CREEPING, BURN_RATE_WINDOWS[3], "10h", "4h", "2m"),
    fires(
        FAST,
        "it ends while others have a bad minute",
        *shares((BAD, "10m"), (0, "")),
        *slow_later(12),
        *shares((0, "12m"), (BAD, ""), service="python-ai-service"),
        since="1m",
        over="16m",
        labels={"service": "rust-core-engine", "slo": API_AVAILABILITY.slo},
        every="1m",
    ),
    quiet(
        FAST,
        "fourteen bad minutes are not quite enough for the hour",
        *shares((0, "1h"), (0.3, "14m"), (0, "")),
        until="2h",
        every="1m",
    ),
    quiet(
        SLOW,
        "thirty-five bad minutes are not quite enough for six hours",
        *shares((0, "6h"), (0.31, "35m"), (0, "")),
        until="450m",
        every="2m",
    ),
    fires(SLOW, "hardly any request, but enough", *rare(ENOUGH_EVENTS + 0.1), since="75m", every="1m"),
    fires(
        SLO_ERROR_BUDGET_EXHAUSTED, "a hair more than allowed", *failing(BUDGET * (1 + HAIR)), since="1m", every="1m"
    ),
    quiet(SLO_ERROR_BUDGET_EXHAUSTED, "a hair is left", *failing(BUDGET * (1 - HAIR)), every="1m"),
    fires(SLO_METRICS_MISSING, "the engine counts nothing", real("up", ONE), since="0s", number=2, every="1m"),
    fires(
        SLO_METRICS_MISSING,
        "two instances count nothing, another service does",
        real("up", ONE),
        real("up", ONE, instance="b"),
        *shares((0, ""), service="python-ai-service"),
        *timed("http_request_duration_seconds", {SATISFIED: 1}, service="python-ai-service"),
        since="0s",
        number=2,
        every="1m",
    ),
    fires(
        SLO_METRICS_MISSING,
        "the histogram is gone",
        real("up", ONE),
        *failing(0),
        since="0s",
        labels={"slo": API_LATENCY.slo},
        every="1m",
    ),
    fires(
        SLO_METRICS_MISSING,
        "the counter is gone, though the engine is down too",
        real("up", NOTHING),
        *timed("http_request_duration_seconds", {SATISFIED: 1}),
        since="0s",
        labels={"slo": API_AVAILABILITY.slo},
        every="1m",
    ),
    quiet(
        SLO_METRICS_MISSING,
        "nobody asks anything",
        real("up", ONE),
        *failing(0, 0),
        *timed("http_request_duration_seconds", {}),
        every="1m",
    ),
    quiet(SLO_METRICS_MISSING, "another service", real("up", flat(1), job="python-ai-service"), every="1m"),
)
