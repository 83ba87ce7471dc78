"""Do the recorded series of HTTP have the right values?"""

from support.trials import Judge, Trial

API = 'environment="production",service="rust-core-engine",job="rust-core-engine"'
GOOD = f'{API},instance="a",method="GET",endpoint="/api/trades",status="200"'
BAD = f'{API},instance="a",method="GET",endpoint="/api/trades",status="500"'
ELSEWHERE = f'{API},instance="b",method="GET",endpoint="/",status="200"'
TIMED = f'{API},instance="a",method="GET",endpoint="/api/trades"'


def test_the_error_ratio_divides_sums(judge: Judge) -> None:
    """Divided series by series, 5 % of errors would read as 100 %."""
    judge(
        Trial(
            groups=("http",),
            series={
                f"http_requests_total{{{GOOD}}}": "0+285x40",
                f"http_requests_total{{{BAD}}}": "0+15x40",
                f"http_requests_total{{{ELSEWHERE}}}": "0+300x40",
            },
            expect={
                "service:http_requests:rate5m": 40,
                "service:http_errors:rate5m": 1,
                "service:http_error_ratio:rate5m": 0.025,
                'service_endpoint:http_errors:rate5m{endpoint="/api/trades"}': 1,
                'service_endpoint:http_errors:rate5m{endpoint="/"}': 0,
                'service_status:http_requests:rate5m{status="500"}': 1,
            },
        )
    )


def test_a_service_without_a_single_error_has_none(judge: Judge) -> None:
    """No 5xx series at all is 0, not "no data": otherwise a ratio appears only with the first error."""
    judge(
        Trial(
            groups=("http",),
            series={f"http_requests_total{{{GOOD}}}": "0+15x40"},
            expect={"service:http_errors:rate5m": 0, "service:http_error_ratio:rate5m": 0},
        )
    )


def test_an_idle_service_has_no_error_ratio(judge: Judge) -> None:
    """0 of 0 requests is neither good nor bad."""
    judge(
        Trial(
            groups=("http",),
            series={f"http_requests_total{{{GOOD}}}": "100x40", f"http_requests_total{{{BAD}}}": "7x40"},
            expect={"service:http_requests:rate5m": 0, "service:http_error_ratio:rate5m": None},
        )
    )


def test_a_restart_is_no_traffic(judge: Judge) -> None:
    """A counter that falls to 0 has been restarted: the rate goes on at one per second."""
    judge(
        Trial(
            groups=("http",),
            series={f"http_requests_total{{{GOOD}}}": "0+15x20 15+15x20"},
            expect={"service:http_requests:rate5m": 1},
            at="8m",
        )
    )


def test_a_service_that_is_gone_has_no_series(judge: Judge) -> None:
    """Five minutes after its last sample there is nothing to tell, not 0."""
    judge(
        Trial(
            groups=("http",),
            series={f"http_requests_total{{{GOOD}}}": "0+15x20 _x60"},
            expect={"service:http_requests:rate5m": None, "service:http_errors:rate5m": None},
            at="18m",
        )
    )


def test_quantiles_are_those_of_the_whole_service(judge: Judge) -> None:
    """Half of the requests below 100 ms, 90 % below 250 ms, all below 500 ms; the instances are summed first."""
    buckets = {"0.1": 75, "0.25": 135, "0.5": 150, "+Inf": 150}
    judge(
        Trial(
            groups=("http",),
            series={
                **{
                    f'http_request_duration_seconds_bucket{{{TIMED},le="{bound}"}}': f"0+{step}x40"
                    for bound, step in buckets.items()
                },
                f"http_request_duration_seconds_sum{{{TIMED}}}": "0+30x40",
                f"http_request_duration_seconds_count{{{TIMED}}}": "0+150x40",
            },
            expect={
                "service:http_request_duration_seconds:p50": 0.1,
                "service:http_request_duration_seconds:p95": 0.375,
                "service:http_request_duration_seconds:p99": 0.475,
                "service:http_request_duration_seconds:avg": 0.2,
            },
        )
    )
