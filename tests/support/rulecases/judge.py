"""What does the real promtool say to many cases at once?

All cases of a kind share one run: each lives in an environment of its own, which every rule keeps apart. Only the
rules that the tried alerts ask for are evaluated. That is what makes hundreds of cases cheap.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import promql_parser
from support.rulecases.case import Case

Document = Mapping[str, Any]
"""A rule file of Prometheus: groups of rules."""

HORIZONS = (25 * 60, 90 * 60, 5 * 3600, 20 * 3600, 90 * 86400)
"""Cases that end about the same time run together: a run is as long as its longest case."""


def complaints(
    cases: Iterable[Case], alerts: Iterable[Document], recorded: Iterable[Document], promtool: str, folder: Path
) -> str:
    """Let promtool judge cases, and return what it complains about; nothing is good.

    Args:
        cases: of any alerts.
        alerts: files of alerts, as `dashboards.rules.alert_files` makes them, or changed to see a case fail.
        recorded: files of recording rules.
        promtool: the program.
        folder: an empty one to work in.
    """
    chosen = list(cases)
    rules = needed({case.alert for case in chosen}, list(recorded), list(alerts))
    (folder / "rules.yml").write_text(json.dumps(rules))
    names = []
    for number, (together, inside) in enumerate(groupby(sorted(chosen, key=kind), key=kind)):
        names.append(f"test{number}.yml")
        (folder / names[-1]).write_text(json.dumps(_test(list(inside), rules, together)))
    done = subprocess.run([promtool, "test", "rules", *names], cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def kind(case: Case) -> tuple[int, int, int]:
    """Tell which cases can run together: same steps, and about the same end."""
    return case.every, case.evaluate, next(n for n, end in enumerate(HORIZONS) if case.until <= end)


def asked_series(expression: str) -> set[str]:
    """Name the series that an expression asks for."""
    found: set[str] = set()

    def visit(node: promql_parser.Expr) -> bool:
        if isinstance(node, promql_parser.VectorSelector) and node.name:
            found.add(node.name)
        return True

    promql_parser.walk(promql_parser.parse(expression), visit)
    return found


def needed(names: set[str], recorded: Sequence[Document], alerts: Sequence[Document]) -> dict[str, Any]:
    """Keep the alerts that are tried and the recorded series that they ask for, directly or not."""
    groups = [group for document in recorded for group in document["groups"]]
    alerting = [group for document in alerts for group in document["groups"]]
    wanted = {
        name
        for group in alerting
        for rule in group["rules"]
        if rule["alert"] in names
        for name in asked_series(rule["expr"])
    }
    while True:
        more = {
            name
            for group in groups
            for rule in group["rules"]
            if rule["record"] in wanted
            for name in asked_series(rule["expr"])
        }
        if more <= wanted:
            break
        wanted |= more
    kept = [
        *(_part(group, group["name"], "record", wanted) for group in groups),
        *(_part(group, f"{group['name']} alerts", "alert", names) for group in alerting),
    ]
    return {"groups": [group for group in kept if group["rules"]]}


def _part(group: Document, name: str, key: str, wanted: set[str]) -> dict[str, Any]:
    return {"name": name, "rules": [rule for rule in group["rules"] if rule[key] in wanted]}


def made_series(cases: Iterable[Case]) -> list[dict[str, str]]:
    """Write the series of cases of a kind as promtool reads them, each case in its environment."""
    return [
        {"series": made.spell(case.environment), "values": made.values.spell(case.every, case.until)}
        for case in cases
        for made in case.series
    ]


def _test(cases: Sequence[Case], rules: Document, kind: tuple[int, int, int]) -> dict[str, Any]:
    every, evaluate, _ = kind
    return {
        "rule_files": ["rules.yml"],
        "evaluation_interval": f"{evaluate}s",
        "group_eval_order": [group["name"] for group in rules["groups"]],
        "tests": [
            {
                "interval": f"{every}s",
                "input_series": made_series(cases),
                "promql_expr_test": [one for case in cases for one in _expectations(case, rules)],
            }
        ],
    }


def _expectations(case: Case, rules: Document) -> Iterator[dict[str, Any]]:
    expression = next(
        rule["expr"] for group in rules["groups"] for rule in group["rules"] if rule.get("alert") == case.alert
    )
    for asked, at, number in case.looks(f'="{case.alert}"', alone=not asked_series(expression)):
        samples = [] if number is None else [{"labels": f'{{alertname="{case.alert}"}}', "value": number}]
        yield {"expr": asked, "eval_time": f"{at}s", "exp_samples": samples}
