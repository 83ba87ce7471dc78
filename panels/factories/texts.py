"""Which lines were written, which alerts fire, and what should the reader know?"""

from typing import Unpack

from grafana_foundation_sdk.builders import dashboard as dashboard_builder
from grafana_foundation_sdk.builders import logs as logs_builder
from grafana_foundation_sdk.builders import text as text_builder
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models import logs as logs_model
from grafana_foundation_sdk.models import text as text_model

from panels.factories.look import Look, dress
from panels.factories.made import LOGS, Made
from panels.queries.expr import Expr
from panels.style.links import explore

MOST_LINES = 200


class Logs(Made, logs_builder.Panel):
    """Log lines."""


class Text(Made, text_builder.Panel):
    """Words."""


class Alertlist(Made, dashboard_builder.Panel):
    """Alerts of Grafana or of the data sources it knows."""


def logs(title: str, lines: Expr, **look: Unpack[Look]) -> Logs:
    """List log lines, newest first, each openable; a link takes the query to Explore."""
    panel = Logs()
    look["links"] = [*look.get("links", ()), explore("Explore these lines", lines)]
    look.setdefault("no_value", "no such line in this range")
    panel.lines = LOGS
    panel._internal.options = logs_model.Options(
        show_time=True,
        show_labels=False,
        show_common_labels=False,
        wrap_log_message=True,
        prettify_log_message=False,
        enable_log_details=True,
        sort_order=common.LogsSortOrder.DESCENDING,
        dedup_strategy=common.LogsDedupStrategy.SIGNATURE,
    )
    made = dress(panel, title, [lines], "range", look)
    for target in made._internal.targets or []:
        setattr(target, "max_lines", MOST_LINES)  # noqa: B010 - the SDK types all targets as one base class
    return made


def text(title: str, markdown: str, **look: Unpack[Look]) -> Text:
    """Say something in Markdown."""
    panel = Text()
    panel._internal.options = text_model.Options(mode=text_model.TextMode.MARKDOWN, content=markdown)
    return dress(panel, title, [], "range", look)


def alertlist(title: str, *, most: int = 20, **look: Unpack[Look]) -> Alertlist:
    """List alerts that fire or are pending; the SDK has no builder for it."""
    panel = Alertlist().type("alertlist")
    panel._internal.options = {
        "alertInstanceLabelFilter": "",
        "alertName": "",
        "dashboardAlerts": False,
        "groupBy": [],
        "groupMode": "default",
        "maxItems": most,
        "sortOrder": 1,
        "stateFilter": {"error": True, "firing": True, "noData": False, "normal": False, "pending": True},
        "viewMode": "list",
    }
    return dress(panel, title, [], "range", look)
