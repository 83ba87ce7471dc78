"""Do the service level objectives count what they promise?"""

import pytest
from support.trials import Judge, Trial

from panels.objectives import OBJECTIVES, Objective

ENGINE = 'environment="production",service="rust-core-engine"'
SCRAPED = f'{ENGINE},job="rust-core-engine",instance="a"'
SLO = 'environment="production",service="rust-core-engine",slo="api-availability"'
GROUPS = ("slo_sli", "slo_windows_short", "slo_windows_long")
EVENTS, ERRORS = f"service_slo:sli_events:rate5m{{{SLO}}}", f"service_slo:sli_errors:rate5m{{{SLO}}}"
INTERNAL = ("slo_windows_short", "slo_windows_long")
"""Everything after the indicators, which are given."""


def test_availability_counts_server_errors(judge: Judge) -> None:
    """1 of 100 requests a second ends in a 5xx; a 404 is the client's fault."""
    judge(
        Trial(
            groups=GROUPS,
            series={
                f'http_requests_total{{{SCRAPED},method="GET",endpoint="/",status="200"}}': "0+1470x40",
                f'http_requests_total{{{SCRAPED},method="GET",endpoint="/",status="404"}}': "0+15x40",
                f'http_requests_total{{{SCRAPED},method="GET",endpoint="/",status="500"}}': "0+15x40",
            },
            expect={
                'service_slo:sli_events:rate5m{slo="api-availability"}': 100,
                'service_slo:sli_errors:rate5m{slo="api-availability"}': 1,
                'service_slo:sli_error:ratio_rate5m{slo="api-availability"}': 0.01,
            },
        )
    )


def test_latency_counts_requests_above_half_a_second(judge: Judge) -> None:
    """Ten of a hundred are slower."""
    timed = f'{SCRAPED},method="GET",endpoint="/"'
    judge(
        Trial(
            groups=GROUPS,
            series={
                f"http_request_duration_seconds_count{{{timed}}}": "0+1500x40",
                f'http_request_duration_seconds_bucket{{{timed},le="0.5"}}': "0+1350x40",
                f'http_request_duration_seconds_bucket{{{timed},le="1"}}': "0+1500x40",
            },
            expect={'service_slo:sli_error:ratio_rate5m{slo="api-latency"}': 0.1},
        )
    )


def test_trades_count_with_live_money_only(judge: Judge) -> None:
    """Paper trades may fail; a live engine without a single success fails them all."""
    paper, live = f'{SCRAPED},mode="paper"', f'{SCRAPED},mode="live"'
    judge(
        Trial(
            groups=GROUPS,
            series={f"trades_total{{{paper}}}": "0+15x40", f"trades_total{{{live}}}": "0+30x40"},
            expect={
                'service_slo:sli_events:rate5m{slo="trade-success"}': 2,
                'service_slo:sli_error:ratio_rate5m{slo="trade-success"}': 1,
            },
        )
    )


def test_only_probes_see_an_outage(judge: Judge) -> None:
    """When the service is down there are no requests: their objective is silent while uptime burns."""
    judge(
        Trial(
            groups=GROUPS,
            series={
                f'http_requests_total{{{SCRAPED},method="GET",endpoint="/",status="200"}}': "0+1500x40 _x80",
                f'probe_success{{{ENGINE},job="blackbox-http",instance="http://a"}}': "1x40 0x80",
            },
            expect={
                'service_slo:sli_error:ratio_rate5m{slo="api-availability"}': None,
                'service_slo:sli_error:ratio_rate5m{slo="api-uptime"}': 1,
            },
            at="25m",
        )
    )


def test_an_idle_service_breaks_no_promise(judge: Judge) -> None:
    """0 bad of 0 events is no sample; a NaN would spoil every window that it falls into."""
    judge(
        Trial(
            groups=GROUPS,
            series={f'http_requests_total{{{SCRAPED},method="GET",endpoint="/",status="200"}}': "100x80"},
            expect={
                'service_slo:sli_events:rate5m{slo="api-availability"}': 0,
                "service_slo:sli_error:ratio_rate1h": None,
            },
            at="15m",
        )
    )


@pytest.mark.parametrize("objective", OBJECTIVES, ids=str)
def test_a_promise_outlives_an_outage(judge: Judge, objective: Objective) -> None:
    """Twelve hours after the last event the objective and its budget are still there."""
    judge(
        Trial(
            groups=("slo_sli",),
            series={f'service_slo:sli_events:rate5m{{{ENGINE},slo="{objective.slo}"}}': "1x60 _x800"},
            expect={
                f'service_slo:objective:ratio{{slo="{objective.slo}"}}': objective.target,
                f'service_slo:error_budget:ratio{{slo="{objective.slo}"}}': objective.error_budget,
            },
            at="13h",
            every="1m",
            evaluate="1h",
        )
    )


def test_windows_are_weighted_by_traffic(judge: Judge) -> None:
    """Five hours of half the requests failing, at 0.2 % of the traffic, then five clean hours: 0.1 %, not 25 %."""
    judge(
        Trial(
            groups=INTERNAL,
            series={EVENTS: "0.2x299 100x300", ERRORS: "0.1x299 0x300"},
            expect={"service_slo:sli_error:ratio_rate1d": (0.1 * 300) / (0.2 * 300 + 100 * 301)},
            at="10h",
            every="1m",
            evaluate="10h",
        )
    )


@pytest.mark.parametrize(
    ("errors", "left"), [(0, 1), (0.0025, 0.5), (0.005, 0), (0.01, -1)], ids=["untouched", "half", "spent", "overspent"]
)
def test_the_budget_left_is_what_a_month_of_errors_left(judge: Judge, errors: float, left: float) -> None:
    """0.5 % of a month may fail."""
    judge(
        Trial(
            groups=("slo_sli", *INTERNAL),
            series={EVENTS: "1x720", ERRORS: f"{errors}x720"},
            expect={"service_slo:error_budget_remaining:ratio30d": left},
            at="30d",
            every="1h",
            evaluate="1h",
        )
    )


def test_the_burn_rate_is_the_error_ratio_in_budgets(judge: Judge) -> None:
    """7.2 % of an hour's requests against a budget of 0.5 % is 14.4, the page's limit."""
    judge(
        Trial(
            groups=("slo_sli", *INTERNAL),
            series={EVENTS: "10x120", ERRORS: "0.72x120"},
            expect={"service_slo:burn_rate1h:ratio": 14.4, "service_slo:sli_events:increase1h": 36000},
            at="2h",
            every="1m",
            evaluate="1m",
        )
    )
