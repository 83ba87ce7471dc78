"""How do recorded series get a past that their rules have not seen?

Prometheus evaluates a rule from now on. For the time before, its expression is asked as a range query and the answer
written back under the record's name. A rule may use those above it, so rules go in layers: what a layer needs has been
written by the layers before. Rules of one layer are asked side by side.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise, repeat
from pathlib import Path

from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json
from scripts.simulate import remote_write
from scripts.simulate.query import query_range

SMALLEST_STEP = 60.0
"""Seconds. A recorded point a minute is enough for a panel: an instant selector looks back five minutes."""

DURATION = re.compile(r"(\d+)(ms|s|m|h|d)")
SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
NAMES = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
AT_ONCE = 3
Samples = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One recording rule.

    Attributes:
        record: the name of the recorded series.
        expr: what it records.
        labels: added to every series.
        interval: seconds between evaluations.
    """

    record: str
    expr: str
    labels: tuple[tuple[str, str], ...] = ()
    interval: float = 30.0


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    series: int = 0
    samples: int = 0

    def __add__(self, other: "Written") -> "Written":
        """Add samples up; series are written again and again, so the larger number counts."""
        return Written(max(self.series, other.series), self.samples + other.samples)


def seconds(duration: str) -> float:
    """Read a Prometheus duration.

    Raises:
        ConfigurationError: it is none.
    """
    parts = DURATION.findall(duration)
    if not parts or "".join(number + unit for number, unit in parts) != duration:
        raise ConfigurationError(f"{duration!r} is no duration", "write 30s, 5m, 24h or 7d")
    return sum(int(number) * SECONDS[unit] for number, unit in parts)


def rule_groups(files: Iterable[Path]) -> Iterator[Json]:
    """Read the groups of Prometheus rule files, in their order.

    Raises:
        ConfigurationError: a file is no rule file.
    """
    import yaml

    for file in files:
        try:
            groups = (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("groups") or []
            yield from (group for group in groups if isinstance(group["rules"], list))
        except (yaml.YAMLError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{file}: no rule file: {type(error).__name__}", "run `dash build`") from None


def read_rules(files: Iterable[Path]) -> list[Rule]:
    """Read the recording rules of Prometheus rule files, in their order; alerts are passed over.

    Raises:
        ConfigurationError: a file is no rule file.
    """
    return [
        _rule(rule, seconds(group.get("interval", "30s")))
        for group in rule_groups(files)
        for rule in group["rules"]
        if "record" in rule
    ]


def _rule(rule: Json, interval: float) -> Rule:
    return Rule(rule["record"], rule["expr"], tuple(sorted((rule.get("labels") or {}).items())), interval)


def layers(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Sort rules into layers, each of which uses only what earlier layers record."""
    depth: dict[str, int] = {}
    found: list[list[Rule]] = []
    for rule in rules:
        level = max((depth[name] + 1 for name in NAMES.findall(rule.expr) if name in depth), default=0)
        depth[rule.record] = max(depth.get(rule.record, 0), level)
        while len(found) <= level:
            found.append([])
        found[level].append(rule)
    return found


def _recorded(url: str, rule: Rule, start: float, end: float, smallest: float) -> tuple[bytes, Written]:
    """Ask one rule over a time range and spell its series."""
    step = max(rule.interval, smallest)
    first = -(-start // step) * step
    if first > end:
        return b"", Written()
    message, samples = [], 0
    matrix = query_range(url, rule.expr, first, end, step)
    for series in matrix:
        names = {**series["metric"], **dict(rule.labels), "__name__": rule.record}
        values = [(float(time), float(value)) for time, value in series["values"]]
        samples += len(values)
        message.append(remote_write.series(remote_write.labels(names), with_ends(values, step, end)))
    return b"".join(message), Written(len(matrix), samples)


def with_ends(values: Samples, step: float, end: float) -> Samples:
    """Mark where a series ended, as Prometheus does when a rule brings it no more."""
    marked: Samples = []
    for (time, value), (following, _) in pairwise([*values, (math.inf, 0.0)]):
        marked.append((time, value))
        if time + step < min(following, end):
            marked.append((time + step, remote_write.STALE))
    return marked


def backfill(rules: Sequence[Rule], url: str, start: float, end: float, smallest: float = SMALLEST_STEP) -> Written:
    """Give recorded series a past.

    The range must not lie more than an hour behind the newest sample of the Prometheus, unless it takes samples out of
    order: history is loaded hour by hour, raw series first.

    Args:
        rules: in the order of their files.
        url: of Prometheus, with the remote-write receiver switched on.
        start: Unix time.
        end: Unix time, included.
        smallest: a rule with a shorter interval gets a point only this often, in seconds.

    Raises:
        Unreachable: no answer.
        UnexpectedAnswer: Prometheus refuses a query or a write.
    """
    done = Written()
    with remote_write.Writer(url) as writer, ThreadPoolExecutor(AT_ONCE) as pool:
        for layer in layers(rules):
            parts = list(pool.map(_recorded, repeat(url), layer, repeat(start), repeat(end), repeat(smallest)))
            writer.write(b"".join(message for message, _ in parts))
            done += Written(sum(part.series for _, part in parts), sum(part.samples for _, part in parts))
    return done
