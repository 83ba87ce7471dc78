"""Does each line of a log keep the contract? Judged one by one, in the memory of a few."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

from panels.contract.loglines import FIELDS
from scripts.contract.lines import leaks, values
from scripts.contract.lines.finding import Finding, Problem
from scripts.contract.lines.reading import MOST, Line
from scripts.contract.lines.traces import Trace
from scripts.jsonvalue import Json

MOST_NAMES = 200
"""Unknown fields that are told of; where they go on, an id is used as a name."""

COLOUR = re.compile(r"\x1b\[[\d;]*m")


class _Twice(ValueError):
    """A key stands in an object twice."""


def _once(pairs: list[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _no_number(text: str) -> NoReturn:
    raise json.JSONDecodeError(f"{text} is no JSON", text, 0)


class Judge:
    """Judges line after line; knows what the lines before had.

    Args:
        service: whose log it is; empty takes the word of each line.
    """

    def __init__(self, service: str = "") -> None:
        """Begin before the first line."""
        self.service = service
        self.lines = 0
        self._trace = Trace()
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._told: set[tuple[str, str]] = set()

    def judge(self, lines: Iterable[Line]) -> Iterator[Finding]:
        """Judge lines as they come."""
        for line in lines:
            self.lines += 1
            for problem in self._line(line):
                yield problem.at(line.number)

    def _line(self, line: Line) -> Iterator[Problem]:
        if not line.readable:
            yield Problem("not UTF-8", "", "is not UTF-8: write UTF-8")
        if line.size > MOST or not line.whole:
            yield Problem("too long", "", f"{line.size} bytes: Docker cuts a line at {MOST}; shorten it")
        text = line.text
        if text.lstrip().startswith("{"):
            yield from self._object(text)
        else:
            yield from self._other(text)

    def _other(self, text: str) -> Iterator[Problem]:
        """Judge a line that is no object: part of a trace, or plain text."""
        yield from leaks.in_text(text)
        if self._trace.goes_on(text) or not text.strip():
            return
        if self._trace.starts(text):
            what = (
                "a stack trace outside of JSON: log it in the field stack, so that it has a time, a level and a service"
            )
            yield Problem("trace", "", what, note=True)
            return
        self._trace.end()
        if COLOUR.search(text):
            yield Problem("not JSON", "", "has colour codes: log JSON without them (tracing: .with_ansi(false))")
        else:
            yield Problem("not JSON", "", f"{leaks.shown(text)} is no JSON: log one object a line")

    def _object(self, text: str) -> Iterator[Problem]:
        try:
            found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        except _Twice as error:
            yield Problem("duplicate", str(error), "stands in the line twice; readers take one or the other")
            return
        except (ValueError, RecursionError) as error:
            where = f" ({error.msg}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
            yield Problem("not JSON", "", f"broken JSON{where}: write one whole object a line")
            yield from leaks.in_text(text)
            return
        yield from leaks.in_object(found, text)
        for problem in values.judge(found):
            if not problem.note or self._first(problem):
                yield problem
        yield from self._bounds(found)

    def _first(self, problem: Problem) -> bool:
        """Tell whether this was not said before; a note is said once."""
        key = (problem.rule, f"{problem.field} {problem.message}")
        if key in self._told or len(self._told) == MOST_NAMES:
            return False
        self._told.add(key)
        return True

    def _bounds(self, found: Json) -> Iterator[Problem]:
        """Compare with the lines before: values that grow without end, and a service that is another one."""
        service = found.get("service")
        if self.service and isinstance(service, str) and service != self.service:
            yield Problem("wrong service", "service", f"is {leaks.shown(service)}, in a log of {self.service}")
        for name, value in found.items():
            field = FIELDS.get(name)
            if field is None or not field.most or not isinstance(value, str):
                continue
            seen = self._seen.setdefault((str(service), name), set())
            if value not in seen and len(seen) <= field.most:
                seen.add(value)
                if len(seen) > field.most:
                    what = f"has more than {field.most} different values: bound it, or log the value in another field"
                    yield Problem("unbounded", name, what)
