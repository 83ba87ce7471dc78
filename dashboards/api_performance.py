"""Are requests answered correctly and in time, and do we keep our objectives?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from dashboards.links import OBJECTIVES
from panels.factories import Column, bargauge, heatmap, logs, piechart, stat, table, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.objectives import OBJECTIVES as PROMISES
from panels.queries import http, process, slo, web
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, INSTANCE, ONE_SERVICE, SERVICE, chosen
from panels.style.colours import PERCENTILES, STATUSES
from panels.style.links import to_dashboard
from panels.thresholds import http as limits
from panels.thresholds import process as processes
from panels.thresholds import slo as budgets
from panels.thresholds import web as browser

UID = "api-performance"
ONE_ENDPOINT = to_dashboard(UID, "Only this endpoint", service="${__data.fields.service}",
                            endpoint="${__data.fields.endpoint}")


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "API Performance",
        row("Now",
            [stat("Request rate", http.total_rate(SERVICE), unit="reqps", spark=True,
                  description="Requests of all selected services. A sudden drop is as bad as a spike: see Against last "
                              "week."),
             stat("Error rate", http.total_error_ratio(SERVICE), unit="percentunit", thresholds=limits.ERROR_RATIO,
                  spark=True, no_value="no requests", runbook="HIGH_ERROR_RATE",
                  description="Share of requests that ended in a server error. Red flag: above 5 %."),
             stat("p95 latency (worst service)", http.worst_p95(SERVICE), unit="s", thresholds=limits.P95, spark=True,
                  no_value="no requests", runbook="HIGH_LATENCY",
                  description="95 % of the requests are answered within this time. Red flag: above 500 ms; alerts warn "
                              "at 1 s and page at 2 s.")],
            [stat("p99 latency (worst service)", http.worst_p99(SERVICE), unit="s", thresholds=limits.P99, spark=True,
                  no_value="no requests", runbook="HIGH_LATENCY",
                  description="99 % of the requests are answered within this time. Red flag: above 2 s."),
             stat("Availability, 30 d (worst)", slo.worst_availability(SERVICE), unit="percentunit", decimals=3,
                  thresholds=limits.AVAILABILITY, links=[OBJECTIVES], runbook="SLO_BURN",
                  description="Requests of a month without a server error, of the worst service. The objective is "
                              "99.5 %."),
             stat("Requests in flight", http.in_flight(SERVICE), unit="none", spark=True,
                  description="Requests that wait for their answer: saturation. A pile that grows while the rate does "
                              "not is bad: look at latency and at what the services wait for.")]),
        row("Rate and errors",
            [timeseries("Request rate by service", http.rate(SERVICE), unit="reqps",
                        description="Requests per second. A service that falls silent alone is bad: is it up?"),
             timeseries("Against last week", *http.against_last_week(SERVICE), unit="reqps", dashed="a week ago",
                        description="Sudden spikes are a red flag, and a week ago is the fair comparison.",
                        runbook="HIGH_TRAFFIC"),
             timeseries("Error rate by service", http.error_ratio(SERVICE), unit="percentunit",
                        soft_max=limits.ERROR_SCALE, thresholds=limits.ERROR_RATIO_LINE, no_value="no requests",
                        runbook="HIGH_ERROR_RATE",
                        description="Share of each service's requests that ended in a server error.")],
            [timeseries("Responses by status", http.by_status(SERVICE), unit="reqps", stacked=True, colours=STATUSES,
                        description="Status codes over time. Growing red is us, growing yellow is a client.",
                        runbook="HIGH_ERROR_RATE"),
             piechart("Status distribution", http.by_class(SERVICE), unit="reqps", colours=STATUSES,
                      description="Share of each class now. More than a sliver of 5xx is bad: see Failing endpoints."),
             timeseries("Client errors", http.client_errors(SERVICE), unit="reqps", no_value="no client errors",
                        description="Floods of 401, 403 and 429 are attacks or a broken client; 404 is often a bad "
                                    "link of our own.", runbook="LOGIN_FAILURES")]),
        row("Latency",
            [timeseries("Latency percentiles: $service", *http.latency(ONE_SERVICE), unit="s",
                        thresholds=limits.PERCENTILES, colours=PERCENTILES, repeat="service", runbook="HIGH_LATENCY",
                        description="How long the requests of a service take. Red flags: p95 above 500 ms, p99 above "
                                    "2 s.")],
            [heatmap("Latency distribution", http.latency_distribution(chosen(INSTANCE, "endpoint")), unit="s",
                     log=True, exemplars=True, runbook="HIGH_LATENCY",
                     description="All requests by duration. A second band is a second kind of request; one that moves "
                                 "up is getting slower."),
             timeseries("Slow requests (>1 s)", http.slow_requests(INSTANCE), unit="reqps", runbook="HIGH_LATENCY",
                        description="Requests per second that took longer than a second. Anything that lasts is bad: "
                                    "see Slow requests (log)."),
             timeseries("Apdex (T = 0.5 s)", http.apdex(INSTANCE), unit="percentunit", min=0, max=1,
                        thresholds=limits.APDEX, no_value="no requests", runbook="HIGH_LATENCY",
                        description="Satisfied below 0.5 s, tolerated below 2 s and counted half.")]),
        row("Endpoints",
            [table("Top endpoints",
                   Column("Service", label="service"),
                   Column("Method", label="method", width=100),
                   Column("Endpoint", label="endpoint", links=[ONE_ENDPOINT]),
                   Column("Rate", http.endpoint_rate(SERVICE), unit="reqps"),
                   Column("Errors", http.endpoint_error_ratio(SERVICE), unit="percentunit",
                          thresholds=limits.ERROR_RATIO_LINE),
                   Column("p95", http.endpoint_p95(INSTANCE), unit="s", thresholds=limits.ENDPOINT_P95),
                   sort="Rate", runbook="HIGH_ERROR_RATE",
                   description="The busiest endpoints with their errors and latency. What is red near the top hurts "
                               "most users: click it to see it alone.").tall(10)],
            [bargauge("Slowest endpoints", http.slowest_endpoints(chosen(INSTANCE, "endpoint")), unit="s",
                      thresholds=limits.ENDPOINT_P95, min=0, runbook="HIGH_LATENCY",
                      description="p95 by endpoint, the slowest ten."),
             timeseries("Failing endpoints", http.failing_endpoints(chosen(SERVICE, "endpoint")), unit="reqps",
                        no_value="no endpoint fails", runbook="HIGH_ERROR_RATE",
                        description="Server errors per second, the worst ten. One endpoint is its own fault, all of "
                                    "them are the service's or the database's.")]),
        row("SLO",
            [table("Objectives",
                   Column("Service", label="service"),
                   Column("SLO", label="slo"),
                   Column("Environment", label="environment"),
                   Column("Objective", slo.objective(SERVICE), unit="percentunit", decimals=1),
                   Column("30 d", slo.achieved(SERVICE), unit="percentunit", decimals=3),
                   Column("Budget left", slo.budget_left(SERVICE), unit="percentunit", thresholds=budgets.BUDGET_LEFT),
                   Column("Burn rate 1 h", slo.burn_rate_1h(SERVICE), unit="short", decimals=1,
                          thresholds=budgets.BURN_RATE),
                   unit="percentunit", sort="+Budget left", runbook="SLO_BURN",
                   description=f"What we promise over 30 days: {'; '.join(map(str, PROMISES))}. Below a quarter of the "
                               "budget release only with a second look, below 0 only what makes us reliable.",
                   ).tall(10)],
            [timeseries("Error budget left", slo.budget_left(SERVICE), unit="percentunit",
                        thresholds=budgets.BUDGET_SPENT, runbook="SLO_BURN",
                        description="Rolling 30 days. Below 0 the objective is missed."),
             timeseries("Burn rate", *slo.burn_rates(SERVICE), unit="short", log=True, thresholds=budgets.BURN_RATE,
                        description="1 means that the budget lasts exactly 30 days. Pages at 14.4 in an hour and at 6 "
                                    "in six hours.", runbook="SLO_BURN")],
            [table("Availability by window",
                   Column("Service", label="service"),
                   Column("Environment", label="environment"),
                   *(Column(title, slo.availability(SERVICE, window), unit="percentunit", decimals=3,
                            thresholds=limits.AVAILABILITY_WINDOW)
                     for title, window in (("24 h", "1d"), ("7 d", "7d"), ("30 d", "30d"))),
                   unit="percentunit", sort="+24 h", runbook="SLO_BURN",
                   description="Requests without a server error. A bad day in a good month is an incident, a bad month "
                               "of good days is a trend.").tall(8)]),
        row("Runtime",
            [timeseries("CPU by process", process.cpu(INSTANCE), unit="short", axis="cores", runbook="HIGH_CPU",
                        description="Cores used by each service. A new plateau after a deployment is bad."),
             timeseries("Resident memory", process.memory(INSTANCE), unit="bytes", runbook="HIGH_MEMORY",
                        description="Memory held by each service. A steady climb is a leak."),
             timeseries("Open file descriptors", process.file_descriptors(INSTANCE), unit="percentunit", min=0, max=1,
                        thresholds=processes.FILE_DESCRIPTORS, runbook="FILE_DESCRIPTORS",
                        description="Share of the limit. At the limit nothing can be opened, no connection either.")],
            [timeseries("Node.js event loop lag", process.event_loop_lag(INSTANCE), unit="s", runbook="HIGH_LATENCY",
                        thresholds=processes.EVENT_LOOP_LAG,
                        description="How late the user interface's server is; it blocks every request there."),
             timeseries("Garbage collection", *process.garbage_collection(INSTANCE), unit="percentunit",
                        thresholds=processes.GARBAGE_COLLECTION, runbook="HIGH_MEMORY",
                        overrides={"/^python/": {"unit": "cps", "custom.axisPlacement": "right"}},
                        description="Share of the time in Node's collector; Python's collections per second on the "
                                    "right axis. Much of it means too little memory, or a leak.")]),
        row("User experience",
            [timeseries("Largest contentful paint (p75)", web.largest_paint(ENVIRONMENT), unit="s",
                        thresholds=browser.LARGEST_PAINT, no_value="no visitors", runbook="HIGH_LATENCY",
                        description="Measured in users' browsers; good below 2.5 s."),
             timeseries("Browser errors", web.browser_errors(ENVIRONMENT), unit="opm", bars=True, stacked=True,
                        no_value="no errors",
                        description="JavaScript errors in users' browsers per minute. A burst after a deployment of "
                                    "the user interface is bad: roll it back.")]),
        row("Logs",
            [logs("Slow requests (log)", lines.slow_requests(SERVICE), no_value="no slow request was logged",
                  description="Requests that took longer than a second, with path and trace id. The same path again "
                              "and again is bad: look for its query in Database Performance.")],
            [logs("Server errors (log)", lines.server_errors(SERVICE), no_value="no server error was logged",
                  description="What a 5xx said. The first of a burst names the cause: follow its trace id.")]),
        uid=UID,
        area="api",
        question=__doc__,
        time="now-1h",
        refresh="30s",
        choices=[
            variables.environment(),
            variables.service(http.requests_total(ENVIRONMENT)),
            variables.instance(),
            variables.query("endpoint", http.requests_total(SERVICE)),
        ],
    )
