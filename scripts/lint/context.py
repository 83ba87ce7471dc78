"""What do rules know of the world outside a dashboard: metrics, recorded series, other dashboards, runbooks?

Each part may be unknown (`None`); a rule that needs it then says nothing. A stranger's dashboard is judged without the
metric contract, for example.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol


class LabelFacts(Protocol):
    """What is known of a label of a series."""

    @property
    def values(self) -> tuple[str, ...]:
        """Values it has, or examples of them."""

    @property
    def closed(self) -> bool:
        """Whether those are all."""

    @property
    def limit(self) -> int:
        """How many different values there may be; 0 if nobody says."""

    def accepts(self, value: str) -> bool:
        """Whether it may have this value."""


class SeriesFacts(Protocol):
    """What is known of a series."""

    @property
    def kind(self) -> str:
        """One of `counter`, `gauge`, `untyped`."""

    @property
    def labels(self) -> Mapping[str, LabelFacts]:
        """Its labels by name, those of the target included."""

    @property
    def bounds(self) -> tuple[float, ...]:
        """Finite bucket bounds that every emitter of a `_bucket` has, else empty."""


class UnknownSeries(LookupError):
    """Nobody emits such a series; the text says so and names the nearest one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A dashboard that links may lead to."""

    panels: frozenset[int]
    variables: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What rules know beside the dashboard.

    Attributes:
        contract: looks up a series that a target exposes; raises `UnknownSeries`. None: any series may exist.
        units: metric family -> unit, such as `0/1` or `ratio`.
        recorded: recorded series -> their labels, `None` for unknown ones. None: any series with a colon may exist.
        decimal_jobs: jobs whose integer bucket bounds are written `1.0` and not `1`.
        dashboards: the dashboards that `/d/UID` may lead to, by uid.
        runbooks: file names of the runbooks.
        log_label: says why no log meets a condition (label, operator, value; an empty value is unknown), or nothing.
            None: logs may have any label.
    """

    contract: Callable[[str], SeriesFacts] | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, frozenset[str] | None] | None = None
    decimal_jobs: frozenset[str] = frozenset()
    dashboards: Mapping[str, Known] | None = None
    runbooks: frozenset[str] | None = None
    log_label: Callable[[str, str, str], str] | None = None

    @cached_property
    def _labels(self) -> dict[str, frozenset[str] | None]:
        return {}

    def series(self, name: str) -> SeriesFacts | None:
        """Look a series of the contract up; `None` if it is unknown or recorded."""
        if self.contract is None or ":" in name:
            return None
        try:
            return self.contract(name)
        except UnknownSeries:
            return None

    def labels(self, name: str) -> frozenset[str] | None:
        """Give the labels of a series, recorded ones included; `None` if they are unknown."""
        if name not in self._labels:
            known = self.series(name)
            recorded = (self.recorded or {}).get(name)
            self._labels[name] = frozenset(known.labels) if known is not None else recorded
        return self._labels[name]

    def unit(self, name: str) -> str:
        """Give the unit of a metric family; empty if it is unknown."""
        return self.units.get(name, "")
