"""How is a comparison shown to a person at a terminal, in 80 columns?"""

import re
import textwrap
from collections.abc import Callable, Iterator

from scripts.diff.groups import Group, groups
from scripts.diff.model import Kind
from scripts.diff.report import Compared, Report

WIDTH = 80
COLOURS = {Kind.ADDED: "green", Kind.REMOVED: "red", Kind.RENAMED: "yellow", Kind.MOVED: "yellow"}
WORDS = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)

Paint = Callable[[str, str], str]
"""Colours a text, or leaves it."""


def plain(text: str, colour: str) -> str:
    """Leave a text without colour."""
    del colour
    return text


def text(report: Report, paint: Paint = plain) -> Iterator[str]:
    """Write a report: what differs panel by panel, then the counts."""
    if report.drift:
        yield f"{report.against} -> code:"
    for one in report.told:
        yield from dashboard(one, paint)
    for note in report.notes:
        yield from _wrapped(f"note: {note}", "", "      ")
    yield report.summary


def dashboard(one: Compared, paint: Paint = plain) -> Iterator[str]:
    """Write one dashboard."""
    sign = {"code": "+", "there": "-"}.get(one.only, "~") if one.drift else " "
    head = f"{one.uid}  {one.title}"
    yield f"{paint(sign, _colour(sign))} {head}"
    gist = f"{one.status}{f' ({one.why})' if one.why else ''}{f': {one.gist}' if one.gist else ''}"
    yield from _wrapped(gist, "    ", "    ")
    for group in groups(one.changes):
        yield from _group(group, paint)


def _colour(sign: str) -> str:
    return {"+": "green", "-": "red", ">": "yellow", "~": "yellow"}.get(sign, "dim")


def _group(group: Group, paint: Paint) -> Iterator[str]:
    """Write what changed about one panel, its line of Python on the right."""
    if group.place:
        yield from _heading(group, paint)
    for one in group.changes:
        colour = COLOURS.get(one.kind, "") if one.whole else ""
        for line in "\n".join(_wrapped(one.words, "      ", "        ")).split("\n"):
            yield paint(line, colour) if colour else _painted(line, paint)


def _heading(group: Group, paint: Paint) -> Iterator[str]:
    sign = paint(group.sign, _colour(group.sign))
    gap = WIDTH - 4 - len(group.place) - len(group.line)
    if not group.line:
        yield f"  {sign} {group.place}"
    elif gap > 1:
        yield f"  {sign} {group.place}{' ' * gap}{paint(group.line, 'dim')}"
    else:
        yield f"  {sign} {group.place}"
        yield f"{' ' * max(WIDTH - len(group.line), 6)}{paint(group.line, 'dim')}"


def _wrapped(words: str, first: str, then: str) -> Iterator[str]:
    yield from textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def _painted(line: str, paint: Paint) -> str:
    """Colour the words that went and came."""
    return WORDS.sub(lambda match: paint(match[0], "red" if match[0].startswith("[") else "green"), line)
