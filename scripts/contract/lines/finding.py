"""What can be said about one line of a log?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one line.

    Attributes:
        line: its number, from 1; of a trace the first.
        rule: what kind of thing it is.
        field: which field of the line; empty for the line as a whole.
        message: what is wrong and what to do; never what stands in the line where that may be secret.
        note: worth knowing, but breaks nothing.
    """

    line: int
    rule: str
    field: str
    message: str
    note: bool = False

    def __str__(self) -> str:
        """One line for a terminal."""
        of = f"{self.field}: " if self.field else ""
        return f"line {self.line}: {'note: ' if self.note else ''}{of}{self.message}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding that does not know its line yet."""

    rule: str
    field: str
    message: str
    note: bool = False

    def at(self, line: int) -> Finding:
        """Say on which line."""
        return Finding(line, self.rule, self.field, self.message, self.note)
