"""How are all questions of all dashboards asked in seconds, and what was found?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.jsonvalue import Json
from scripts.smoke.allowed import Allowed
from scripts.smoke.asking import Backend, Result, put
from scripts.smoke.questions import Question, questions
from scripts.smoke.variables import resolve

WORKERS = 8
GOOD = ("data", "checked")


@dataclass(frozen=True, slots=True)
class Report:
    """What came of every question.

    Attributes:
        results: in the order of the catalog and the screen.
        allowed: exceptions that apply.
    """

    results: Sequence[Result]
    allowed: Sequence[Allowed] = ()

    def excused(self, result: Result) -> str:
        """Give the reason why a result may be empty, if there is one."""
        if result.verdict != "empty":
            return ""
        return next((one.reason for one in self.allowed if one.covers(result)), "")

    def findings(self) -> list[Result]:
        """List what is not data, checked or excused."""
        return [one for one in self.results if one.verdict not in GOOD and not self.excused(one)]

    def panels(self) -> dict[tuple[str, str, str], list[Result]]:
        """Group the results of panels by dashboard, row and title."""
        found: dict[tuple[str, str, str], list[Result]] = {}
        for result in self.results:
            asked = result.question
            if asked.kind == "panel":
                found.setdefault((asked.uid, asked.row, asked.title), []).append(result)
        return found


def smoke(
    specs: Iterable[Json],
    backend: Backend,
    allowed: Sequence[Allowed] = (),
    progress: Callable[[Iterable[Result], int], Iterator[Result]] | None = None,
    *,
    logs_only: bool = False,
) -> Report:
    """Ask everything, or what panels ask about logs.

    Args:
        specs: the dashboards.
        backend: whom to ask.
        allowed: what may be empty.
        progress: wraps the results as they come, given their number.
        logs_only: leave out what is asked about metrics.

    Raises:
        Unreachable: the server does not answer.
        AuthError: the credentials are refused.
    """
    with ThreadPoolExecutor(WORKERS) as pool:
        boards = list(specs)
        resolved = list(pool.map(lambda spec: resolve(spec, backend), boards))
        asked = [
            (question, values, listed)
            for spec, (chosen, listed) in zip(boards, resolved, strict=True)
            for question in questions(spec)
            if not logs_only or question.language == "logql"
            for values in _repeated(question, chosen, listed)
        ]
        answers = pool.map(lambda one: put(one[0], backend, one[1], one[2]), asked)
        results = list(progress(answers, len(asked)) if progress else answers)
    return Report(results, allowed)


def _repeated(
    question: Question, chosen: Mapping[str, str], listed: Mapping[str, Sequence[str]]
) -> Iterator[Mapping[str, str]]:
    """Give the variables' values, once for each copy of a panel that repeats by one of them."""
    values = listed.get(question.repeat, ())
    if not values:
        yield chosen
    for value in values:
        yield {**chosen, question.repeat: value}
