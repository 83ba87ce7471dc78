"""Which alerts would have fired in the past that was loaded?

Prometheus writes `ALERTS` while it evaluates. For the time before, each alert's expression is asked as a range query:
while it brings a series, the alert is pending, and firing once that has lasted for its `for`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json
from scripts.simulate import remote_write
from scripts.simulate.query import query_range
from scripts.simulate.recorded import AT_ONCE, Written, rule_groups, seconds

STEP = 60.0
Run = list[float]
"""Times at which an alert was active, one step after the other."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One alerting rule.

    Attributes:
        name: of the alert.
        expr: brings a series while something is wrong.
        patience: seconds until it fires.
        labels: added to every series.
    """

    name: str
    expr: str
    patience: float
    labels: tuple[tuple[str, str], ...] = ()


def read_alerts(files: Iterable[Path]) -> list[Alert]:
    """Read the alerting rules of Prometheus rule files; recording rules are passed over.

    Raises:
        ConfigurationError: a file is no rule file.
    """
    return [_alert(rule) for group in rule_groups(files) for rule in group["rules"] if "alert" in rule]


def _alert(rule: Json) -> Alert:
    try:
        labels = tuple(sorted((rule.get("labels") or {}).items()))
        return Alert(rule["alert"], rule["expr"], seconds(rule.get("for") or "0s"), labels)
    except (KeyError, TypeError, AttributeError):
        raise ConfigurationError(f"{rule}: no alerting rule", "run `dash build`") from None


def runs(times: Sequence[float]) -> Iterator[Run]:
    """Split the times of a series where it paused."""
    run: Run = []
    for time in times:
        if run and time - run[-1] > 1.5 * STEP:
            yield run
            run = []
        run.append(time)
    if run:
        yield run


def _states(alert: Alert, labels: Mapping[str, str], times: Sequence[float]) -> Iterator[tuple[bytes, int]]:
    """Spell what Prometheus would have written about one series of an alert, with the number of samples."""
    samples: dict[str, list[tuple[float, float]]] = {"pending": [], "firing": []}
    since: list[tuple[float, float]] = []
    for run in runs(times):
        for time in run:
            fires = time - run[0] >= alert.patience
            samples["firing" if fires else "pending"].append((time, 1.0))
            since.append((time, run[0]))
    spelled = remote_write.labels
    for state, found in samples.items():
        if found:
            names = {**labels, "__name__": "ALERTS", "alertstate": state}
            yield remote_write.series(spelled(names), found), len(found)
    yield remote_write.series(spelled({**labels, "__name__": "ALERTS_FOR_STATE"}), since), len(since)


def _alerted(url: str, start: float, end: float, alert: Alert) -> tuple[bytes, Written]:
    first = math.ceil(start / STEP) * STEP
    message, series, samples = [], 0, 0
    for found in query_range(url, alert.expr, first, end, STEP):
        kept = {name: value for name, value in found["metric"].items() if name != "__name__"}
        labels = {**kept, **dict(alert.labels), "alertname": alert.name}
        for spelled, count in _states(alert, labels, [float(time) for time, _ in found["values"]]):
            message.append(spelled)
            series, samples = series + 1, samples + count
    return b"".join(message), Written(series, samples)


def backfill(alerts: Sequence[Alert], url: str, start: float, end: float) -> Written:
    """Write the alerts of the past, after everything that they ask for.

    Args:
        alerts: those of the rule files.
        url: of Prometheus, which must take samples that are as old as `start`.
        start: Unix time.
        end: Unix time, included.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: Prometheus refuses a query or a write.
    """
    done = Written()
    with remote_write.Writer(url) as writer, ThreadPoolExecutor(AT_ONCE) as pool:
        for message, written in pool.map(partial(_alerted, url, start, end), alerts):
            writer.write(message)
            done = Written(done.series + written.series, done.samples + written.samples)
    return done
