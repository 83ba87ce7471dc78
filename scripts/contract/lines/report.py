"""What does `dash contract check --logs` say, and with which exit code does it end?"""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator

import click

from panels.contract.loglines import SERVICES
from scripts.contract.lines.finding import Finding
from scripts.contract.lines.judge import Judge
from scripts.contract.lines.reading import lines, opened
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError

FIRST = 5
"""Findings of a kind that are printed; the rest is counted."""


def check(source: str, service: str, form: str, *, every: bool, quiet: bool) -> int:
    """Judge a log, print as it is read, and return the exit code.

    Args:
        source: a file, or `-`.
        service: whose log it is; empty takes the word of each line.
        form: `text` or `json`.
        every: print all findings, not only the first of a kind.
        quiet: no sums.

    Raises:
        ConfigurationError: the contract knows no such application.
        DashError: the file cannot be read.
    """
    if service and service not in SERVICES:
        raise ConfigurationError(f"{service} has no log format in the contract", f"known are {', '.join(SERVICES)}")
    judge = Judge(service)
    tally = Tally(every=every or form == "json")
    with opened(source) as raw:
        findings = tally.through(judge.judge(lines(raw)))
        for line in _as_json(findings) if form == "json" else map(str, findings):
            click.echo(line)
    if form == "text":
        for line in tally.rest():
            click.echo(line)
    if not quiet:
        click.echo(f"{source}: {judge.lines} lines, {tally.findings} findings, {tally.notes} notes", err=True)
    return EXIT_FINDINGS if tally.findings else EXIT_OK


def _as_json(findings: Iterator[Finding]) -> Iterator[str]:
    """Write a list, an element a line, as they come."""
    before = "["
    for finding in findings:
        yield before + json.dumps(dataclasses.asdict(finding), ensure_ascii=False)
        before = ","
    yield "[]" if before == "[" else "]"


class Tally:
    """Counts findings by kind and lets the first of each through."""

    def __init__(self, *, every: bool) -> None:
        """Begin at nought."""
        self.every = every
        self.findings = 0
        self.notes = 0
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._last: dict[tuple[str, str], int] = {}

    def through(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        """Hand findings on."""
        for finding in findings:
            self.notes += finding.note
            self.findings += not finding.note
            kind = (finding.rule, finding.field)
            self._kinds[kind] += 1
            self._last[kind] = finding.line
            if self.every or self._kinds[kind] <= FIRST:
                yield finding

    def rest(self) -> Iterator[str]:
        """Say how many were not printed."""
        for (rule, field), count in self._kinds.items():
            if count > FIRST and not self.every:
                of = f"{field}: " if field else ""
                last = self._last[rule, field]
                yield f"{of}{rule}: {count - FIRST} more, the last on line {last}; --all prints them"
