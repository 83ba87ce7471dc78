"""How is a finding of the doctor shown?"""

import json
from collections.abc import Sequence

from scripts.doctor import exit_code
from scripts.doctor.model import Check
from scripts.jsonvalue import Json
from scripts.output import coloured

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


def line(check: Check) -> str:
    """Show one check on one line: state, what, finding, what to do."""
    hint = f" -> {check.hint}" if check.hint else ""
    return f"{coloured(f'{check.state:<4}', COLOURS[check.state])}  {check.name}: {check.text}{hint}"


def document(about: Json, checks: Sequence[Check]) -> str:
    """Show all checks as JSON, after what they are about."""
    rows = [{"name": one.name, "state": one.state, "text": one.text, "hint": one.hint} for one in checks]
    return json.dumps({**about, "exit_code": exit_code(checks), "checks": rows}, indent=2, ensure_ascii=False)
