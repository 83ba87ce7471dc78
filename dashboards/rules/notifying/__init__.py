"""Who is told about an alert, how, and what do they read? Alertmanager's configuration and its templates."""

from dashboards.rules.notifying.alertmanager import Variant, config
from dashboards.rules.notifying.messages import TEMPLATE_FILE, templates

__all__ = ["TEMPLATE_FILE", "Variant", "config", "templates"]
