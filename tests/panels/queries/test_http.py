"""What exactly is asked about requests, objectives, processes and browsers?"""

from panels.queries import http, process, slo, web
from panels.queries.scope import ENVIRONMENT, INSTANCE, ONE_SERVICE, SERVICE

CHOSEN = 'environment=~"$environment",service=~"$service"'


def test_the_error_ratio_of_all_services_divides_sums() -> None:
    """A mean of ratios would let an idle service hide a broken one; idle is no sample."""
    assert http.total_error_ratio(SERVICE).text == (
        f"sum(service:http_errors:rate5m{{{CHOSEN}}}) / (sum(service:http_requests:rate5m{{{CHOSEN}}}) > 0)"
    )


def test_a_heatmap_writes_every_bound_one_way() -> None:
    """Rust writes `le="1"` and Python `le="1.0"`: both in one heatmap fail on a real Grafana."""
    asked = http.latency_distribution(INSTANCE).text

    assert asked.startswith("sum by (le) (label_replace(increase(http_request_duration_seconds_bucket{")
    assert asked.endswith(r"""[$__rate_interval]), "le", "$1", "le", "(.+)\\.0"))""")


def test_slow_and_apdex_count_exact_buckets() -> None:
    """Apdex: satisfied below 0.5 s, tolerated below 2 s; slow is above 1 s."""
    assert r'le=~"1|1\\.0"' in http.slow_requests(INSTANCE).text
    apdex = http.apdex(INSTANCE).text
    assert 'le="0.5"' in apdex
    assert r'le=~"2|2\\.0"' in apdex
    assert " / 2 / (" in apdex


def test_endpoints_without_requests_have_no_latency() -> None:
    """A quantile of nothing is NaN, which sorts to the top; of the last bucket +Inf, which is no number of seconds."""
    assert "< +Inf" in http.slowest_endpoints(INSTANCE).text
    assert http.slowest_endpoints(INSTANCE).legend == "{{service}} {{endpoint}}"


def test_a_repeated_panel_asks_one_service() -> None:
    """With `=~` a choice of all would repeat all in each panel."""
    assert [query.legend for query in http.latency(ONE_SERVICE)] == ["p50", "p95", "p99", "mean"]
    assert all('service="$service"' in query.text for query in http.latency(ONE_SERVICE))


def test_the_burn_rate_is_asked_in_the_windows_of_the_fastest_alert() -> None:
    """What pages is what is drawn."""
    now, hour = slo.burn_rates(SERVICE)

    assert now.text == (
        f"service_slo:sli_error:ratio_rate5m{{{CHOSEN}}}"
        " / on (environment, service, slo) service_slo:error_budget:ratio"
    )
    assert hour.text == f"service_slo:burn_rate1h:ratio{{{CHOSEN}}}"


def test_availability_is_asked_of_one_objective() -> None:
    """The other objectives have other targets."""
    assert slo.availability(SERVICE, "7d").text == (
        f'1 - service_slo:sli_error:ratio_rate7d{{{CHOSEN},slo="api-availability"}}'
    )
    assert slo.availability(SERVICE, "7d").legend == "7 d"


def test_windows_of_days_are_asked_as_seldom_as_they_are_recorded() -> None:
    """A step below two minutes would leave holes when the reader zooms in."""
    assert slo.budget_left(SERVICE).step == 120
    assert slo.objective(SERVICE).step == 60
    assert http.rate(SERVICE).step == 30


def test_file_descriptors_are_a_share_of_the_limit() -> None:
    """1000 open files are many or few."""
    assert process.file_descriptors(SERVICE).text == (
        f"max by (service) (process_open_fds{{{CHOSEN}}}) / (max by (service) (process_max_fds{{{CHOSEN}}}) > 0)"
    )


def test_three_of_four_visitors_see_a_page_in_time() -> None:
    """web.dev measures the 75th percentile."""
    assert web.largest_paint(ENVIRONMENT).text.startswith("histogram_quantile(0.75, sum by (le, page) (rate(")
    assert web.largest_paint(ENVIRONMENT).legend == "{{page}}"
