"""Which findings are excused, and why?

`.lint` at the root of the project has the form that Grafana's dashboard-linter reads, so that one file serves both:

    exclusions:
      target-job-rule:
        reason: the service label exists on metrics and logs
      target-rate-interval-rule:
        entries:
          - dashboard: Bot-Core / API Performance
            panel: Top endpoints
            reason: the window of five minutes is what the table shows

Every exception needs a reason; one that excuses nothing any more is a finding.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.errors import ConfigurationError
from scripts.lint.finding import Finding

FILE = ".lint"
UNUSED_ID = "unused-exception"
KEYS = ("dashboard", "panel", "targetIdx", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One exception; an empty field matches everything.

    Attributes:
        rule: the id of the rule.
        reason: why the rule does not hold here.
        dashboard: full title of the dashboard.
        panel: full title of the panel.
        target: position of the query among the panel's, from 0, as text.
        source: `.lint:LINE`.
    """

    rule: str
    reason: str
    dashboard: str = ""
    panel: str = ""
    target: str = ""
    source: str = FILE

    def __str__(self) -> str:
        """Name what it excuses."""
        parts = (self.dashboard, self.panel, self.target and f"query {self.target}")
        return " / ".join(part for part in parts if part) or "every dashboard"

    def matches(self, finding: Finding) -> bool:
        """Tell whether it excuses a finding."""
        place = finding.place
        return (
            self.rule == finding.rule
            and self.dashboard in ("", place.dashboard)
            and self.panel in ("", place.panel)
            and self.target in ("", str(place.index))
        )


class Exceptions:
    """The exceptions of a project, and which of them were of use."""

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        """Begin with none used."""
        self.entries = entries
        self._used: set[Entry] = set()

    def excuse(self, finding: Finding) -> bool:
        """Tell whether a finding is excused, and remember by what."""
        found = [entry for entry in self.entries if entry.matches(finding)]
        self._used.update(found)
        return bool(found)

    def unused(self) -> list[Entry]:
        """List the exceptions that have excused nothing so far."""
        return [entry for entry in self.entries if entry not in self._used]


def load(root: Path) -> Exceptions:
    """Read `.lint`; without one nothing is excused.

    Raises:
        ConfigurationError: it is no YAML, has an unknown key or rule, or an exception has no reason.
    """
    path = root / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Exceptions()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{FILE}: cannot be read: {error}") from None
    return parse(text)


def parse(text: str) -> Exceptions:
    """Read the text of a `.lint`.

    Raises:
        ConfigurationError: see `load`.
    """
    import yaml

    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f":{place.line + 1}" if place else ""
        raise ConfigurationError(f"{FILE}{line}: this is no YAML: {getattr(error, 'problem', error)}") from None
    if document is None:
        return Exceptions()
    exclusions = _mapping(document, "the file", ("exclusions",)).get("exclusions") or {}
    lines = text.splitlines()
    return Exceptions(
        tuple(
            entry
            for rule, content in _mapping(exclusions, "exclusions").items()
            for entry in _entries(str(rule), content or {}, lines)
        )
    )


def _mapping(value: Any, where: str, known: tuple[str, ...] = ()) -> Mapping[str, Any]:  # noqa: ANN401 - YAML holds anything
    if not isinstance(value, dict):
        raise ConfigurationError(f"{FILE}: {where} must be a table", "see docs/lint-rules.md for its form")
    for key in value:
        if known and key not in known:
            raise ConfigurationError(f"{FILE}: {where} has the unknown key {key!r}", f"there is {', '.join(known)}")
    return value


def _entries(rule: str, content: Any, lines: list[str]) -> Iterator[Entry]:  # noqa: ANN401 - YAML holds anything
    _known(rule)
    table = _mapping(content, rule, ("reason", "entries"))
    given = table.get("entries") or [{}]
    if not isinstance(given, list):
        raise ConfigurationError(f"{FILE}: {rule}: entries must be a list")
    for n, one in enumerate(given, 1):
        where = f"{rule}: entry {n}" if table.get("entries") else rule
        entry = _mapping(one, where, KEYS)
        reason = str(entry.get("reason") or table.get("reason") or "").strip()
        if not reason:
            raise ConfigurationError(f"{FILE}: {where} has no reason", "say why the rule does not hold there")
        dashboard, panel = str(entry.get("dashboard") or ""), str(entry.get("panel") or "")
        index = entry.get("targetIdx")
        yield Entry(
            rule=rule,
            reason=reason,
            dashboard=dashboard,
            panel=panel,
            target="" if index is None else str(index),
            source=f"{FILE}:{_line(lines, rule, dashboard, panel)}",
        )


def _known(rule: str) -> None:
    from scripts.lint.rules import rules

    ids = [known.id for known in rules()]
    if rule not in ids:
        near = difflib.get_close_matches(rule, ids, n=1)
        raise ConfigurationError(
            f"{FILE}: there is no rule {rule!r}",
            f"did you mean {near[0]}?" if near else "docs/lint-rules.md lists them",
        )


def _line(lines: list[str], *texts: str) -> int:
    """Find the line where these texts stand, one below the other; the last one that is found counts."""
    at = 0
    for text in texts:
        for n in range(at, len(lines)):
            if text and text in lines[n]:
                at = n
                break
    return at + 1
