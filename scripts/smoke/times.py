"""Which time range and which step does Grafana ask a query with?"""

import re
from dataclasses import dataclass

from scripts.jsonvalue import Json

UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "M": 2592000, "y": 31536000}
RELATIVE = re.compile(r"now-(\d+)([smhdwMy])(?:/[dwMy])?")
DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhdwMy])")
DAY = 86400
POINTS = 240
"""Points across a panel: enough to see whether there is data, few enough to be quick."""
SCRAPE = 15
"""Seconds between scrapes (`provisioning/prometheus/prometheus.yml`, the data source's `timeInterval`)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time range that ends now, in seconds, and the step of its points."""

    length: float
    step: float

    @property
    def rate_interval(self) -> float:
        """Grafana's `$__rate_interval`: max(step + scrape, 4 x scrape) (`pkg/promlib/models/query.go`)."""
        return max(self.step + SCRAPE, 4 * SCRAPE)


def seconds(duration: str) -> float:
    """Read `30s`, `5m` or `1d`; anything else is 0."""
    found = DURATION.fullmatch(duration.removeprefix(">"))
    return float(found[1]) * UNITS[found[2]] if found else 0


def span(spec: Json, smallest: float) -> Span:
    """Take the dashboard's default range, and a step that is not below the smallest one."""
    found = RELATIVE.fullmatch(str(spec.get("time", {}).get("from", "")))
    length = int(found[1]) * UNITS[found[2]] if found else DAY
    return Span(length, max(float(round(length / POINTS)), smallest, SCRAPE))


def spelled(value: float) -> str:
    """Write seconds as a duration that both servers read."""
    return f"{round(value * 1000)}ms" if value < 1 else f"{round(value)}s"
