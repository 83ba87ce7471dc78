"""How are recording rules tried on made-up series by the real promtool? Alerts have cases of their own."""

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dashboards import rules

NEAR = 1e-6
"""How far a value may be off, as a share of it: promtool compares floats bit by bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Series that go in, and what must come out.

    Attributes:
        groups: the rule groups that are evaluated, by name and in this order; promtool's own order is random.
        series: series -> values in promtool's notation, such as `0+15x40`.
        expect: expression -> the value of its one series, or None for no series at all.
        at: when to look.
        every: the step of the series.
        evaluate: how often the rules are evaluated.
    """

    groups: tuple[str, ...] = ()
    series: Mapping[str, str]
    expect: Mapping[str, float | None] = field(default_factory=dict)
    at: str = "10m"
    every: str = "15s"
    evaluate: str = "30s"

    def chosen(self) -> list[dict[str, Any]]:
        """Collect the groups."""
        known = {group["name"]: group for document in rules.files().values() for group in document["groups"]}
        return [known[name] for name in self.groups]

    def document(self) -> dict[str, Any]:
        """Write it as a test file of promtool."""
        return {
            "rule_files": ["rules.yml"],
            "evaluation_interval": self.evaluate,
            "group_eval_order": [group["name"] for group in self.chosen()],
            "tests": [
                {
                    "interval": self.every,
                    "input_series": [{"series": name, "values": values} for name, values in self.series.items()],
                    "promql_expr_test": [self._expectation(*expected) for expected in self.expect.items()],
                }
            ],
        }

    def _expectation(self, expression: str, value: float | None) -> dict[str, Any]:
        if value is None:
            return {"expr": expression, "eval_time": self.at, "exp_samples": []}
        tolerance = max(abs(value) * NEAR, NEAR)
        near = f"count(abs(({expression}) - ({value!r})) < {tolerance!r}) == count({expression})"
        return {"expr": near, "eval_time": self.at, "exp_samples": [{"labels": "{}", "value": 1}]}


Judge = Callable[[Trial], None]
"""Fails with promtool's complaints; a fixture."""


def run(trial: Trial, promtool: str, folder: Path) -> str:
    """Let promtool judge a trial and return its complaints; nothing is good."""
    (folder / "rules.yml").write_text(yaml.safe_dump({"groups": trial.chosen()}))
    (folder / "test.yml").write_text(yaml.safe_dump(trial.document()))
    done = subprocess.run(
        [promtool, "test", "rules", "test.yml"], cwd=folder, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
