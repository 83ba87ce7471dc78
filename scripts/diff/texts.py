"""What changed inside a query or another text, word by word?"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

QUERY_WORD = re.compile(
    r"""(?x) "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | `[^`]*`      # texts
      | \$\{[^}]*\} | [\w:$.]+                                    # names, numbers, durations, variables
      | =~ | !~ | != | == | >= | <= | \s+ | .""",
    re.DOTALL,
)
TEXT_WORD = re.compile(r"\s+|[^\s]+")

AROUND = 24
"""Characters kept on each side of a change; what is farther away becomes `…`."""

SAVED = 12
"""Fewer characters than these are not worth leaving out."""

LEAST = 1 / 3
"""Less alike than this, two texts are shown whole, one after the other."""


def pieces(old: str, new: str, *, query: bool) -> list[tuple[str, str, str]]:
    """Cut two texts into what they share and what differs.

    Args:
        old: the text before.
        new: the text after.
        query: cut into words of PromQL or LogQL; else into words of a text.

    Returns:
        `(shared, gone, come)`, in order; either `shared` is empty or both others are.
    """
    word = QUERY_WORD if query else TEXT_WORD
    before, after = word.findall(old), word.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[str, str, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        found.append((gone, "", "") if tag == "equal" else ("", gone, come))
    return found


def word_diff(old: str, new: str, *, query: bool = True) -> str:
    """Write two texts as one line: `rate(x[[-5m-]{+1m+}])`; far too different ones as `old -> new`."""
    found = pieces(old, new, query=query)
    shared = sum(len(same) for same, _, _ in found)
    if 2 * shared < LEAST * (len(old) + len(new)):
        return f"{_line(old)} -> {_line(new)}"
    return "".join(_written(found))


def _written(found: list[tuple[str, str, str]]) -> Iterator[str]:
    last = len(found) - 1
    for place, (shared, gone, come) in enumerate(found):
        if shared:
            yield _shortened(shared, first=place == 0, last=place == last)
        yield f"[-{_line(gone)}-]" if gone else ""
        yield f"{{+{_line(come)}+}}" if come else ""


def _shortened(shared: str, *, first: bool, last: bool) -> str:
    """Keep of an unchanged stretch whole words next to a change, unless leaving out the others saves too little."""
    text = _line(shared)
    head = "" if first else _matched(rf"(?s)^.{{0,{AROUND}}}\w*", text)
    tail = "" if last else _matched(rf"(?s)\w*.{{0,{AROUND}}}$", text)
    return text if len(head) + len(tail) + SAVED > len(text) else f"{head}…{tail}"


def _matched(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[0] if found else ""


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
