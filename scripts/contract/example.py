"""How are samples spelled on a metrics page, and what does a page that keeps the contract look like?"""

import math
from collections.abc import Iterable, Mapping

from panels.contract import Job, Metric

WRITES_FLOATS = frozenset({"python-ai-service"})
"""Jobs whose client library writes the bucket bound 1 as `1.0`; all others write `1`."""


def bound_text(job: str, bound: float) -> str:
    """Spell a bucket bound the way the job's client library does."""
    if math.isinf(bound):
        return "+Inf"
    if float(bound).is_integer():
        return f"{bound:.1f}" if job in WRITES_FLOATS else f"{bound:.0f}"
    return repr(float(bound))


def number(value: float) -> str:
    """Spell a value: integers without a point, the rest with all their digits."""
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond, a float is no exact integer's text
        return str(int(value))
    return "+Inf" if value == math.inf else "-Inf" if value == -math.inf else repr(value)


def escaped(value: str) -> str:
    """Escape a label's value."""
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def sample(name: str, labels: Mapping[str, str], value: float) -> str:
    """Spell one sample."""
    inside = ",".join(f'{key}="{escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {number(float(value))}" if inside else f"{name} {number(float(value))}"


def header(metric: Metric) -> list[str]:
    """Spell the HELP and TYPE lines."""
    text = metric.help.replace("\\", r"\\").replace("\n", r"\n")
    return [f"# HELP {metric.name} {text}", f"# TYPE {metric.name} {metric.exposed or metric.type}"]


def histogram(job: str, metric: Metric, labels: Mapping[str, str], counts: Iterable[float], total: float) -> list[str]:
    """Spell one histogram series.

    Args:
        job: whose page it is.
        metric: the histogram.
        labels: of the series, without `le`.
        counts: cumulative counts, one a finite bound and one for +Inf.
        total: the sum of what was observed.
    """
    lines, last = [], 0.0
    for bound, count in zip((*metric.buckets, math.inf), counts, strict=True):
        lines.append(sample(f"{metric.name}_bucket", {**labels, "le": bound_text(job, bound)}, count))
        last = count
    return [*lines, sample(f"{metric.name}_sum", labels, total), sample(f"{metric.name}_count", labels, last)]


def page(job: Job) -> str:
    """Write an example page: one series a metric, with the first value of every label."""
    lines: list[str] = []
    for metric in job.metrics:
        labels = {label.name: label.values[0] for label in metric.labels}
        lines += header(metric)
        if metric.type == "histogram":
            middle = len(metric.buckets) // 2
            counts = [float(position >= middle) for position in range(len(metric.buckets) + 1)]
            lines += histogram(job.name, metric, labels, counts, metric.buckets[middle])
        else:
            lines.append(sample(metric.name, labels, 1.0))
    return "\n".join(lines) + "\n"
