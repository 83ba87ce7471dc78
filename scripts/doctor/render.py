"""How is a finding of the doctor shown?"""

import json
from collections.abc import Sequence

from scripts.doctor import exit_code
from scripts.doctor.model import Check
from scripts.output import coloured
from scripts.settings import Environment

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


def line(check: Check) -> str:
    """Show one check on one line: state, what, finding, what to do."""
    hint = f" -> {check.hint}" if check.hint else ""
    return f"{coloured(f'{check.state:<4}', COLOURS[check.state])}  {check.name}: {check.text}{hint}"


def document(environment: Environment, checks: Sequence[Check]) -> str:
    """Show all checks as JSON."""
    rows = [{"name": one.name, "state": one.state, "text": one.text, "hint": one.hint} for one in checks]
    whole = {"environment": environment.name, "url": environment.url, "exit_code": exit_code(checks), "checks": rows}
    return json.dumps(whole, indent=2, ensure_ascii=False)
