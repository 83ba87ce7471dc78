"""Does promql-parser accept a query?"""

import re
from functools import lru_cache
from typing import Any

BACKTICKED = re.compile(r"`([^`]*)`")
SPACED_NUMBER = re.compile(r"(?<![\w.\[:])(\d+(?:\.\d+)?)([-+*/%^])(?=\d)")


class PromQLError(ValueError):
    """A text is not PromQL; the message says why."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Any:  # noqa: ANN401 - the parser's classes share no useful base
    """Parse a query whose Grafana variables have values.

    Two things that Prometheus accepts and promql-parser does not are rewritten first: strings in backticks, and
    arithmetic without spaces (`2*5m`).

    Returns:
        A node of promql-parser.

    Raises:
        PromQLError: the text is not PromQL.
    """
    import promql_parser

    try:
        return promql_parser.parse(text)
    except ValueError as error:
        plain = SPACED_NUMBER.sub(r"\1 \2 ", BACKTICKED.sub(_quoted, text))
        if plain == text:
            raise PromQLError(str(error)) from None
        reason = str(error)
    try:
        return promql_parser.parse(plain)
    except ValueError:
        raise PromQLError(reason) from None


def _quoted(match: re.Match[str]) -> str:
    """Write a string in backticks with double quotes."""
    inside = match[1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inside}"'
