"""Which severities and teams are there? Written out, so that `--help` needs no dashboards; a test compares both."""

SEVERITIES = ("critical", "warning", "info", "none")
TEAMS = ("platform", "trading", "ai", "database")
