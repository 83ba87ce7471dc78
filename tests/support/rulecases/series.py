"""Which labels does a real series carry? Made-up series get all that the contract says, with its values."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from support.rulecases.values import Values, climbing, ending

from panels.contract import Job, Metric
from panels.contract.jobs import JOBS
from panels.contract.shared import EVERYWHERE
from scripts.contract.example import bound_text, escaped

SUFFIXES = ("_bucket", "_sum", "_count")


@dataclass(frozen=True, slots=True)
class Made:
    """A series of a case; its environment is the case's own.

    Attributes:
        name: of the metric.
        labels: all but the environment.
        values: how it runs.
    """

    name: str
    labels: Mapping[str, str]
    values: Values

    def spell(self, environment: str) -> str:
        """Write its name and labels."""
        labels = {"environment": environment, **self.labels}
        inside = ",".join(f'{key}="{escaped(value)}"' for key, value in labels.items())
        return f"{self.name}{{{inside}}}"


def _family(job: Job, name: str) -> Metric | None:
    known = {metric.name: metric for metric in (*EVERYWHERE, *job.metrics)}
    if name in known:
        return None if known[name].buckets else known[name]
    for suffix in SUFFIXES:
        family = known.get(name.removesuffix(suffix))
        if name.endswith(suffix) and family is not None and family.buckets:
            return family
    return None


def _emitter(name: str, job: str, service: str) -> tuple[Job, Metric]:
    """Find the first job that emits a series, of that name or service if one is given.

    Raises:
        ValueError: none does.
    """
    for one in JOBS:
        metric = _family(one, name)
        fits = job in ("", one.name) and (one.per_target or service in ("", one.service))
        if metric is not None and fits:
            return one, metric
    raise ValueError(f"no job {job or service} emits {name}")


def real(name: str, values: Values, /, *, job: str = "", service: str = "", instance: str = "a", **labels: str) -> Made:
    """Make a series as its job would expose it.

    Args:
        name: as Prometheus stores it.
        values: how it runs.
        job: of several that emit it; the first if not given.
        service: of several, or the probed service.
        instance: the target.
        labels: those that matter; all others take their first value of the contract.

    Raises:
        ValueError: the contract has no such metric, label or value.
    """
    emitter, metric = _emitter(name, job, service)
    target = {"service": service or emitter.service, "job": emitter.name, "instance": instance}
    own = {label.name: label.values[0] for label in metric.labels}
    if name.endswith("_bucket") and metric.buckets:
        own["le"] = "+Inf"
    for label, value in labels.items():
        known = next((one for one in metric.labels if one.name == label), None)
        if label not in own or (known is not None and not known.accepts(value)):
            raise ValueError(f'{name} of {emitter.name} never has {label}="{value}"')
    return Made(name, {**target, **own, **labels}, values)


SHARES = {"over": 0.949, "at": 0.95, "under": 0.951}
"""How many events are within a bound, where the p95 is a hair over it, at it, or a hair under it."""


def with_p95(family: str, bound: float, place: str, *, rate: float = 100, **labels: str) -> Iterator[Made]:
    """Make a histogram whose p95 is near one of its bounds.

    Args:
        family: the histogram's name, without suffix.
        bound: a bound of it that is not the last.
        place: where the p95 is: `over`, `at` or `under` the bound.
        rate: events per second.
        labels: as for `real`.
    """
    within = rate * SHARES[place]
    slower = _next_bound(family, bound, labels)
    yield from timed(family, {bound: within, slower: rate - within}, run=climbing, **labels)


def slow_for_a_while(family: str, bound: float, **labels: str) -> Iterator[Made]:
    """Make a histogram of two instances, of which the less busy one is slower than a bound for ten minutes."""
    _, metric = _emitter(f"{family}_bucket", labels.get("job", ""), labels.get("service", ""))
    yield from timed(family, {metric.buckets[0]: 60}, run=climbing, **labels)
    slower = _next_bound(family, bound, labels)
    yield from timed(family, {slower: 40}, run=ending, **{**labels, "instance": "b"})


def _next_bound(family: str, bound: float, labels: Mapping[str, str]) -> float:
    _, metric = _emitter(f"{family}_bucket", labels.get("job", ""), labels.get("service", ""))
    return metric.buckets[metric.buckets.index(bound) + 1]


def timed(
    family: str, by_bound: Mapping[float, float], *, run: Callable[[float], Values] = climbing, **labels: str
) -> Iterator[Made]:
    """Make all series of a histogram from events that happen all the time.

    Args:
        family: the histogram's name, without suffix.
        by_bound: bucket bound (or `math.inf`) -> events per second that fall between it and the bound below it.
        run: how its counters grow, from events per second.
        labels: as for `real`.

    Raises:
        ValueError: the histogram has no such bound.
    """
    bucket = f"{family}_bucket"
    emitter, metric = _emitter(bucket, labels.get("job", ""), labels.get("service", ""))
    bounds = (*metric.buckets, math.inf)
    if set(by_bound) - set(bounds):
        raise ValueError(f"{family} has no bounds {sorted(set(by_bound) - set(bounds))}; it has {bounds}")
    total = seconds = 0.0
    for bound in bounds:
        total += by_bound.get(bound, 0)
        seconds += by_bound.get(bound, 0) * min(bound, bounds[-2])
        yield real(bucket, run(total), **labels, le=bound_text(emitter.name, bound))
    yield real(f"{family}_count", run(total), **labels)
    yield real(f"{family}_sum", run(seconds), **labels)
