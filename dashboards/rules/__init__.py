"""What does Prometheus evaluate by itself? Recording rules and alerts, made from the same questions as the panels."""

from dashboards.rules.alerts import AREAS, Alert, Links, alert_files, every_alert
from dashboards.rules.recording import RULE_FILES, files

__all__ = ["AREAS", "RULE_FILES", "Alert", "Links", "alert_files", "every_alert", "files"]
