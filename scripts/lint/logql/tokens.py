"""Which words, strings, numbers and signs does a LogQL text consist of?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.lint.logql.errors import LogQLError

TOKEN = re.compile(
    r"""
    (?P<space>   \s+ | \#[^\n]* )
  | (?P<string>  "(?:[^"\\\n]|\\.)*" | `[^`]*` )
  | (?P<range>   \[[^\]]*\] )
  | (?P<flag>    --(?:strict|keep-empty)\b )
  | (?P<duration>(?:(?:\d+(?:\.\d+)?|\.\d+)(?:ns|us|µs|ms|s|m|h|d|w|y))+(?!\w) )
  | (?P<bytes>   \d+(?:\.\d+)?(?:[kKMGTP]i?B?|B)(?!\w) )
  | (?P<number>  (?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?!\w) )
  | (?P<word>    [^\W\d]\w* )
  | (?P<sign>    =~ | !~ | != | !> | \|= | \|~ | \|> | == | >= | <= | [-+*/%^(){},=|<>] )
    """,
    re.VERBOSE,
)
"""Durations and sizes come before numbers: the longest reading wins, as in Loki's lexer."""

RANGE = re.compile(r"(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?")
"""A duration inside brackets: whole numbers, each unit once, the largest first."""

ESCAPE = re.compile(r"\\(?:([abfnrtv\\'\"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text.

    Attributes:
        kind: string, range, flag, duration, bytes, number, word, sign or end.
        text: as written; of a string its value, of a range what is inside the brackets.
        start: offset in the query.
    """

    kind: str
    text: str
    start: int

    def __str__(self) -> str:
        """Name the token in a message."""
        return "the end of the query" if self.kind == "end" else f"`{self.text}`"


def _unquote(text: str, start: int) -> str:
    """Read a string literal; Loki knows Go's escapes and no others."""

    def one(match: re.Match[str]) -> str:
        simple, byte, short, long, octal, other = match.groups()
        if other is not None:
            raise LogQLError(
                start + 1 + match.start(), f"`\\{other}` is no escape: write `\\\\{other}` or use backticks"
            )
        if simple:
            return SIMPLE.get(simple, simple)
        code = int(octal, 8) if octal else int(byte or short or long, 16)
        return chr(code) if code <= 0x10FFFF else ""  # noqa: PLR2004 - the last code point of Unicode

    return text[1:-1] if text[0] == "`" else ESCAPE.sub(one, text[1:-1])


def _inside(text: str, start: int) -> str:
    """Read what is inside the brackets of a range."""
    if not RANGE.fullmatch(text[1:-1]):
        raise LogQLError(start, f"`{text}` is no range: write a duration such as [5m]")
    return text[1:-1]


def tokens(text: str) -> Iterator[Token]:
    """Cut a query into its tokens, the last one being `end`.

    Raises:
        LogQLError: a string or range is not closed, a character belongs to no token, or the text is not Unicode.
    """
    if half := HALF_CHARACTER.search(text):
        raise LogQLError(half.start(), "this is half of a character, which no program can send")
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            reason = {
                '"': "this string is not closed",
                "`": "this string is not closed",
                "[": "this range is not closed",
            }
            raise LogQLError(at, reason.get(text[at], f"`{text[at]}` means nothing here"))
        kind = str(match.lastgroup)
        if kind == "string":
            yield Token(kind, _unquote(match[0], at), at)
        elif kind == "range":
            yield Token(kind, _inside(match[0], at), at)
        elif kind != "space":
            yield Token(kind, match[0], at)
        at = match.end()
    yield Token("end", "", len(text))
