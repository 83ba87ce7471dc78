"""Is a line that is no JSON part of a stack trace?"""

import re

STARTS = re.compile(
    r"Traceback \(most recent call last\):|thread '.*' panicked at"
    r"|(?:\s?[^\x00-\x7F] )?(?:Uncaught )?[\w.]*(?:Error|Exception)\b"
)
GOES_ON = re.compile(
    r"\s|$|[)\]}]|Caused by|During handling of|The above exception|note: |stack backtrace:|\.\.\. \d+ more|Node\.js v"
    r"|[\w.]*(?:Error|Exception|Exit|Interrupt|Warning)\b"
)


class Trace:
    """Follows a trace from line to line."""

    def __init__(self) -> None:
        """Begin outside of any."""
        self.first = 0
        self._message_follows = False

    def starts(self, number: int, text: str) -> bool:
        """Tell whether a line begins a trace, and remember where."""
        if not STARTS.match(text):
            return False
        self.first = number
        self._message_follows = text.startswith("thread '")
        return True

    def goes_on(self, text: str) -> bool:
        """Tell whether a line belongs to the trace that began before; a panic's second line is free text."""
        if not self.first:
            return False
        if self._message_follows:
            self._message_follows = False
            return True
        return bool(GOES_ON.match(text))

    def end(self) -> None:
        """Be outside again."""
        self.first = 0
