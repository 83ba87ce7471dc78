"""What does a teller know of one event: the labels of its series, chance, time?"""

from dataclasses import dataclass

from scripts.jsonvalue import Json
from scripts.simulate.logs.entry import Entry, line
from scripts.simulate.logs.scene import Draw, Labels, Scene
from scripts.simulate.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Moment:
    """One event that a counter counted.

    Attributes:
        service: whose counter it is.
        labels: of the series.
        number: which event of the series it is.
        second: Unix time of the second in which it happened.
        draw: chance.
        scene: the target's histograms.
        timeline: which scenario rules.
    """

    service: str
    labels: Labels
    number: int
    second: float
    draw: Draw
    scene: Scene
    timeline: Timeline

    @property
    def at(self) -> int:
        """Tell when in its second it happened: Unix time in milliseconds."""
        return round(1000 * (self.second + self.draw.share("at")))

    def says(self, level: str, event: str, **fields: object) -> Entry:
        """Write a line."""
        return line(self.at, self.service, level, event, fields)

    def milliseconds(self, metric: str, **labels: str) -> float:
        """Draw a duration from one of the target's histograms in seconds."""
        return round(1000 * self.scene.draw(metric, labels, self.draw, self.timeline, self.second), 1)

    def value(self, metric: str, **labels: str) -> float:
        """Draw a value from one of the target's histograms."""
        return round(self.scene.draw(metric, labels, self.draw, self.timeline, self.second), 3)

    @property
    def trace(self) -> Json:
        """Name the trace."""
        return {"trace_id": self.draw.hexadecimal("trace", 32)}

    @property
    def request(self) -> Json:
        """Name the trace and the request."""
        return {**self.trace, "request_id": f"req-{self.draw.hexadecimal('request', 12)}"}

    @property
    def user(self) -> str:
        """Name a user."""
        return f"u-{10_000 + int(self.draw.share('user') * 5_000)}"
