"""Where in the tokens is the parser, and what may come next?"""

from scripts.lint.logql.errors import LogQLError
from scripts.lint.logql.query import Matcher
from scripts.lint.logql.tokens import Token, tokens
from scripts.lint.logql.words import FUNCTIONS, RESERVED


class Cursor:
    """A place in a query; it also collects the selectors and ranges that were read."""

    def __init__(self, text: str) -> None:
        """Begin at the first token."""
        self._tokens = list(tokens(text))
        self._at = 0
        self.selectors: list[tuple[Matcher, ...]] = []
        self.ranges: list[str] = []

    def peek(self, ahead: int = 0) -> Token:
        """Look at a token without taking it; past the end it is `end`."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Take the next token."""
        token = self.peek()
        self._at += 1
        return token

    def error(self, message: str, token: Token | None = None) -> LogQLError:
        """Make the error that refuses the query at a token: the next one if none is given."""
        return LogQLError((token or self.peek()).start, message)

    def sees(self, *texts: str, ahead: int = 0) -> bool:
        """Tell whether a sign or a word (in any case) comes next."""
        token = self.peek(ahead)
        return token.kind in {"sign", "word"} and token.text.lower() in texts

    def accept(self, *texts: str) -> str:
        """Take the next token if it is one of these; return it in lower case, else nothing."""
        return self.take().text.lower() if self.sees(*texts) else ""

    def expect(self, *texts: str) -> str:
        """Take one of these, or refuse the query."""
        if not self.sees(*texts):
            raise self.error(f"expected {' or '.join(f'`{text}`' for text in texts)}, not {self.peek()}")
        return self.take().text.lower()

    def expect_kind(self, kind: str, what: str) -> Token:
        """Take a token of this kind, or refuse the query."""
        if self.peek().kind != kind:
            raise self.error(f"expected {what}, not {self.peek()}")
        return self.take()

    def sees_function(self) -> bool:
        """Tell whether a function comes next: its word and a bracket or a grouping."""
        return self.sees(*FUNCTIONS) and (
            self.sees("(", ahead=1) or (self.sees("by", "without", ahead=1) and self.sees("(", ahead=2))
        )

    def sees_name(self) -> bool:
        """Tell whether the name of a label comes next."""
        return self.peek().kind == "word" and not self.sees(*RESERVED) and not self.sees_function()

    def name(self) -> str:
        """Take the name of a label."""
        if not self.sees_name():
            reserved = " (a reserved word)" if self.sees(*RESERVED) else ""
            raise self.error(f"expected a label, not {self.peek()}{reserved}")
        return self.take().text

    def names(self) -> tuple[str, ...]:
        """Take labels in brackets: `(a, b)`, or `()`."""
        self.expect("(")
        if self.accept(")"):
            return ()
        found = [self.name()]
        while self.accept(","):
            found.append(self.name())
        self.expect(")")
        return tuple(found)
