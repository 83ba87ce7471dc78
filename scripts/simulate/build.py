"""How is the page of one target put together, so that it has nothing that the contract does not know?"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from panels.contract import EVERYWHERE, JOBS, ContractError, Job, Metric
from scripts.simulate.chance import choice, share
from scripts.simulate.curves import VARIANTS, Curve, activity, mood
from scripts.simulate.sources import Count, Gauge, Histogram, Law, Source, Spread, Stamp, Started

Labels = Mapping[str, str]
BY_NAME = {job.name: job for job in JOBS}
NONE: Labels = {}
COMPOSE_LABEL = "container_label_com_docker_compose_service"
"""What cAdvisor calls a container's service; metric_relabel_configs make it `service`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series, or one histogram, of a page."""

    metric: Metric
    labels: Labels
    source: Source | Histogram


@dataclass(slots=True)
class Target:
    """One target of a job: its labels, and what its page says."""

    job: Job
    service: str
    instance: str
    path: str
    lines: list[Line] = field(default_factory=list)


class Page:
    """Builds one target. Every method that adds a line returns its source, so that others can be derived from it."""

    def __init__(self, seed: int, job: str, *, service: str = "", instance: str = "") -> None:
        """Begin a page of a job; a target of its own needs a service and an instance."""
        known = BY_NAME[job]
        path = f"/{job}/{service}/metrics" if known.kind == "probe" else f"/{job}/metrics"
        self.seed = seed
        self.target = Target(known, service or known.service, instance or f"{known.host}:{known.port}", path)
        self._metrics = {metric.name: metric for metric in (*EVERYWHERE, *known.metrics)}

    def _add(self, name: str, labels: Labels, source: Source | Histogram) -> None:
        metric = self._metrics.get(name)
        if metric is None:
            raise ContractError(f"{self.target.job.name} has no metric {name}")
        allowed = {label.name: label for label in metric.labels}
        given = labels.keys() - {COMPOSE_LABEL}
        if given != allowed.keys():
            raise ContractError(f"{name} has the labels {sorted(allowed)}, not {sorted(given)}")
        for label in given:
            if not allowed[label].accepts(labels[label]):
                raise ContractError(f"{name}: {label} is never {labels[label]!r}")
        self.target.lines.append(Line(metric, dict(labels), source))

    def _key(self, name: str, labels: Labels) -> str:
        return f"{self.target.job.name}/{self.target.service}/{name}/{sorted(labels.items())}"

    def curve(self, shape: str, key: str) -> Curve:
        """Pick a curve of a shape: the same one for the same key."""
        return activity(shape, choice(VARIANTS, self.seed, shape, key), self.seed)

    def add(self, name: str, source: Source, labels: Labels = NONE) -> Source:
        """Add a series with a source made elsewhere."""
        self._add(name, labels, source)
        return source

    def count(
        self,
        name: str,
        rate: float,
        labels: Labels = NONE,
        *effects: str,
        shape: str = "market",
        key: str = "",
        whole: bool = True,
    ) -> Count:
        """Add a counter with a rate a second; series with one `key` rise and fall together."""
        identity = self._key(name, labels)
        curve = self.curve(shape, key or identity)
        source = Count(self.target.job.name, rate, curve, effects, share(self.seed, identity), whole)
        self._add(name, labels, source)
        return source

    def gauge(
        self,
        name: str,
        base: float,
        labels: Labels = NONE,
        *effects: str,
        swing: float = 0.0,
        shape: str = "market",
        key: str = "",
        plus: str = "",
        low: float = -math.inf,
        high: float = math.inf,
        whole: bool = False,
    ) -> Gauge:
        """Add a level around a base."""
        curve = self.curve(shape, key or self._key(name, labels))
        source = Gauge(base, curve, swing, effects, plus, low, high, whole)
        self._add(name, labels, source)
        return source

    def law(self, name: str, law: Callable[[float], float], labels: Labels = NONE) -> Law:
        """Add a function of time."""
        source = Law(law)
        self._add(name, labels, source)
        return source

    def stamp(self, name: str, age: float, labels: Labels = NONE, *effects: str, shape: str = "flat") -> Stamp:
        """Add the time at which something last happened; it stops when an effect is 0."""
        source = Stamp(Gauge(age, self.curve(shape, self._key(name, labels)), 2.0, low=0.05), effects)
        self._add(name, labels, source)
        return source

    def start_time(self, process: str = "") -> None:
        """Add the start time of the process."""
        self._add("process_start_time_seconds", NONE, Started(process or self.target.job.name))

    def histogram(
        self,
        name: str,
        events: float | tuple[Count, ...],
        median: float,
        sigma: float,
        labels: Labels = NONE,
        *effects: str,
        shape: str = "market",
        slide: float = 1.3,
        limit: float = math.inf,
    ) -> Histogram:
        """Add a histogram over a rate a second, or over counters that count its events."""
        identity = self._key(name, labels)
        if not isinstance(events, tuple):
            curve = self.curve(shape, identity)
            events = (Count(self.target.job.name, events, curve, offset=share(self.seed, identity)),)
        mind = mood(choice(VARIANTS, self.seed, "mood", identity), self.seed)
        spread = Spread(median, sigma, mind, slide, effects, limit)
        source = Histogram(events, spread, self._metrics[name].buckets)
        self._add(name, labels, source)
        return source
