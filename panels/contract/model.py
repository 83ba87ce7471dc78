"""What is a metric, a label, a scrape job, and when is a declaration of one wrong?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

MetricType = Literal["counter", "gauge", "histogram", "untyped"]
JobKind = Literal["application", "exporter", "probe", "monitoring"]

TARGET_LABELS = ("environment", "service", "job", "instance")
"""Set by the scrape configuration on every target; an application that emits one loses it to `exported_...`."""

RESERVED_LABELS = frozenset({"le", "quantile"})


class ContractError(ValueError):
    """The contract has no such thing, or a declaration in it contradicts itself."""


def _name(kind: str, name: str) -> None:
    """Refuse a name that Prometheus' data model does not allow (letters, digits, underscores)."""
    if not (name.isascii() and name.isidentifier()):
        raise ContractError(f"{kind} {name!r}: a name has letters, digits and underscores, and begins with no digit")


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a metric and the values it may have.

    Without a pattern the values are a closed enumeration. With one, every value that matches it as a whole is right,
    `values` are examples, and more than `most` different ones in a scrape are too many. With neither, any value is
    right; that is for labels that Prometheus or a rule sets, never for those of a declared metric.
    """

    name: str
    values: tuple[str, ...] = ()
    pattern: str = ""
    most: int = 0

    def __post_init__(self) -> None:
        """Raise ContractError when the parts contradict each other.

        Patterns are not compiled here: this runs at import, a few hundred times. A test compiles them all.
        """
        _name("label", self.name)
        if len(set(self.values)) != len(self.values):
            raise ContractError(f"label {self.name!r}: a value is listed twice: {', '.join(self.values)}")
        if self.pattern and self.most < max(1, len(self.values)):
            raise ContractError(f"label {self.name!r}: a pattern needs `most`, at least as many as the examples")
        if self.most and not self.pattern:
            raise ContractError(f"label {self.name!r}: `most` goes with a pattern; a closed list bounds itself")

    @property
    def closed(self) -> bool:
        """Whether only the listed values are right."""
        return bool(self.values) and not self.pattern

    @property
    def limit(self) -> int:
        """How many different values a scrape may show; 0 when nothing bounds them."""
        return self.most or len(self.values)

    def accepts(self, value: str) -> bool:
        """Whether the contract allows this value."""
        if value in self.values or not (self.values or self.pattern):
            return True
        return bool(self.pattern) and re.fullmatch(self.pattern, value) is not None


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric family.

    `unit` is for readers (`s`, `bytes`, `ratio`, `requests`); `buckets` are a histogram's finite bounds, ascending.
    An `optional` metric is absent from a healthy target under some configuration or version, or until it first counts.
    `exposed` is the type on the page where that is not how the metric behaves.
    """

    name: str
    type: MetricType
    labels: tuple[Label, ...]
    unit: str
    help: str
    buckets: tuple[float, ...] = ()
    optional: bool = False
    exposed: str = ""

    def __post_init__(self) -> None:
        """Raise ContractError when the parts contradict each other."""
        _name("metric", self.name)
        if self.type not in {"counter", "gauge", "histogram", "untyped"}:
            raise ContractError(f"{self.name}: {self.type!r} is no type; use counter, gauge, histogram or untyped")
        names = [label.name for label in self.labels]
        if len(set(names)) != len(names):
            raise ContractError(f"{self.name}: a label is declared twice: {', '.join(names)}")
        for label in self.labels:
            if label.name in RESERVED_LABELS or label.name.startswith("__"):
                raise ContractError(f"{self.name}: {label.name}: Prometheus reserves this label")
            if not label.limit:
                raise ContractError(
                    f"{self.name}: {label.name}: give its closed list of values, or a pattern and `most`"
                )
        if (self.type == "histogram") != bool(self.buckets):
            raise ContractError(f"{self.name}: a histogram needs buckets, and nothing else has any")
        if any(low >= high for low, high in pairwise(self.buckets)):
            raise ContractError(f"{self.name}: bucket bounds must ascend, and +Inf is implied")
        if not self.help.strip():
            raise ContractError(f"{self.name}: say in `help` what it measures")


@dataclass(frozen=True, slots=True)
class Probe:
    """What a probe job looks at from outside: an address, as the service that answers there.

    `{target}` in the address stands for where that service's own metrics are scraped: `http://{target}/health`.
    """

    service: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One scrape job: where it is scraped, as what it is labelled, and what it exposes.

    `service` is the target label. Where each target has its own (`per_target`), it is that of the main one.
    Intervals and time-outs are Prometheus durations; an empty time-out means Prometheus' default.
    `probes` are what the job looks at, if it is one of the blackbox exporter's.
    """

    name: str
    service: str
    kind: JobKind
    host: str
    port: int
    description: str
    metrics: tuple[Metric, ...]
    path: str = "/metrics"
    params: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    interval: str = "15s"
    timeout: str = ""
    per_target: bool = False
    probes: tuple[Probe, ...] = ()

    def __post_init__(self) -> None:
        """Raise ContractError when a metric is declared twice or breaks the rules for its kind of job."""
        seen: set[str] = set()
        for metric in self.metrics:
            if metric.name in seen:
                raise ContractError(f"{self.name}: {metric.name} is declared twice")
            seen.add(metric.name)
            clash = [label.name for label in metric.labels if label.name in TARGET_LABELS]
            if clash:
                raise ContractError(f"{self.name}: {metric.name}: {clash[0]} is a target label, not the application's")
            if self.kind == "application" and metric.type == "counter" and not metric.name.endswith("_total"):
                raise ContractError(f"{self.name}: {metric.name}: an application's counter ends in _total")

    @property
    def address(self) -> str:
        """Name where it is scraped in the stack of the guide, as `host:port`."""
        return f"{self.host}:{self.port}"

    def metric(self, name: str) -> Metric | None:
        """Return what this job declares under a family's name, if anything."""
        return next((metric for metric in self.metrics if metric.name == name), None)


def one_of(name: str, *values: str) -> Label:
    """Make a label whose values are a closed enumeration."""
    return Label(name, values)


def like(name: str, pattern: str, most: int, *examples: str) -> Label:
    """Make a label whose values match a pattern, at most so many of them in a scrape."""
    return Label(name, examples, pattern, most)


def counter(name: str, unit: str, text: str, *labels: Label, optional: bool = False) -> Metric:
    """Declare a counter."""
    return Metric(name, "counter", labels, unit, text, optional=optional)


def gauge(name: str, unit: str, text: str, *labels: Label, optional: bool = False) -> Metric:
    """Declare a gauge."""
    return Metric(name, "gauge", labels, unit, text, optional=optional)


def histogram(
    name: str, unit: str, text: str, buckets: tuple[float, ...], *labels: Label, optional: bool = False
) -> Metric:
    """Declare a histogram with its finite bounds."""
    return Metric(name, "histogram", labels, unit, text, buckets, optional)
