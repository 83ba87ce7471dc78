"""What is tried with an alert: which series go in, and from when on must it fire, or must it never?

    fires(HIGH_CPU_USAGE, "one core of one, a hair above", real("node_cpu_seconds_total", climbing(0.199), mode="idle"),
          since="30s")
    quiet(HIGH_CPU_USAGE, "at the limit", real("node_cpu_seconds_total", climbing(0.2), mode="idle"))

`since` is the first evaluation at which the condition holds. From it and the alert's `for` follow two assertions: it
never fired up to one evaluation before, and it fires then. Numbers come from `panels.thresholds`, so that a changed
limit moves panel, alert and case together; what the rules really ask is what `dash build` writes. Cases of an area
stand in `tests/support/alertcases/<area>.py` as `CASES`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from support.rulecases.series import Made
from support.rulecases.values import seconds

from dashboards.rules import Alert

SETTLED = 600
"""Seconds after which a window of five minutes knows nothing but the case, and a `for` of five more has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One try.

    Attributes:
        alert: its name.
        what: the situation in words.
        series: what goes in; nothing else is there in the case's environment.
        since: seconds at which it begins to fire, or None if it never may.
        until: seconds that are looked at.
        still: seconds at which it still fires, or None.
        over: seconds at which it no longer fires, or None.
        number: how many alerts must fire then.
        labels: what each of them must carry.
        every: seconds between two samples.
        evaluate: seconds between two evaluations.
        carries: labels that the alert must have: routes, inhibition and texts need them.
    """

    alert: str
    what: str
    series: tuple[Made, ...]
    since: int | None
    until: int
    still: int | None = None
    over: int | None = None
    number: int = 1
    labels: Mapping[str, str] = field(default_factory=dict)
    every: int = 15
    evaluate: int = 30
    carries: frozenset[str] = frozenset()

    @property
    def environment(self) -> str:
        """The label that keeps it apart from all other cases: they share one Prometheus."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.alert}-{self.what}".lower()).strip("-")

    def looks(self, named: str, *, alone: bool) -> Iterable[tuple[str, int, int | None]]:
        """List what is looked at: expression, seconds, and how many must fire (None for no series).

        Args:
            named: condition on the alert's name, such as `="HighCPUUsage"`; each name that fires has a series.
            alone: whether the alert's series know no environment.
        """
        where = "" if alone else f',environment="{self.environment}"'
        firing = f'ALERTS{{alertname{named},alertstate="firing"{where}'
        counted = "count by (alertname) ({})".format
        if self.since is None:
            yield counted(f"max_over_time({firing}}}[{self.until + 1}s])"), self.until, None
            return
        if self.since:
            yield counted(f"max_over_time({firing}}}[{self.since}s])"), self.since - self.evaluate, None
        labelled = "".join(f',{label}!=""' for label in sorted(self.carries - {"environment"}))
        labelled += "".join(f',{label}="{value}"' for label, value in self.labels.items())
        yield counted(f"{firing}{labelled}}}"), self.since, self.number
        if self.still is not None:
            yield counted(f"{firing}}}"), self.still, self.number
        if self.over is not None:
            yield counted(f"{firing}}}"), self.over, None


def fires(
    alert: Alert,
    what: str,
    *series: Made,
    since: str,
    still: str = "",
    over: str = "",
    number: int = 1,
    labels: Mapping[str, str] | None = None,
    every: str = "15s",
) -> Case:
    """Say that an alert fires.

    Args:
        alert: the alert.
        what: the situation in words.
        series: what goes in.
        since: the first evaluation at which its condition holds, such as `30s`; it fires once that lasted its `for`.
        still: an evaluation at which it still fires.
        over: an evaluation at which it fires no longer.
        number: how many series of it fire.
        labels: what each of them carries.
        every: between two samples; longer ones are evaluated once a minute.
    """
    begins = seconds(since) + seconds(alert.hold)
    end = seconds(over) if over else None
    last = seconds(still) if still else None
    return Case(
        alert=alert.name,
        what=what,
        series=series,
        since=begins,
        until=end or last or begins,
        still=last,
        over=end,
        number=number,
        labels=labels or {},
        every=seconds(every),
        evaluate=max(30, seconds(every)),
        carries=alert.carried,
    )


def quiet(alert: Alert, what: str, *series: Made, until: str = "", every: str = "15s") -> Case:
    """Say that an alert never fires.

    Args:
        alert: the alert.
        what: the situation in words.
        series: what goes in.
        until: how long is looked; ten minutes and its `for` if not given.
        every: between two samples.
    """
    end = seconds(until) if until else SETTLED + seconds(alert.hold)
    return Case(
        alert=alert.name,
        what=what,
        series=series,
        since=None,
        until=end,
        every=seconds(every),
        evaluate=max(30, seconds(every)),
    )
