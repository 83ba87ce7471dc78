"""Is a line that is no JSON part of a stack trace?"""

import re

PYTHON, PANIC = "Traceback", "thread '"
STARTS = re.compile(
    r"Traceback \(most recent call last\):|thread '.*' panicked at"
    r"|(?:\s?[^\x00-\x7F] )?(?:Uncaught )?[\w.]*(?:Error|Exception)\b"
)
GOES_ON = re.compile(
    r"\s|$|[)\]}]|Caused by|During handling of|The above exception|note: |stack backtrace:|\.\.\. \d+ more|Node\.js v"
)
SUMMARY = re.compile(r"[\w.]+(?::|$)")
"""How Python's ends: the name of the exception."""


class Trace:
    """Follows a trace from line to line; JSON of other threads may come in between."""

    def __init__(self) -> None:
        """Begin outside of any."""
        self._inside = False
        self._kind = ""

    def starts(self, text: str) -> bool:
        """Tell whether a line begins a trace, and be inside from there on."""
        if not STARTS.match(text):
            return False
        self._inside = True
        self._kind = next((kind for kind in (PYTHON, PANIC) if text.startswith(kind)), "")
        return True

    def goes_on(self, text: str) -> bool:
        """Tell whether a line belongs to the trace that began before."""
        if not self._inside:
            return False
        if self._kind == PANIC or (self._kind == PYTHON and SUMMARY.match(text) and not text.startswith(PYTHON)):
            self._kind = ""  # a panic's second line is free text, and Python's last names the exception
            return True
        return bool(GOES_ON.match(text))

    def end(self) -> None:
        """Be outside again."""
        self._inside = False
