"""What is every series' value at a moment, and how does a target's page read then?"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from panels.contract import Metric
from scripts.contract.example import bound_text, escaped, header, number
from scripts.simulate.build import COMPOSE_LABEL, Line, Target
from scripts.simulate.frame import Frame
from scripts.simulate.sources import Histogram
from scripts.simulate.targets import build
from scripts.simulate.timeline import Timeline

SEED = 7
ENVIRONMENT = "production"


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a page, made ready: the names and labels of its series, in the order of its values."""

    line: Line
    names: tuple[tuple[str, dict[str, str]], ...]
    texts: tuple[str, ...]


def _named(job: str, line: Line) -> Named:
    """Spell a line's series: one, or for a histogram one a bucket, the sum and the count."""
    name, labels = line.metric.name, dict(line.labels)
    if isinstance(line.source, Histogram):
        bounds = [bound_text(job, bound) for bound in (*line.metric.buckets, math.inf)]
        names = [(f"{name}_bucket", {**labels, "le": bound}) for bound in bounds]
        names += [(f"{name}_sum", labels), (f"{name}_count", labels)]
    else:
        names = [(name, labels)]
    return Named(line, tuple(names), tuple(_spelled(series, found) for series, found in names))


def _spelled(name: str, labels: dict[str, str]) -> str:
    inside = ",".join(f'{key}="{escaped(value)}"' for key, value in labels.items())
    return f"{name}{{{inside}}}" if inside else name


def values(line: Line, frame: Frame) -> list[Sequence[float]]:
    """Compute a line's series, in the order of their names."""
    if isinstance(line.source, Histogram):
        counts, sums = line.source.at(frame)
        return [*counts, sums, counts[-1]]
    return [line.source.at(frame)]


@dataclass(slots=True)
class Model:
    """All targets, ready to be asked.

    Attributes:
        seed: decides phases, offsets and starts; the same seed gives the same values in every process.
        targets: what can be scraped.
    """

    seed: int = SEED
    targets: list[Target] = field(default_factory=list)
    _lines: dict[str, dict[Metric, list[Named]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Build the targets and group their lines by metric, as a page must."""
        self.targets = build(self.seed)
        for target in self.targets:
            groups: dict[Metric, list[Named]] = {}
            for line in target.lines:
                groups.setdefault(line.metric, []).append(_named(target.job.name, line))
            self._lines[target.path] = groups

    def lines(self, target: Target) -> Iterator[Named]:
        """List the lines of a target, those of one metric together."""
        for group in self._lines[target.path].values():
            yield from group

    def page(self, target: Target, time: float, timeline: Timeline) -> str:
        """Write a target's metrics page as it is at a moment."""
        frame = Frame(self.seed, timeline, (time,))
        out: list[str] = []
        for metric, group in self._lines[target.path].items():
            out += header(metric)
            for named in group:
                found = values(named.line, frame)
                out += [f"{text} {number(float(value[0]))}" for text, value in zip(named.texts, found, strict=True)]
        return "\n".join(out) + "\n"

    def stored(self, target: Target, named: Named) -> list[dict[str, str]]:
        """Return a line's series as Prometheus stores them: with target labels, relabelled."""
        own = {
            "environment": ENVIRONMENT,
            "service": target.service,
            "job": target.job.name,
            "instance": target.instance,
        }
        found = []
        for name, labels in named.names:
            kept = {key: value for key, value in labels.items() if value and key != COMPOSE_LABEL}
            service = {"service": labels[COMPOSE_LABEL]} if COMPOSE_LABEL in labels else {}
            found.append({"__name__": name, **kept, **own, **service})
        return found

    def size(self) -> int:
        """Count the series of all pages."""
        return sum(len(named.names) for target in self.targets for named in self.lines(target))
