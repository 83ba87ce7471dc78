"""What does a server say to a question: data, nothing, an error, too slow, too much?"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from scripts.errors import AuthError, DashError, Unreachable
from scripts.lint.probe import fill
from scripts.prometheus import Answer, Server
from scripts.smoke.questions import Question
from scripts.smoke.times import Span
from scripts.smoke.variables import built_in

Verdict = Literal["data", "empty", "error", "slow", "too many series", "checked"]

SLOW = 5.0
"""Seconds after which a panel keeps its reader waiting."""
MOST_SERIES = 100
"""Lines in one graph beyond which nobody reads it and the browser suffers."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a question.

    Attributes:
        question: what was asked.
        verdict: what came; `checked` is LogQL that only the checker judged.
        detail: the error, or what was asked, for a person.
        series: how many series came.
        seconds: how long it took.
    """

    question: Question
    verdict: Verdict
    detail: str = ""
    series: int = 0
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """How much an answer holds: series, and samples that are numbers."""

    series: int
    samples: int


class Backend(Protocol):
    """Where questions are asked: the servers themselves, or a Grafana before them."""

    def ask(self, question: Question, query: str) -> Heard | None:
        """Ask; `None` if there is nobody to ask."""

    def label_values(self, selector: str, label: str, span: Span) -> Sequence[str]:
        """List a label's values."""


class Direct:
    """Asks Prometheus, Loki, or both."""

    def __init__(self, prometheus: str, loki: str = "") -> None:
        """Take their base URLs; one of them may be empty."""
        self.prometheus = Server(prometheus) if prometheus else None
        self.loki = Server(loki, loki=True) if loki else None

    def ask(self, question: Question, query: str) -> Heard | None:
        """Ask as the panel does, for now or for the range."""
        server = self.loki if question.language == "logql" else self.prometheus
        if server is None:
            return None
        answer = self._answer(server, question, query)
        return Heard(len(answer.series), answer.samples)

    def _answer(self, server: Server, question: Question, query: str) -> Answer:
        now = time.time()
        if question.instant:
            return server.instant(query, now)
        return server.range(query, now - question.span.length, now, question.span.step)

    def label_values(self, selector: str, label: str, span: Span) -> Sequence[str]:
        """List a label's values as Prometheus knows them in the range; without one all that Loki knows."""
        now = time.time()
        if self.prometheus is not None:
            return self.prometheus.label_values(selector, label, now - span.length, now)
        return self.loki.label_values("", label, now - span.length, now) if self.loki else ()


def put(question: Question, backend: Backend, chosen: Mapping[str, str], listed: Mapping[str, Sequence[str]]) -> Result:
    """Put one question.

    Args:
        question: of a panel, variable or annotation.
        backend: whom to ask.
        chosen: the variables' values.
        listed: what the query variables found.

    Raises:
        Unreachable: nobody answers; there is no point in asking on.
        AuthError: the credentials are refused.
    """
    if question.kind == "variable":
        values = listed.get(question.title, ())
        return Result(question, "data" if values else "empty", ", ".join(values[:5]), len(values))
    query = fill(question.expr, {**built_in(question.span), **chosen}).text
    began = time.monotonic()
    try:
        heard = backend.ask(question, query)
    except (Unreachable, AuthError):
        raise
    except DashError as error:
        return Result(question, "error", error.message, seconds=time.monotonic() - began)
    if heard is None:
        return _checked(question, query)
    took = time.monotonic() - began
    return Result(question, _verdict(question, heard, took), query, heard.series, took)


def _verdict(question: Question, heard: Heard, took: float) -> Verdict:
    if not heard.samples:
        return "empty"
    if took > SLOW:
        return "slow"
    lines = question.kind == "panel" and question.language == "promql"
    return "too many series" if lines and heard.series > MOST_SERIES else "data"


def _checked(question: Question, query: str) -> Result:
    from scripts.lint.logql import LogQLError, parse

    try:
        parse(query)
    except LogQLError as error:
        return Result(question, "error", str(error))
    return Result(question, "checked", query)
