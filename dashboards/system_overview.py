"""Is the platform healthy right now, and if not, which layer do I open next?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from dashboards.links import CLICKED, OBJECTIVES
from panels.factories import Column, bargauge, gauge, logs, stat, state_timeline, table, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.queries import container, host, meta, monitoring, slo
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, INSTANCE, SERVICE
from panels.style.links import RUNBOOKS, alertmanager, explore, link, to_dashboard
from panels.style.words import FIRING, HEARTBEAT, SEVERITY, UP_DOWN
from panels.thresholds import container as containers
from panels.thresholds import host as machine
from panels.thresholds import meta as limits
from panels.thresholds import slo as budgets
from panels.thresholds.model import ANY, UP

UID = "system-overview"
PROBED = "1m"
"""Binance and certificates are probed once a minute."""

DRILL_DOWN = {
    "/rust-core-engine|python-ai-service|nextjs-ui-dashboard/": to_dashboard("api-performance", service=CLICKED),
    "/mongodb|redis|rabbitmq/": to_dashboard("database-performance", service=CLICKED),
}
ALERT = "${__data.fields.alertname}"


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "System Overview",
        row("Now",
            [stat("Service status", meta.services_up(SERVICE), unit="none", thresholds=UP, words=UP_DOWN, fill=True,
                  names=True, overrides={name: {"links": [to]} for name, to in DRILL_DOWN.items()},
                  description="Whether at least one instance of each service answers its scrape. DOWN is an outage: "
                              "click the tile for its dashboard.", runbook="SERVICE_DOWN")],
            [stat("Targets down", meta.targets_down(SERVICE), unit="none", thresholds=ANY, runbook="SERVICE_DOWN",
                  description="Scrape targets and probes that do not answer."),
             stat("Critical alerts", meta.critical_alerts(ENVIRONMENT), unit="none", thresholds=ANY,
                  links=[alertmanager()], description="Firing critical alerts, silenced ones included. Each has paged "
                                                      "somebody: see Active alerts below, or Alertmanager."),
             stat("Warnings", meta.warnings(ENVIRONMENT), unit="none", thresholds=limits.WARNINGS,
                  links=[alertmanager()], description="Firing warnings. Several at once are a red flag: look for what "
                                                      "they have in common."),
             gauge("Error budget left (worst)", slo.worst_budget_left(ENVIRONMENT), unit="percentunit", min=0, max=1,
                   thresholds=budgets.BUDGET_LEFT, links=[OBJECTIVES], runbook="SLO_BURN",
                   description="The smallest remaining 30-day error budget over all services and objectives.")],
            [stat("Outside health checks", meta.probes(ENVIRONMENT), unit="none", thresholds=UP, words=UP_DOWN,
                  fill=True, names=True, interval=PROBED, runbook="HEALTH_CHECK_FAILED",
                  description="What a client sees: probes of our services and of Binance from outside.").wide(14),
             stat("Alerting heartbeat", meta.heartbeat(), unit="none", thresholds=UP, words=HEARTBEAT, fill=True,
                  description="ALIVE while rules are evaluated. SILENT means that every other panel about alerts is "
                              "meaningless.", runbook="WATCHDOG"),
             stat("Active silences", meta.silences(ENVIRONMENT), unit="none", thresholds=limits.SILENCES,
                  links=[alertmanager("silences")], description="Silences that may hide alerts. One that outlived its "
                                                                "reason is bad: expire it in Alertmanager.")]),
        row("Alerts",
            [table("Active alerts",
                   Column("Severity", label="severity", words=SEVERITY, width=110),
                   Column("Alert", label="alertname", links=[explore("Explore this alert", meta.one_alert(ALERT)),
                                                             link("Runbook", f"{RUNBOOKS}/README.md#{ALERT}")]),
                   Column("Service", label="service"),
                   Column("Instance", label="instance"),
                   Column("Environment", label="environment"),
                   Column("Firing for", meta.active_alerts(ENVIRONMENT), unit="dtdurations", width=160),
                   unit="dtdurations", sort=("+Severity", "Firing for"), no_value="no alert fires",
                   description="Every firing alert, with the time since its condition began to hold. Start with the "
                               "critical one that is oldest: click its name for its series or its runbook.")],
            [state_timeline("Alert history", meta.alert_history(ENVIRONMENT), unit="none", thresholds=ANY, words=FIRING,
                            description="When each alert fired, 25 of them at most; quiet while none did. What began "
                                        "first is nearest to the cause: open its dashboard."),
             timeseries("Error log lines by service", lines.error_lines(SERVICE), unit="short", bars=True,
                        data_links=[explore("Explore these lines", lines.errors({"service": CLICKED}))],
                        no_value="no error was logged",
                        description="Error and fatal lines per interval. A burst that began with an alert is its "
                                    "reason in words: click it.")]),
        row("Availability",
            [state_timeline("Up / down history", meta.services_up(SERVICE), unit="none", thresholds=UP, words=UP_DOWN,
                            description="Scrape success per service over time.", runbook="SERVICE_DOWN"),
             bargauge("Probe success, 24 h", meta.probe_success(ENVIRONMENT), unit="percentunit", min=0, max=1,
                      thresholds=limits.PROBE_AVAILABILITY, decimals=2, runbook="HEALTH_CHECK_FAILED",
                      description="Share of successful probes from outside in the last 24 hours.")],
            [timeseries("Probe duration", meta.probe_duration(ENVIRONMENT), unit="s", interval=PROBED,
                        thresholds=limits.PROBE_DURATION, runbook="HEALTH_CHECK_FAILED",
                        description="The whole probe, all phases together."),
             stat("Uptime", meta.uptime(SERVICE), unit="dtdurations", thresholds=limits.UPTIME, names=True,
                  description="Age of the youngest process of each service. A young one that nobody deployed has "
                              "crashed.", runbook="CONTAINER_RESTARTS").tall(8)],
            [timeseries("Restarts in range", meta.restarts(INSTANCE), unit="none", bars=True, decimals=0, soft_max=5,
                        thresholds=limits.RESTARTS, runbook="CONTAINER_RESTARTS",
                        description="Process starts of every service that tells when it started. One is a deployment, "
                                    "several are a crash loop."),
             table("Running versions",
                   Column("Service", label="service"),
                   Column("Version", label="version", width=90),
                   Column("Commit", label="commit", width=90),
                   Column("Running", meta.versions(SERVICE), unit="none", words=UP_DOWN, width=90),
                   unit="none", sort="+Service",
                   description="What is deployed where. Two rows for one service are a rollout in progress; if they "
                               "stay, it is stuck: finish or roll back.").tall(8),
             stat("Certificate lifetime", meta.certificate_lifetime(ENVIRONMENT), unit="dtdurations", names=True,
                  thresholds=limits.CERTIFICATE, interval=PROBED, runbook="CERTIFICATE_EXPIRY",
                  description="Time to the earliest expiry in each TLS certificate chain.").tall(8)]),
        row("Host",
            [timeseries("CPU usage", host.cpu(ENVIRONMENT), unit="percentunit", min=0, max=1, thresholds=machine.CPU,
                        description="Share of the CPU time that is not idle. Red flag: above 90 % for more than five "
                                    "minutes.", runbook="HIGH_CPU"),
             timeseries("CPU by mode", host.cpu_by_mode(ENVIRONMENT), unit="percentunit", stacked=True,
                        description="Where the CPU time goes. iowait and steal are not work: a lot of them means slow "
                                    "disks or a crowded hypervisor, and more CPUs will not help."),
             timeseries("Load per core", host.load_per_core(ENVIRONMENT), unit="short", runbook="HIGH_CPU",
                        thresholds=machine.LOAD_PER_CORE,
                        description="5-minute load divided by cores: tasks that want to run.")],
            [timeseries("Memory usage", host.memory(ENVIRONMENT), unit="percentunit", min=0, max=1,
                        thresholds=machine.MEMORY, runbook="HIGH_MEMORY",
                        description="Share of the memory that is not available. Red flag: above 95 %."),
             timeseries("Memory and swap", *host.memory_used(ENVIRONMENT), unit="bytes", runbook="HIGH_MEMORY",
                        description="Bytes in use. Growing swap is bad even where memory looks free."),
             bargauge("Disk space available", host.disk_free(ENVIRONMENT), unit="percentunit", min=0, max=1,
                      thresholds=machine.DISK_FREE, runbook="DISK_SPACE_LOW",
                      description="Free share of each mount point. Red flag: below 10 %.")],
            [timeseries("Free space in 24 h at this rate", host.disk_free_tomorrow(ENVIRONMENT), unit="bytes",
                        thresholds=machine.DISK_FREE_TOMORROW, runbook="DISK_SPACE_LOW",
                        description="The trend of six hours, one day ahead; 0 means full within a day."),
             timeseries("Disk busy", host.disk_busy(ENVIRONMENT), unit="percentunit", min=0, max=1,
                        thresholds=machine.DISK_BUSY, runbook="HIGH_DISK_IO",
                        description="Share of the time in which a device had I/O in flight."),
             timeseries("Disk throughput", *host.disk_throughput(ENVIRONMENT), unit="Bps", runbook="HIGH_DISK_IO",
                        description="Bytes read per second, and written below the axis. A plateau is its limit.")],
            [timeseries("Network traffic", *host.network(ENVIRONMENT), unit="Bps", thresholds=machine.NETWORK,
                        description="Bytes received per second, and sent below the axis; physical interfaces only, or "
                                    "packets would count twice.", runbook="HIGH_TRAFFIC"),
             timeseries("Pressure (PSI)", *host.pressure(ENVIRONMENT), unit="percentunit", thresholds=machine.PRESSURE,
                        description="Share of the time in which some task waited for the resource: saturation, not "
                                    "use. Whatever waits most is what the host lacks.", runbook="HIGH_CPU"),
             timeseries("Clock offset", host.clock_offset(ENVIRONMENT), unit="s", thresholds=machine.CLOCK_OFFSET,
                        description="Difference to NTP. A drifting clock makes Binance refuse signed requests.",
                        runbook="CLOCK_SKEW")]),
        row("Containers",
            [timeseries("CPU by container", container.cpu(ENVIRONMENT), unit="short", axis="cores", runbook="HIGH_CPU",
                        description="Cores used, 15 containers at most. One that doubled after a deployment is bad."),
             timeseries("Memory by container", container.memory(ENVIRONMENT), unit="bytes", runbook="HIGH_MEMORY",
                        description="Working set: what the OOM killer looks at; usage would count the page cache. A "
                                    "steady climb is a leak.")],
            [table("Containers",
                   Column("Container", label="name"),
                   Column("CPU of limit", container.cpu_of_limit(ENVIRONMENT), unit="percentunit",
                          thresholds=containers.OF_LIMIT),
                   Column("Memory of limit", container.memory_of_limit(ENVIRONMENT), unit="percentunit",
                          thresholds=containers.OF_LIMIT),
                   Column("Throttled", container.throttled(ENVIRONMENT), unit="percentunit",
                          thresholds=containers.THROTTLED),
                   Column("Working set", container.working_set(ENVIRONMENT), unit="bytes"),
                   unit="percentunit", sort="Memory of limit", runbook="HIGH_MEMORY",
                   description="One row per container; blank where no limit is set. Near its memory limit a container "
                               "is killed, near its CPU limit it is held back: raise the limit or find the leak.",
                   ).wide(16),
             timeseries("OOM kills", container.oom_kills(ENVIRONMENT), unit="none", bars=True, soft_max=2,
                        thresholds=containers.OOM_KILLS, runbook="HIGH_MEMORY",
                        description="Kernel OOM kills per container.").tall(9)]),
        row("Monitoring stack",
            [timeseries("Time series in memory", monitoring.series_in_memory(ENVIRONMENT), unit="short",
                        thresholds=limits.SERIES, runbook="PROMETHEUS",
                        description="Cardinality of Prometheus. A jump means an unbounded label."),
             timeseries("Slowest scrapes", monitoring.slowest_scrapes(ENVIRONMENT), unit="s", runbook="PROMETHEUS",
                        thresholds=limits.SCRAPE_DURATION,
                        description="A scrape that is slower than its timeout counts as down."),
             timeseries("Rule group duration / interval", monitoring.rule_group_load(ENVIRONMENT), unit="percentunit",
                        thresholds=limits.RULE_GROUP, runbook="PROMETHEUS",
                        description="Share of its interval that each rule group needs. Above 1 some are skipped.")],
            [timeseries("Notification failures", *monitoring.lost_notifications(ENVIRONMENT), unit="cps",
                        soft_max=limits.NOTIFICATION_SCALE,
                        thresholds=limits.LOST_NOTIFICATIONS, runbook="ALERTMANAGER",
                        description="Alerts that did not arrive."),
             timeseries("Log lines ingested / lost", *monitoring.log_lines(ENVIRONMENT), unit="cps", runbook="LOKI",
                        description="Whether the log panels can be trusted: every discarded or dropped line is bad.")]),
        row("Logs",
            [logs("Errors", lines.errors(SERVICE), no_value="no error was logged",
                  description="The error lines behind the panels above, newest first. Take the trace id of a burst's "
                              "first line to Explore.")]),
        uid=UID,
        area="system",
        question=__doc__,
        time="now-1h",
        refresh="30s",
        choices=[variables.environment(), variables.service(), variables.instance()],
    )
