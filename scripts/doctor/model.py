"""What does the doctor find?"""

from dataclasses import dataclass
from typing import Literal

from scripts.errors import EXIT_OK, DashError

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line.

    Attributes:
        name: what was looked at.
        state: `warn` works, but is worth knowing; `fail` does not work.
        text: what was found.
        hint: what to do.
        code: the exit code that a failure means.
    """

    name: str
    state: State
    text: str
    hint: str = ""
    code: int = EXIT_OK


def ok(name: str, text: str) -> Check:
    """Say that something is well."""
    return Check(name=name, state="ok", text=text)


def warn(name: str, text: str, hint: str) -> Check:
    """Say that something is worth knowing."""
    return Check(name=name, state="warn", text=text, hint=hint)


def failed(name: str, error: DashError) -> Check:
    """Make a line of an error."""
    return Check(name=name, state="fail", text=error.message, hint=error.hint, code=error.exit_code)
