"""What do all rules together say about some dashboards, less what `.lint` excuses?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.jsonvalue import Json
from scripts.lint.board import Board
from scripts.lint.context import Context
from scripts.lint.exceptions import UNUSED_ID, Entry, Exceptions
from scripts.lint.finding import Finding, Place, Problem, Severity
from scripts.lint.rules import Rule, rules

ANYWHERE = Context()
"""Nothing is known beside the dashboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A dashboard to judge.

    Attributes:
        spec: its JSON in the classic model.
        file: where it comes from; named in a finding when no line is known.
        lines: panel id -> `file:line` of the Python that made the panel.
        context: what the rules know beside it.
    """

    spec: Json
    file: str = ""
    lines: Mapping[int, str] = field(default_factory=dict)
    context: Context = ANYWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found.

    Attributes:
        findings: the worst first, then by place.
        excused: findings that `.lint` names, with a reason.
        dashboards: how many were judged.
    """

    findings: tuple[Finding, ...]
    excused: tuple[Finding, ...] = ()
    dashboards: int = 0

    @property
    def failed(self) -> bool:
        """Whether the run fails: remarks alone do not."""
        return any(finding.severity > Severity.INFO for finding in self.findings)


def findings(subject: Subject, chosen: Sequence[Rule] | None = None) -> list[Finding]:
    """Judge one dashboard by all rules, in the order of the screen."""
    board = Board(subject.spec, subject.context)
    return [_finding(rule, problem, subject) for rule in chosen or rules() for problem in rule.check(board)]


def _finding(rule: Rule, problem: Problem, subject: Subject) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        place=problem.place,
        message=problem.message,
        fix=problem.fix or rule.fix,
        source=subject.lines.get(problem.place.panel_id or 0) or subject.file,
    )


def lint(subjects: Iterable[Subject], exceptions: Exceptions | None = None, *, whole: bool = True) -> Report:
    """Judge dashboards.

    Args:
        subjects: the dashboards.
        exceptions: what `.lint` excuses.
        whole: these are all dashboards of the project, judged with all that it knows, so that an exception that excuses
            nothing is a finding.
    """
    excuses = exceptions or Exceptions()
    kept: list[Finding] = []
    excused: list[Finding] = []
    judged = 0
    for subject in subjects:
        judged += 1
        for finding in findings(subject):
            (excused if excuses.excuse(finding) else kept).append(finding)
    kept.sort(key=lambda finding: -finding.severity)
    kept.extend(_unused(entry) for entry in (excuses.unused() if whole else ()))
    return Report(findings=tuple(kept), excused=tuple(excused), dashboards=judged)


def _unused(entry: Entry) -> Finding:
    return Finding(
        rule=UNUSED_ID,
        severity=Severity.WARNING,
        place=Place(dashboard=entry.dashboard, panel=entry.panel),
        message=f"the exception from {entry.rule} for {entry} excuses nothing any more",
        fix="Remove it from .lint.",
        source=entry.source,
    )
