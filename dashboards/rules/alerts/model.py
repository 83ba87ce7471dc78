"""What is an alert?"""

from dataclasses import dataclass
from typing import Any, Literal

from panels.queries.expr import Expr

RUNBOOKS = "docs/runbooks"
"""Where runbooks are; relative to the repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert.

    Attributes:
        name: in words without spaces.
        expr: fires for each of its series.
        hold: how long it must last, as a duration.
        severity: critical pages, warning goes to Slack, info is logged, none is the heartbeat.
        component: the part of the platform, for routes.
        category: the kind of trouble, for people.
        summary: one line; Prometheus fills in `{{ $labels.… }}` and `{{ $value }}`.
        description: what it means.
        runbook: what to do, `HIGH_CPU` for docs/runbooks/HIGH_CPU_RUNBOOK.md.
        dashboard: uid of the dashboard that shows it.
        panel: row and title of the panel.
        service: set where the expression carries none; inhibition needs one.
    """

    name: str
    expr: Expr
    hold: str
    severity: Literal["critical", "warning", "info", "none"]
    component: str
    category: str
    summary: str
    description: str
    runbook: str
    panel: str
    dashboard: str = "system-overview"
    service: str = ""

    def rule(self) -> dict[str, Any]:
        """Write it as Prometheus reads it."""
        labels = {"severity": self.severity, "component": self.component, "category": self.category}
        return {
            "alert": self.name,
            "expr": self.expr.text,
            "for": self.hold,
            "labels": labels | ({"service": self.service} if self.service else {}),
            "annotations": {
                "summary": self.summary,
                "description": self.description,
                "runbook_url": f"{RUNBOOKS}/{self.runbook}_RUNBOOK.md",
                "dashboard_uid": self.dashboard,
                "panel": self.panel,
            },
        }

    @property
    def shown_at(self) -> tuple[str, str]:
        """Row and title of the panel that shows it."""
        row, _, title = self.panel.partition(" / ")
        return row, title
