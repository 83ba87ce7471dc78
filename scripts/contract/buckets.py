"""Is a histogram whole: the contract's bounds, rising counts, a +Inf bucket equal to its count?"""

import math
from collections.abc import Iterator
from itertools import pairwise

from panels.contract import Job, Metric
from scripts.contract.exposition import Family, Sample
from scripts.contract.finding import Finding

Key = tuple[tuple[str, str], ...]


def _key(sample: Sample) -> Key:
    return tuple(sorted((name, value) for name, value in sample.labels.items() if name != "le"))


def _spelled(key: Key) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in key) + "}"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _by_series(family: Family) -> dict[Key, dict[float, float]]:
    """Collect upper bounds and counts of every series; a bound that is no number becomes NaN."""
    found: dict[Key, dict[float, float]] = {}
    for sample in family.samples:
        if sample.name.endswith("_bucket"):
            bound = _number(sample.labels.get("le", ""))
            found.setdefault(_key(sample), {})[math.nan if bound is None else bound] = sample.value
    return found


def _bounds(job: Job, metric: Metric, have: set[float]) -> Iterator[Finding]:
    missing = sorted(set(metric.buckets) - have)
    extra = sorted(have - set(metric.buckets)) if job.kind == "application" else []
    parts = [
        f"{word} {', '.join(f'{bound:g}' for bound in bounds)}"
        for word, bounds in (("without", missing), ("besides", extra))
        if bounds
    ]
    if parts:
        yield Finding("wrong buckets", metric.name, "; ".join(parts))


def _broken(key: Key, buckets: dict[float, float], counts: dict[Key, float]) -> str:
    """Say what is wrong with one series' buckets, or nothing."""
    if any(math.isnan(bound) for bound in buckets):
        return "a bucket's le is no number"
    if math.inf not in buckets:
        return 'no bucket le="+Inf"'
    if any(low > high for low, high in pairwise(buckets[bound] for bound in sorted(buckets))):
        return "counts fall from one bucket to the next; they are cumulative"
    if key not in counts:
        return "no _count"
    if counts[key] != buckets[math.inf]:
        return f"_count is {counts[key]:g}, but the +Inf bucket {buckets[math.inf]:g}"
    return ""


def judge(job: Job, metric: Metric, family: Family) -> Iterator[Finding]:
    """Judge one declared histogram; of each fault the first series is named."""
    series = _by_series(family)
    if not series:
        yield Finding("wrong buckets", metric.name, "no buckets at all")
        return
    have = {bound for buckets in series.values() for bound in buckets if math.isfinite(bound)}
    yield from _bounds(job, metric, have)
    counts = {_key(sample): sample.value for sample in family.samples if sample.name.endswith("_count")}
    told: set[str] = set()
    for key, buckets in series.items():
        fault = _broken(key, buckets, counts)
        if fault and (kind := fault.split()[0]) not in told:
            told.add(kind)
            yield Finding("broken histogram", metric.name, f"{_spelled(key)}: {fault}")
