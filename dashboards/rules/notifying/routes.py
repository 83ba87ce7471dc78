"""Which way does an alert take to its receivers, how soon, and how often?

The first route that fits decides, and ends the search unless it says `continue`. A receiver stands at most once on the
way of an alert, so nothing arrives twice in one channel.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from dashboards.rules.notifying import channels
from dashboards.rules.notifying.site import Notifications
from panels.thresholds import notifying as times

BY_ALERT = ("environment", "service", "alertname")
BY_SERVICE = ("environment", "service")
"""One call for a broken service, however many of its alerts fire."""

MAY_WAIT = (
    "OpenAIDailyCostHigh",
    "SLOErrorBudgetBurnCreeping",
    "SLOErrorBudgetBurnTicket",
    "SLOErrorBudgetExhausted",
    "TLSCertificateExpiringSoon",
)
"""Warnings about what takes days: they wait for office hours, so that a message at night is always worth reading."""

OFFICE_HOURS = "office-hours"
OPENS, CLOSES = "08:00", "18:00"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds to wait before the first message of a group, before news about it, and before saying it again."""

    wait: float
    news: float
    again: float

    def fields(self, divisor: float) -> dict[str, str]:
        """Write it as Alertmanager reads it, so many times as fast."""
        return {
            "group_wait": duration(self.wait / divisor),
            "group_interval": duration(self.news / divisor),
            "repeat_interval": duration(self.again / divisor),
        }


USUAL = Pace(times.WAIT, times.NEWS, times.AGAIN)
URGENT = Pace(times.WAIT, times.URGENT_NEWS, times.URGENT_AGAIN)
BEAT = Pace(0, times.BEAT_NEWS, times.BEAT_AGAIN)


def duration(seconds: float) -> str:
    """Write a duration: `4h`, `90s`, `250ms`."""
    for unit, size in (("h", times.HOUR), ("m", times.MINUTE), ("s", times.SECOND)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds * times.MILLISECONDS:.0f}ms" if seconds else "0s"


def tree(divisor: float = 1, paging: Collection[str] = Notifications().paging) -> dict[str, Any]:
    """Write the routing tree.

    Args:
        divisor: how many times as fast as in production; a test does not wait for five minutes.
        paging: the environments whose critical alerts call somebody.
    """
    return {
        "receiver": channels.EVERYBODY,
        "group_by": list(BY_ALERT),
        **USUAL.fields(divisor),
        "routes": [
            _to(
                channels.HEARTBEAT,
                'alertname="Watchdog"',
                group_by=["environment"],
                **BEAT.fields(divisor),
            ),
            _to(channels.LOG_ONLY, 'mode="paper"'),
            _to(channels.LOG_ONLY, 'severity=~"info|none"'),
            # An alert without an environment counts as production: better called for nothing than not called.
            _waiting(f'environment!~"{"|".join(paging)}|"'),
            _waiting(f'alertname=~"{"|".join(MAY_WAIT)}"', 'severity="warning"'),
            *_teams(),
            _to(channels.EVERYBODY, f'team="{channels.PLATFORM}"', 'severity="critical"', **{"continue": True}),
            _to(
                channels.CRITICAL,
                'severity="critical"',
                group_by=list(BY_SERVICE),
                **URGENT.fields(divisor),
            ),
            _to(channels.EVERYBODY),
        ],
    }


def _to(receiver: str, *matchers: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a route may have
    return {"receiver": receiver, **({"matchers": list(matchers)} if matchers else {}), **more}


def _teams() -> list[dict[str, Any]]:
    """Route to the teams' own channels, and on: others want to know too."""
    return [
        _to(channels.team_receiver(team), f'team="{team}"', **{"continue": True}) for team in channels.TEAM_CHANNELS
    ]


def _waiting(*matchers: str) -> dict[str, Any]:
    """Route as a warning, but only in office hours: what still fires then is told then."""
    leaves = [*_teams(), _to(channels.EVERYBODY)]
    return _to(
        channels.EVERYBODY, *matchers, routes=[{**leaf, "active_time_intervals": [OFFICE_HOURS]} for leaf in leaves]
    )


def office_hours(timezone: str) -> list[dict[str, Any]]:
    """Write the times at which what may wait is told."""
    times = {"weekdays": ["monday:friday"], "times": [{"start_time": OPENS, "end_time": CLOSES}], "location": timezone}
    return [{"name": OFFICE_HOURS, "time_intervals": [times]}]
