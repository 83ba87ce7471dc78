"""Does a metrics page keep the contract of its job?"""

from collections.abc import Iterator
from difflib import get_close_matches

from panels.contract import EVERYWHERE, Job, Metric
from scripts.contract import buckets, labels
from scripts.contract.exposition import Family
from scripts.contract.finding import Finding

ALIKE = {"gauge": {"info", "stateset"}}
"""Types of OpenMetrics that mean the declared one."""

UNTYPED = frozenset({"untyped", "unknown"})


def _missing(job: Job, page: dict[str, Family]) -> Iterator[Finding]:
    known = {metric.name for metric in job.metrics}
    others = [name for name in page if name not in known]
    for metric in job.metrics:
        if metric.name in page or metric.optional:
            continue
        near = get_close_matches(metric.name, others, n=1, cutoff=0.85)
        hint = f"; is it {near[0]}?" if near else ""
        if not hint and metric.labels and job.kind == "application":
            hint = "; every combination of labels starts at 0, before the first event"
        of = f" of {', '.join(label.name for label in metric.labels)}" if metric.labels else ""
        yield Finding("missing", metric.name, f"{metric.type}{of} is not on the page{hint}")


def _type(job: Job, metric: Metric, family: Family) -> Iterator[Finding]:
    if family.type in {metric.type, metric.exposed} | ALIKE.get(metric.type, set()):
        return
    if family.type in UNTYPED and job.kind != "application" and metric.type != "histogram":
        return
    yield Finding("wrong type", metric.name, f"it is a {family.type}, and must be a {metric.type}")


def _duplicates(family: Family) -> Iterator[Finding]:
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for sample in family.samples:
        key = (sample.name, frozenset(sample.labels.items()))
        if key in seen:
            yield Finding("duplicate", family.name, f"line {sample.line} repeats a series; Prometheus refuses the page")
            return
        seen.add(key)


def _unknown(job: Job, family: Family, page: dict[str, Family]) -> Iterator[Finding]:
    """Judge a metric that the contract does not know; those of exporters are their own business."""
    if job.kind != "application":
        return
    if family.type == "counter" and not family.name.endswith("_total"):
        yield Finding("no _total", family.name, "a counter's name ends in _total")
    base = family.name.removesuffix("_created")
    if base != family.name and ({base, f"{base}_total"} & page.keys()):
        yield Finding("created series", family.name, "doubles the series; disable_created_metrics()", note=True)
    else:
        yield Finding("not in the contract", family.name, f"{family.type}, {len(family.samples)} series", note=True)


def judge(job: Job, page: dict[str, Family]) -> list[Finding]:
    """Judge a page; findings first, each metric in the contract's order, then the notes.

    Args:
        job: whose page it is.
        page: what `exposition.parse` read.
    """
    declared = {metric.name: metric for metric in (*EVERYWHERE, *job.metrics)}
    found = list(_missing(job, page))
    order = [*(name for name in declared if name in page), *(name for name in page if name not in declared)]
    for family in (page[name] for name in order):
        found += labels.target_labels(job, family)
        found += _duplicates(family)
        metric = declared.get(family.name)
        if metric is None:
            found += _unknown(job, family, page)
            continue
        found += _type(job, metric, family)
        found += labels.judge(job, metric, family)
        if metric.type == "histogram" and family.type == "histogram":
            found += buckets.judge(job, metric, family)
    return sorted(found, key=lambda finding: finding.note)
