"""How is a comparison shown by GitHub Actions beside the lines of Python?"""

from collections.abc import Iterator

from scripts.diff.groups import groups
from scripts.diff.report import Compared, Report

IN_VALUES = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
IN_PROPERTIES = (*IN_VALUES, (":", "%3A"), (",", "%2C"))


def text(report: Report) -> Iterator[str]:
    """Write a workflow command for each panel that differs, and the counts."""
    for one in report.told:
        if one.drift:
            yield from _dashboard(one)
    for note in report.notes:
        yield _command("notice", "", report.against, note)
    yield report.summary


def _dashboard(one: Compared) -> Iterator[str]:
    status = f"{one.status}{f' ({one.why})' if one.why else ''}"
    found = groups(one.changes)
    if not found:
        yield _command("warning", one.file, one.title, f"{status}{f': {one.gist}' if one.gist else ''}")
    for group in found:
        title = f"{one.title}: {group.place}" if group.place else one.title
        said = "\n".join(each.words for each in group.changes)
        yield _command("warning", group.line or one.file, title, f"{said}\n({status})")


def _command(level: str, line: str, title: str, message: str) -> str:
    """Write one workflow command.

    Args:
        level: `warning` or `notice`.
        line: `file:line`, `file`, or empty.
        title: shown in bold.
        message: may have several lines.
    """
    file, _, number = line.rpartition(":") if line.rpartition(":")[2].isdigit() else (line, "", "")
    named = {"file": file, "line": number, "title": title}
    properties = ",".join(f"{name}={_escaped(value, IN_PROPERTIES)}" for name, value in named.items() if value)
    return f"::{level} {properties}::{_escaped(message, IN_VALUES)}"


def _escaped(said: str, codes: tuple[tuple[str, str], ...]) -> str:
    for character, code in codes:
        said = said.replace(character, code)
    return said
