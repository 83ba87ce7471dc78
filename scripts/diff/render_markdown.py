"""How is a comparison written as a comment on a pull request?"""

import re
from collections.abc import Iterator

from scripts.diff.groups import Group, groups
from scripts.diff.model import Change
from scripts.diff.report import Compared, Report
from scripts.diff.settings import QUERIES

LIMIT = 65_000
"""Characters; GitHub refuses a comment of more than 65,536."""

MARK = "<!-- dash diff -->"
"""First line, by which a workflow finds its own comment again."""

RESERVE = 500
"""Kept for the closing lines."""

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def text(report: Report, limit: int = LIMIT) -> str:
    """Write a report; what does not fit is named without its details.

    Args:
        report: what was found.
        limit: characters at most.
    """
    sign = "⚠️" if report.drift else "✅"
    head = f"{MARK}\n### {sign} dash diff: {escaped(report.against)} → code\n\n{escaped(report.summary)}\n"
    parts, left = [head], limit - len(head) - RESERVE
    for note in report.notes:
        parts.append(f"\n> {escaped(note)}\n")
        left -= len(parts[-1])
    dropped = 0
    for one in report.told:
        for part in (_details(one), _line(one)):
            if len(part) <= left:
                parts.append(part)
                left -= len(part)
                break
        else:
            dropped += 1
    if dropped:
        parts.append(f"\n… and {dropped} more; `dash diff` shows them all.\n")
    return "".join(parts)


def escaped(said: str) -> str:
    """Keep Markdown, HTML and mentions out of names that people chose."""
    return SPECIAL.sub(r"\\\1", " ".join(said.split())).replace("\\@", "@\N{ZERO WIDTH SPACE}")


def code(said: str) -> str:
    """Write a text as code on one line, whatever backticks it holds."""
    line = " ".join(said.split())
    fence = "`" * (max((len(run) for run in re.findall(r"`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _headline(one: Compared) -> str:
    why = f" ({_html(one.why)})" if one.why else ""
    gist = f": {_html(one.gist)}" if one.gist else ""
    return f"<b>{_html(one.title)}</b> (<code>{_html(one.uid)}</code>): {one.status}{why}{gist}"


def _html(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\N{ZERO WIDTH SPACE}")


def _line(one: Compared) -> str:
    return f"\n<p>{_headline(one)}</p>\n"


def _details(one: Compared) -> str:
    """Write a dashboard so that it opens with a click."""
    if not one.changes:
        return _line(one)
    body = "\n".join(line for group in groups(one.changes) for line in _group(group))
    return f"\n<details><summary>{_headline(one)}</summary>\n\n{body}\n\n</details>\n"


def _group(group: Group) -> Iterator[str]:
    line = f" {code(group.line)}" if group.line else ""
    yield f"- {code(group.sign)} **{escaped(group.place) or 'Dashboard'}**{line}"
    for one in group.changes:
        yield from _change(one)


def _change(one: Change) -> Iterator[str]:
    """Write one change: a query as two lines of a diff, everything else in words."""
    key = one.path.rpartition(".")[2]
    if key not in QUERIES or not isinstance(one.old, str) or not isinstance(one.new, str):
        yield f"  - {escaped(one.words)}"
        return
    fence = "`" * max(3, max((len(run) + 1 for run in re.findall(r"`+", one.old + one.new)), default=0))
    what = one.words.partition(":")[0] if ":" in one.words else one.path
    yield f"  - {escaped(what)}"
    yield f"    {fence}diff"
    for sign, side in (("-", one.old), ("+", one.new)):
        yield from (f"    {sign} {line}" for line in side.splitlines() or [""])
    yield f"    {fence}"
