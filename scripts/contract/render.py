"""How does the contract read: as text for a terminal, as Markdown for a team's handbook, as JSON for a program?"""

import json
from collections.abc import Sequence

from panels.contract import Job, Label, Metric
from scripts.contract import example
from scripts.jsonvalue import Json


def _label(label: Label) -> str:
    if label.closed:
        return f"{label.name}={{{','.join(label.values)}}}"
    shown = ",".join(value or '""' for value in label.values)
    return f"{label.name}={{{shown},...}} (at most {label.most})"


def _labels(metric: Metric) -> str:
    return ", ".join(_label(label) for label in metric.labels)


def _bounds(metric: Metric) -> str:
    return " ".join(f"{bound:g}" for bound in metric.buckets)


def _address(job: Job) -> str:
    query = "&".join(f"{key}={value}" for key, values in job.params.items() for value in values)
    return f"{job.host}:{job.port}{job.path}{'?' if query else ''}{query}"


def _metric_text(metric: Metric) -> list[str]:
    lines = [f"{metric.name}  {metric.type}, {metric.unit}{', may be absent' if metric.optional else ''}"]
    lines.append(f"    {metric.help}")
    if metric.labels:
        lines.append(f"    labels   {_labels(metric)}")
    if metric.buckets:
        lines.append(f"    buckets  {_bounds(metric)}")
    return lines


def _indented(job: Job) -> list[str]:
    return [f"    {line}" for line in example.page(job).splitlines()]


def text(jobs: Sequence[Job]) -> str:
    """Print for a terminal."""
    lines: list[str] = []
    for job in jobs:
        lines += [
            f"{job.name}: {job.description}",
            f"{len(job.metrics)} metrics, {_address(job)}, every {job.interval}",
            "",
        ]
        for metric in job.metrics:
            lines += _metric_text(metric)
        lines += ["", "Example:", "", *_indented(job), ""]
    return "\n".join(lines).rstrip()


def _cell(content: str) -> str:
    return content.replace("|", "\\|")


def markdown(jobs: Sequence[Job]) -> str:
    """Print as Markdown: one table and one example page a job."""
    lines = ["# Metric contract", ""]
    for job in jobs:
        lines += [f"## {job.name}", "", f"{job.description}. `{_address(job)}`, every {job.interval}.", ""]
        lines += ["| metric | type | labels | unit | meaning |", "|---|---|---|---|---|"]
        for metric in job.metrics:
            meaning = f"{metric.help} Buckets: {_bounds(metric)}." if metric.buckets else metric.help
            cells = (f"`{metric.name}`", metric.type, _labels(metric) or "-", metric.unit, meaning)
            lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
        lines += ["", "```", example.page(job).rstrip(), "```", ""]
    return "\n".join(lines).rstrip()


def _metric_json(metric: Metric) -> Json:
    labels = [
        {"name": label.name, "values": list(label.values)}
        | ({} if label.closed else {"pattern": label.pattern, "most": label.most})
        for label in metric.labels
    ]
    plain: Json = {"name": metric.name, "type": metric.type, "unit": metric.unit, "help": metric.help, "labels": labels}
    if metric.buckets:
        plain["buckets"] = list(metric.buckets)
    return plain | ({"optional": True} if metric.optional else {})


def as_json(jobs: Sequence[Job]) -> str:
    """Print as JSON: a list of jobs."""
    return json.dumps(
        [
            {
                "job": job.name,
                "service": job.service,
                "description": job.description,
                "address": _address(job),
                "interval": job.interval,
                "metrics": [_metric_json(metric) for metric in job.metrics],
                "example": example.page(job),
            }
            for job in jobs
        ],
        indent=2,
        ensure_ascii=False,
    )


FORMATS = {"text": text, "json": as_json, "markdown": markdown}
