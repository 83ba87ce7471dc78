"""Does every selector of a query have `label=~"$label"`?"""

from collections.abc import Iterator

from scripts.lint import promql
from scripts.lint.board import Board
from scripts.lint.finding import Problem
from scripts.lint.promql import PromQLError


def demanded(board: Board, label: str) -> Iterator[Problem]:
    """Find the queries of a Prometheus dashboard with a selector that lacks the matcher."""
    if board.main_source != "prometheus":
        return
    for panel in board.panels:
        for target in panel.targets:
            query = target.query
            if query is None or not query.is_promql:
                continue
            missing = [one for one in promql.asks(_unfilled(query.raw, query.text, label)) if not _has(one, label)]
            for one in missing:
                yield target.problem(f'{one.metric or "a selector"} has no {label}=~"${label}"')


def _unfilled(raw: str, filled: str, label: str) -> str:
    """Keep the variable in the strings of a query, where it is no harm to the parser, if the query still parses."""
    from scripts.lint.probe import VARIABLE, fill

    parts = raw.split('"')
    outside = [part if n % 2 else fill(part, {}).text for n, part in enumerate(parts)]
    text = VARIABLE.sub(lambda match: f"${label}" if label in match.groups() else match[0], '"'.join(outside))
    try:
        promql.parse(text)
    except PromQLError:
        return filled
    return text


def _has(ask: promql.Ask, label: str) -> bool:
    return (label, "=~", f"${label}") in ask.matchers
