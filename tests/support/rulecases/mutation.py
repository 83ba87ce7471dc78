"""Which changed rules pass all their cases? Each of them is a mistake that nobody would notice.

All mutants of an alert are rules of one file, under names of their own, and are tried on the alert's cases at once:
each question that a case asks is put to all of them, so that hundreds of mutants cost one evaluation each.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from support.rulecases.case import Case
from support.rulecases.judge import Document, asked_series, kind, made_series, needed
from support.rulecases.mutants import Mutant, mutants
from support.rulecases.values import seconds

from dashboards.rules import Alert

FILE = re.compile(r"^Unit Testing:\s+(\S+)$", re.MULTILINE)
REFUSED = re.compile(r"rule: (\w+), time: ")
FAILURE = re.compile(r'expr: ("(?:[^"\\]|\\.)*"), time: (\w+),\s+exp: .*?\s+got: (.*)')
FIRED = re.compile(r'\{alertname="(\w+)"\} (\S+?)(?:,|$)')
ORIGINAL = "unchanged"

TOGETHER = "30s"
"""Recorded series that are evaluated as often as alerts are mutated with them."""

Chosen = Callable[[Mutant], bool]
"""Whether a mutant is tried."""


@dataclass(slots=True)
class Trial:
    """The mutants of an alert, and how they fared.

    Attributes:
        alert: the alert.
        cases: what is tried on them.
        named: name of a rule -> the mutant; the rule as it is is among them.
        passing: names of those that no case has noticed.
        pending: names of those that are not judged yet.
    """

    alert: Alert
    cases: Sequence[Case]
    named: Mapping[str, Mutant]
    passing: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)

    def survivors(self) -> list[Mutant]:
        """List the mutants that no case noticed.

        Raises:
            ValueError: not even the rule as it is passes its cases, so the cases prove nothing.
        """
        passed = [self.named[name] for name in sorted(self.passing)]
        if not any(mutant.what == ORIGINAL for mutant in passed):
            raise ValueError(f"{self.alert.name} does not pass its own cases")
        return [mutant for mutant in passed if mutant.what != ORIGINAL]


def try_mutants(
    alerts: Iterable[Alert],
    cases: Sequence[Case],
    recorded: Sequence[Document],
    promtool: str,
    folder: Path,
    chosen: Chosen = bool,
) -> list[Trial]:
    """Make the mutants of alerts and try them.

    Args:
        alerts: the alerts.
        cases: of these and any other alerts.
        recorded: files of recording rules.
        promtool: the program.
        folder: an empty one to work in.
        chosen: which mutants are tried; all if not given.
    """
    trials = [_trial(alert, [case for case in cases if case.alert == alert.name], recorded, chosen) for alert in alerts]
    while waiting := [trial for trial in trials if trial.pending]:
        _judge(waiting, recorded, promtool, folder)
    return trials


def _trial(alert: Alert, cases: Sequence[Case], recorded: Sequence[Document], chosen: Chosen) -> Trial:
    groups = (group for document in recorded for group in document["groups"] if group["interval"] == TOGETHER)
    rules = {rule["record"]: rule["expr"] for group in groups for rule in group["rules"] if "labels" not in rule}
    hold = seconds(alert.hold)
    made = [one for one in mutants(alert.trigger.expr.text, hold, rules) if chosen(one)]
    every = [Mutant(ORIGINAL, alert.trigger.expr.text, hold), *made]
    named = {f"{alert.name}_{number}": mutant for number, mutant in enumerate(every)}
    return Trial(alert, cases, named, pending=set(named))


def _judge(trials: Sequence[Trial], recorded: Sequence[Document], promtool: str, folder: Path) -> None:
    """Try what is pending. Prometheus stops at a rule that it cannot evaluate: such a mutant is noticed at once."""
    looks = {trial.alert.name: _written(trial, recorded, folder) for trial in trials}
    files = [file for asked in looks.values() for file in asked]
    command = [promtool, "test", "rules", *files]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    parts = FILE.split(done.stdout)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    for trial in trials:
        asked = looks[trial.alert.name]
        refused = {name for file in asked for name in REFUSED.findall(said[file])}
        trial.pending -= refused
        if not refused:
            trial.passing, trial.pending = set(trial.pending), set()
            for file, expected in asked.items():
                fired = _answers(said[file])
                trial.passing &= {
                    name
                    for name in trial.passing
                    if all(fired.get(look, {}).get(name, 0) == number for look, number in expected.items())
                }


Looks = Mapping[tuple[str, int], int]
"""Expression and seconds -> how many must fire; 0 for none."""


def _written(trial: Trial, recorded: Sequence[Document], folder: Path) -> dict[str, Looks]:
    """Write what is pending, and return what each of the files asks."""
    name = trial.alert.name
    document = {"groups": [{"name": "mutants", "rules": [_rule(one, trial) for one in sorted(trial.pending)]}]}
    rules = needed(trial.pending, recorded, [document])
    (folder / f"{name}.rules").write_text(json.dumps(rules))
    asked = {}
    for number, (together, inside) in enumerate(groupby(sorted(trial.cases, key=kind), key=kind)):
        cases = list(inside)
        file = f"{name}.{number}.test"
        asked[file] = _looks(trial, cases)
        (folder / file).write_text(json.dumps(_test(asked[file], cases, f"{name}.rules", rules, together)))
    return asked


def _rule(name: str, trial: Trial) -> dict[str, Any]:
    mutant = trial.named[name]
    return {"alert": name, "expr": mutant.expr, "for": f"{mutant.hold}s", "labels": dict(trial.alert.labels)}


def _looks(trial: Trial, cases: Sequence[Case]) -> Looks:
    alone = not asked_series(trial.alert.trigger.expr.text)
    named = f'=~"{trial.alert.name}_.*"'
    return {
        (expression, at): number or 0 for case in cases for expression, at, number in case.looks(named, alone=alone)
    }


def _test(looks: Looks, cases: Sequence[Case], file: str, rules: Document, together: tuple[int, int, int]) -> Document:
    """Write a file of promtool that expects nothing, so that it tells whatever fires."""
    every, evaluate, _ = together
    questions = [{"expr": expression, "eval_time": f"{at}s", "exp_samples": []} for expression, at in looks]
    return {
        "rule_files": [file],
        "evaluation_interval": f"{evaluate}s",
        "group_eval_order": [group["name"] for group in rules["groups"]],
        "tests": [{"interval": f"{every}s", "input_series": made_series(cases), "promql_expr_test": questions}],
    }


def _answers(said: str) -> dict[tuple[str, int], dict[str, int]]:
    """Read from promtool's complaints which mutants fired at which look, and how often."""
    return {
        (json.loads(expression), seconds(at)): {name: round(float(number)) for name, number in FIRED.findall(fired)}
        for expression, at, fired in FAILURE.findall(said)
    }
