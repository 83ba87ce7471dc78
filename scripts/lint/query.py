"""What does one query of a dashboard ask, in which language, and does it parse?"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal

from scripts.lint import logql, promql
from scripts.lint.probe import PROBE, Filled, fill
from scripts.lint.promql import Ask, Node, PromQLError

Language = Literal["promql", "logql", ""]

LANGUAGES: dict[str, Language] = {"prometheus": "promql", "loki": "logql"}
"""Data source type -> its query language."""


@lru_cache(maxsize=4096)
def read_logql(text: str) -> logql.Query | logql.LogQLError:
    """Parse LogQL once."""
    try:
        return logql.read(text)
    except logql.LogQLError as error:
        return error


class Query:
    """A query as the dashboard has it, and what it becomes with values for the variables."""

    def __init__(self, raw: str, values: Mapping[str, str], language: Language, likely: Language = "promql") -> None:
        """Keep the text; everything else is found when it is asked for.

        Args:
            raw: as in the dashboard.
            values: of the dashboard's variables.
            language: `promql`, `logql`, or nothing if no data source says.
            likely: what it is then, unless only the other one parses.
        """
        self.raw = raw
        self._values = values
        self._language = language
        self._likely = likely

    @cached_property
    def filled(self) -> Filled:
        """The query with values for its variables."""
        return fill(self.raw, self._values)

    @cached_property
    def _promql(self) -> tuple[str, str]:
        """Give the text that parses and no error, or the filled text and the error."""
        text = self.filled.text
        attempts = [text, *(text.replace(PROBE, value) for value in ("1", "5m") if PROBE in text)]
        error = ""
        for attempt in attempts:
            try:
                promql.parse(attempt)
            except PromQLError as reason:
                error = error or str(reason)
            else:
                return attempt, ""
        return text, error

    @cached_property
    def language(self) -> Language:
        """The language; where no data source says, the likely one, unless only the other one parses."""
        if self._language:
            return self._language
        parses: dict[Language, bool] = {
            "promql": not self._promql[1],
            "logql": isinstance(read_logql(self.filled.text), logql.Query),
        }
        other: Language = "logql" if self._likely == "promql" else "promql"
        return other if parses[other] and not parses[self._likely] else self._likely

    @cached_property
    def error(self) -> str:
        """Why it does not parse; empty if it does."""
        if self.language == "logql":
            answer = read_logql(self.filled.text)
            return str(answer) if isinstance(answer, logql.LogQLError) else ""
        return self._promql[1]

    @property
    def text(self) -> str:
        """The text that was parsed."""
        return self._promql[0] if self.language == "promql" else self.filled.text

    @property
    def is_promql(self) -> bool:
        """Whether it is PromQL that parses."""
        return self.language == "promql" and not self.error

    @cached_property
    def logql(self) -> logql.Query | None:
        """What LogQL asks, if it is LogQL that parses."""
        answer = read_logql(self.filled.text) if self.language == "logql" else None
        return answer if isinstance(answer, logql.Query) else None

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The selectors of PromQL that parses, else nothing."""
        return promql.asks(self.text) if self.is_promql else ()

    @property
    def nodes(self) -> tuple[tuple[Node, tuple[Node, ...]], ...]:
        """Every node of PromQL that parses with its ancestors, else nothing."""
        return promql.nodes(self.text) if self.is_promql else ()

    @property
    def root(self) -> Node | None:
        """The outermost node of PromQL that parses."""
        return self.nodes[0][0] if self.is_promql else None
