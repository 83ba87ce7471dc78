"""Where on the screens does an alert show, and which link opens exactly that panel?"""

from dataclasses import dataclass
from functools import cache

from grafana_foundation_sdk.models.dashboard import RowPanel

import dashboards
from panels.layout import Board

FILLED = ("environment", "service", "mode")
"""Choices of the reader that a link makes. What else they may choose is "All" at first, which shows the alert too."""


@dataclass(frozen=True, slots=True)
class Place:
    """A panel, and what can be chosen on its dashboard.

    Attributes:
        dashboard: its uid.
        panel: the panel's id.
        choices: names of the dashboard's variables.
    """

    dashboard: str
    panel: int
    choices: frozenset[str]

    def url(self, base: str, labels: frozenset[str], fixed: dict[str, str]) -> str:
        """Link to the panel alone, with the reader's choices made from the alert's labels.

        `viewPanel=panel-<id>` is what Grafana's own "View" writes; the values are filled in by Prometheus.

        Args:
            base: Grafana's URL.
            labels: what the alert's series carry.
            fixed: labels that the rule itself adds; Prometheus keeps them out of `$labels`.
        """
        chosen = {
            f"var-{name}": fixed.get(name, f"{{{{ $labels.{name} | urlquery }}}}")
            for name in FILLED
            if name in self.choices and (name in fixed or name in labels)
        }
        query = "&".join(f"{name}={value}" for name, value in {"viewPanel": f"panel-{self.panel}", **chosen}.items())
        return f"{base.rstrip('/')}/d/{self.dashboard}?{query}"


@cache
def _panels(uid: str) -> tuple[dict[str, int], frozenset[str]]:
    """Find the ids of a dashboard's panels by `row / title`, and its variables."""
    board: Board = dashboards.module(uid).build()  # type: ignore[attr-defined] # every dashboard module has one
    shown: dict[str, int] = {}
    heading = ""
    for panel in board.panels or ():
        if isinstance(panel, RowPanel):
            heading = panel.title or ""
        for one in panel.panels if isinstance(panel, RowPanel) else [panel]:
            shown[f"{heading} / {one.title}"] = one.id_val or 0
    variables = board.templating.list_val or ()
    return shown, frozenset(variable.name for variable in variables)


def place(dashboard: str, panel: str) -> Place:
    """Find a panel.

    Args:
        dashboard: uid.
        panel: `row / title`, as on the screen.

    Raises:
        LookupError: the dashboard has no such panel; those of the row are named.
    """
    shown, choices = _panels(dashboard)
    if panel not in shown:
        row = panel.partition(" / ")[0]
        near = [name for name in shown if name.startswith(f"{row} / ")] or sorted(shown)
        raise LookupError(f"{dashboard} has no panel {panel!r}; there is {', '.join(near)}")
    return Place(dashboard, shown[panel], choices)
