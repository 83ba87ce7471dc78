"""Which rules are there? One file a rule: its reason in the docstring, its judgement in `check`.

A rule that Grafana's own dashboard-linter has bears the same id and judges alike, so that one `.lint` serves both.
Files that begin with an underscore hold what several rules share.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule, read from its module.

    Attributes:
        id: stable; stands in `.lint` and in reports.
        severity: how bad its findings are.
        fix: what to do about a finding that says nothing more special.
        text: the docstring: what it demands, why, a bad and a good example.
        module: name of its file without the suffix.
        check: judges a dashboard.
    """

    id: str
    severity: Severity
    fix: str
    text: str
    module: str
    check: Callable[[Board], Iterable[Problem]]

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self.text.partition("\n")[0]


@cache
def rules() -> tuple[Rule, ...]:
    """Read every rule of this folder, in the order of their ids."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        code = importlib.import_module(f"{__name__}.{module.name}")
        found.append(
            Rule(
                id=code.ID,
                severity=code.SEVERITY,
                fix=code.FIX,
                text=str(code.__doc__).strip(),
                module=module.name,
                check=code.check,
            )
        )
    return tuple(sorted(found, key=lambda rule: rule.id))
