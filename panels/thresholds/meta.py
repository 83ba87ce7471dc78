"""From when on is a target, an alert or the monitoring itself in trouble?"""

from panels.thresholds.model import Thresholds, falling, rising

DAY = 86400

WARNINGS = rising(yellow=1, orange=5)
"""Red flag of the guide: multiple active alerts."""

SILENCES = Thresholds("green", ((1, "blue"),))
"""Not bad, but to be known."""

PROBE_AVAILABILITY = falling(red=0.995)
"""Red flag of the guide: availability below 99.5 %."""

PROBE_DURATION = rising(red=2)
"""Seconds; BinanceAPIHighLatency."""

UPTIME = falling(orange=300)
"""Seconds: restarted within the last five minutes."""

RESTARTS = rising(yellow=1, red=3)
"""ServiceRestarting: one is a deployment, three are a loop."""

FLAPS = 4
"""Changes between up and down in 15 minutes; ServiceFlapping."""

CERTIFICATE = falling(red=3 * DAY, orange=14 * DAY)
"""Seconds left; TLSCertificateExpiringCritical and -Soon."""

EXPECTED_SERIES = 20_000
SERIES = rising(red=25 * EXPECTED_SERIES)
"""PrometheusHighCardinality."""

ALERTMANAGERS = falling(red=1)
"""PrometheusNotConnectedToAlertmanager: with none, nobody is told."""

SCRAPE_DURATION = rising(red=10)
"""Seconds: the scrape timeout; slower counts as down."""

RULE_GROUP = rising(red=1)
"""Share of the group's interval: from 1 on evaluations are skipped; PrometheusRuleGroupSlow."""

LOST_NOTIFICATIONS = rising(red=0.001)
"""Per second: practically one."""

UNDELIVERED = 0.01
"""Share of an integration's notifications; AlertmanagerNotificationsFailing."""

FAILED_REQUESTS = 0.1
"""Share of the requests to Loki or Grafana; LokiRequestErrors, GrafanaRequestErrors."""

NOTIFICATION_SCALE = 0.01
"""Per second, at the top of the graph as long as none is lost."""

BACKUP_AGE = rising(red=1.5 * DAY)
"""Seconds: a nightly backup was left out, and half a day has passed; GrafanaBackupMissing."""
