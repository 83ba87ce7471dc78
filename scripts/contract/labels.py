"""Are a metric's labels those of the contract, with values that it allows, and not too many?"""

from collections.abc import Iterator

from panels.contract import TARGET_LABELS, Job, Label, Metric
from scripts.contract.exposition import Family
from scripts.contract.finding import Finding, some

TECHNICAL = frozenset({"le", "quantile"})


def _values(family: Family, label: str) -> dict[str, None]:
    """Collect the different values of a label; an absent one counts as empty, as in Prometheus."""
    return dict.fromkeys(sample.labels.get(label, "") for sample in family.samples)


def _one(label: Label, family: Family) -> Iterator[Finding]:
    values = _values(family, label.name)
    if "" in values and not label.accepts(""):
        absent = sum(not sample.labels.get(label.name) for sample in family.samples)
        yield Finding("label missing", family.name, f"{absent} of {len(family.samples)} series have no {label.name}")
    wrong = sorted(value for value in values if value and not label.accepts(value))
    if wrong and label.closed:
        allowed = ", ".join(label.values)
        yield Finding("unknown value", family.name, f"{label.name} is {some(wrong)}; allowed are {allowed}")
    elif wrong:
        example = f", as in {label.values[0]!r}" if label.values and label.values[0] else ""
        yield Finding(
            "unknown value", family.name, f"{label.name} is {some(wrong)}; it matches {label.pattern}{example}"
        )
    if len(values) > label.limit:
        yield Finding(
            "unbounded label",
            family.name,
            f"{label.name} has {len(values)} values, more than {label.limit}, such as {some(sorted(values))}",
        )


def target_labels(job: Job, family: Family) -> Iterator[Finding]:
    """Judge labels that the scrape configuration sets; they would come back as exported_..."""
    if job.kind != "application":
        return
    for name in TARGET_LABELS:
        if any(name in sample.labels for sample in family.samples):
            yield Finding(
                "target label",
                family.name,
                f"{name} is set by the scrape configuration; from the page it comes back as exported_{name}",
            )


def judge(job: Job, metric: Metric, family: Family) -> Iterator[Finding]:
    """Judge the labels of one declared metric."""
    for label in metric.labels:
        yield from _one(label, family)
    known = {label.name for label in metric.labels} | TECHNICAL | set(TARGET_LABELS)
    extra = dict.fromkeys(name for sample in family.samples for name in sample.labels if name not in known)
    if extra:
        have = ", ".join(label.name for label in metric.labels) or "none"
        yield Finding(
            "unknown label", family.name, f"{', '.join(extra)}; the contract has {have}", note=job.kind != "application"
        )
