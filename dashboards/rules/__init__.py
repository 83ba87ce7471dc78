"""What does Prometheus evaluate by itself? Recording rules and alerts, made from the same questions as the panels."""

from dashboards.rules.alerts import ALERT_FILES, alert_files
from dashboards.rules.recording import RULE_FILES, files

__all__ = ["ALERT_FILES", "RULE_FILES", "alert_files", "files"]
