"""What is an alert, who is told of it, and what do they read?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dashboards.rules.alerts.places import Place, place
from dashboards.rules.alerts.triggers import Trigger, lasting

Severity = Literal["critical", "warning", "info", "none"]
Team = Literal["platform", "trading", "ai", "database"]

TEAMS: Mapping[str, Team] = {
    "trading": "trading",
    "ai": "ai",
    "database": "database",
    "cache": "database",
    "messaging": "database",
}
"""Whose trouble a component is; every other one belongs to the platform team."""

MENTIONED = re.compile(r"\$labels\.(\w+)")
"""A label in a text; Prometheus fills it in from the series, without the labels that the rule adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Base URLs of what alerts link to, without a slash at the end."""

    grafana: str = "http://localhost:3001"
    runbooks: str = "docs/runbooks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert.

    Attributes:
        name: in words without spaces.
        trigger: what must hold; a series for each thing in trouble, with `environment` and `service` among its labels.
        hold: how long it must hold, such as `5m`; `0s` for at once.
        severity: critical pages, warning goes to Slack, info is logged, none is the heartbeat.
        component: the part of the platform; the team follows from it.
        category: the kind of trouble, for people.
        summary: one line with the value in its unit; Prometheus fills in `{{ $labels.… }}` and `{{ $value }}`.
        meaning: what it means or what to do first; what triggered it is said before, from the trigger.
        runbook: what to do, `HIGH_CPU` for docs/runbooks/HIGH_CPU_RUNBOOK.md.
        panel: row and title of the panel that shows it: `Host / CPU usage`.
        dashboard: uid of the dashboard that has the panel.
        labels: more labels; `service` where the series carry none, because inhibition needs one.

    Raises:
        ValueError: a text mentions a label that the series do not carry, or an alert cannot be routed or inhibited.
    """

    name: str
    trigger: Trigger
    hold: str = "0s"
    severity: Severity
    component: str
    category: str
    summary: str
    meaning: str
    runbook: str
    panel: str
    dashboard: str = "system-overview"
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse texts that would show a hole, and alerts without a service."""
        carried = self.carried
        holes = set(MENTIONED.findall(self.summary + self.meaning)) - carried
        if holes:
            have = ", ".join(sorted(carried))
            raise ValueError(f"{self.name} mentions {', '.join(sorted(holes))}, but its series carry {have}")
        if "service" not in carried | set(self.labels):
            raise ValueError(f"{self.name} has no service: group by it, or give it in `labels`")

    @property
    def carried(self) -> frozenset[str]:
        """Labels of its series; they are known, because every question aggregates or says what it keeps."""
        if self.trigger.expr.labels is None:
            raise ValueError(f"{self.name}: the labels of {self.trigger.expr} are not known; aggregate it")
        return self.trigger.expr.labels

    @property
    def team(self) -> Team:
        """Whose trouble it is."""
        return TEAMS.get(self.component, "platform")

    @property
    def place(self) -> Place:
        """The panel that shows it."""
        return place(self.dashboard, self.panel)

    @property
    def condition(self) -> str:
        """What triggers it, in words: `CPU in use above 80 %, for 5 minutes`."""
        return self.trigger.words if self.hold == "0s" else f"{self.trigger.words}, for {lasting(self.hold)}"

    @property
    def description(self) -> str:
        """The condition as a sentence, and what it means."""
        return f"{self.condition[0].upper()}{self.condition[1:]}. {self.meaning}"

    def rule(self, links: Links) -> dict[str, Any]:
        """Write it as Prometheus reads it.

        Raises:
            LookupError: its dashboard has no such panel.
        """
        held = {} if self.hold == "0s" else {"for": self.hold}
        return {"alert": self.name, "expr": self.trigger.expr.text, **held} | {
            "labels": {
                "severity": self.severity,
                "component": self.component,
                "category": self.category,
                "team": self.team,
                **self.labels,
            },
            "annotations": {
                "summary": self.summary,
                "description": self.description,
                "threshold": self.trigger.limit,
                "runbook_url": f"{links.runbooks.rstrip('/')}/{self.runbook}_RUNBOOK.md",
                "dashboard_uid": self.dashboard,
                "panel": self.panel,
                "dashboard_url": self.place.url(links.grafana, self.carried, dict(self.labels)),
            },
        }


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """Alerts that are evaluated together.

    Attributes:
        name: of the group, once in all files of alerts.
        alerts: in the order of the file.
        interval: how often they are evaluated.
    """

    name: str
    alerts: tuple[Alert, ...]
    interval: str = "30s"

    def document(self, links: Links) -> dict[str, Any]:
        """Write it as Prometheus reads it."""
        return {"name": self.name, "interval": self.interval, "rules": [alert.rule(links) for alert in self.alerts]}
