"""What may a query ask of a series: its kind, its labels, its buckets, over all jobs that emit it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from types import MappingProxyType
from typing import Literal

from panels.contract.alerts import ALERTS
from panels.contract.jobs import JOBS
from panels.contract.model import ContractError, Job, Label, Metric
from panels.contract.shared import EVERYWHERE

Kind = Literal["counter", "gauge", "untyped"]
SUFFIXES = ("_bucket", "_sum", "_count")

ENVIRONMENT = Label("environment", ("production", "staging"), r"[a-z][a-z0-9-]*", 10)


@dataclass(frozen=True, slots=True)
class Series:
    """What a selector of this name finds.

    Attributes:
        name: as in PromQL, a histogram's suffix included.
        kind: `counter` for the three series of a histogram too.
        labels: by name, those of the target included; the values are those of all jobs together.
        bounds: finite bucket bounds of a `_bucket` that every emitter has, else empty.
    """

    name: str
    kind: Kind
    labels: Mapping[str, Label]
    bounds: tuple[float, ...] = ()


def _merged(labels: Iterable[Label]) -> Label:
    """Allow what any of these labels of one name allows."""
    found = tuple(labels)
    if not all(label.limit for label in found):
        return Label(found[0].name)
    values = tuple(dict.fromkeys(value for label in found for value in label.values))
    patterns = tuple(dict.fromkeys(label.pattern for label in found if label.pattern))
    most = max(*(label.limit for label in found), len(values))
    return Label(found[0].name, values, "|".join(f"(?:{p})" for p in patterns), most if patterns else 0)


def _service(job: Job) -> Label:
    if job.per_target:
        return Label("service", (job.service,), r"[a-z0-9][\w.-]*", 60)
    return Label("service", (job.service,))


def _target(job: Job) -> tuple[Label, ...]:
    return (ENVIRONMENT, _service(job), Label("job", (job.name,)), Label("instance"))


@cache
def _index() -> dict[str, list[tuple[Job | None, Metric]]]:
    """Who emits which family."""
    index: dict[str, list[tuple[Job | None, Metric]]] = {}
    for job in JOBS:
        known = {metric.name: metric for metric in (*EVERYWHERE, *job.metrics)}
        for metric in known.values():
            index.setdefault(metric.name, []).append((job, metric))
    for metric in ALERTS:
        index.setdefault(metric.name, []).append((None, metric))
    return index


@cache
def names() -> tuple[str, ...]:
    """List every series name that a query may ask for, in order of the alphabet."""
    found: set[str] = set()
    for name, emitters in _index().items():
        found.update(f"{name}{suffix}" for suffix in SUFFIXES) if emitters[0][1].buckets else found.add(name)
    return tuple(sorted(found))


def _nearest(name: str) -> str:
    """Find the name that was probably meant: similar letters, and the same words even in another order."""
    words = set(name.split("_"))

    def likeness(known: str) -> float:
        theirs = set(known.split("_"))
        return SequenceMatcher(None, name, known).ratio() + len(words & theirs) / len(words | theirs)

    return max(names(), key=likeness)


def _family(name: str) -> tuple[str, str]:
    """Split a series name into family and histogram suffix, or say what is wrong with it."""
    index = _index()
    if name in index:
        if index[name][0][1].buckets:
            raise ContractError(f"{name} is a histogram: ask for {', '.join(name + suffix for suffix in SUFFIXES)}")
        return name, ""
    for suffix in SUFFIXES:
        family = name.removesuffix(suffix)
        if family != name and family in index and index[family][0][1].buckets:
            return family, suffix
    raise ContractError(f"no job emits {name}; the nearest name is {_nearest(name)}")


@cache
def series(name: str) -> Series:
    """Look up what a PromQL series name stands for.

    Args:
        name: as in a query; of a histogram one of `_bucket`, `_sum`, `_count`.

    Raises:
        ContractError: nobody emits it (the nearest right name is given), or it is a bare histogram.
    """
    family, suffix = _family(name)
    emitters = _index()[family]
    labels: dict[str, list[Label]] = {}
    for job, metric in emitters:
        for label in (*(_target(job) if job else ()), *metric.labels):
            labels.setdefault(label.name, []).append(label)
    merged = {key: _merged(found) for key, found in labels.items()}
    declared = emitters[0][1].type
    if not suffix:
        kind: Kind = "counter" if declared == "counter" else "gauge" if declared == "gauge" else "untyped"
        return Series(name, kind, MappingProxyType(merged))
    if suffix != "_bucket":
        return Series(name, "counter", MappingProxyType(merged))
    merged["le"] = Label("le")
    shared = set.intersection(*(set(metric.buckets) for _, metric in emitters))
    return Series(name, "counter", MappingProxyType(merged), tuple(sorted(shared)))
