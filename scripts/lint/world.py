"""What does this project know beside its dashboards: contract, recorded series, dashboards, runbooks?"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from scripts.jsonvalue import Json
from scripts.lint import promql
from scripts.lint.board import Board
from scripts.lint.context import Context, Known, SeriesFacts, UnknownSeries
from scripts.lint.probe import fill
from scripts.lint.promql import PromQLError
from scripts.settings import Settings, Sources
from scripts.sources import Source

DECIMAL_JOBS = frozenset({"python-ai-service"})
"""Python's client writes integer bucket bounds as `1.0`; Rust's, Go's and Node's write `1`."""

RUNBOOKS = Path("docs/runbooks")


def context(settings: Settings, built: Iterable[Source]) -> Context:
    """Gather what rules may ask about this project's own dashboards.

    Args:
        settings: a catalog of another team knows nothing of our metric contract.
        built: all dashboards of the project, which links may lead to.
    """
    dashboards = {source.uid: known(source.spec) for source in built}
    runbooks = runbook_names(settings.root)
    if settings.sources.catalog != Sources().catalog:
        return Context(dashboards=dashboards, runbooks=runbooks)
    return Context(
        contract=_contract(),
        units=_units(),
        recorded=recorded(),
        decimal_jobs=DECIMAL_JOBS,
        dashboards=dashboards,
        runbooks=runbooks,
        log_label=_log_label,
    )


def known(spec: Json) -> Known:
    """List what links into a dashboard may name."""
    board = Board(spec)
    rows = {row.spec["id"] for row in board.rows if row.spec and isinstance(row.spec.get("id"), int)}
    return Known(
        panels=frozenset({panel.id for panel in board.panels if panel.id is not None} | rows),
        variables=frozenset(str(one.get("name")) for one in board.variables),
    )


def runbook_names(root: Path) -> frozenset[str] | None:
    """List the runbooks; `None` if the project has no folder of them."""
    folder = root / RUNBOOKS
    return frozenset(path.name for path in folder.glob("*.md")) if folder.is_dir() else None


def _contract() -> Callable[[str], SeriesFacts]:
    from panels.contract import ContractError, series

    def look_up(name: str) -> SeriesFacts:
        try:
            return series(name)
        except ContractError as error:
            raise UnknownSeries(str(error)) from None

    return look_up


def _log_label(name: str, op: str, value: str) -> str:
    from panels.contract import ContractError
    from panels.contract.loglines import ask_label

    try:
        ask_label(name, op, value)
    except ContractError as error:
        return str(error)
    return ""


def _units() -> dict[str, str]:
    from panels.contract import EVERYWHERE, JOBS

    return {metric.name: metric.unit for job in JOBS for metric in (*EVERYWHERE, *job.metrics)}


@cache
def recorded() -> Mapping[str, frozenset[str] | None]:
    """List the series that our rules record, with the labels that their expressions leave."""
    from dashboards.rules import files

    rules = [
        rule for file in files().values() for group in file["groups"] for rule in group["rules"] if "record" in rule
    ]
    context = Context(contract=_contract(), recorded={})
    found: dict[str, frozenset[str] | None] = {}
    waiting = rules
    while waiting:  # a rule may read what another file records
        later = []
        for rule in waiting:
            if _reads(rule) & {other["record"] for other in waiting if other is not rule} - set(found):
                later.append(rule)
            else:
                found.setdefault(rule["record"], frozenset())
                found[rule["record"]] = _with(found, rule, context)
        if len(later) == len(waiting):
            return found | {rule["record"]: None for rule in later}
        waiting = later
    return found


def _reads(rule: Json) -> set[str]:
    try:
        return {ask.metric for ask in promql.asks(fill(str(rule["expr"]), {}).text)}
    except PromQLError:
        return set()


def _with(found: Mapping[str, frozenset[str] | None], rule: Json, context: Context) -> frozenset[str] | None:
    """Give the labels of a recorded series; two rules of one name may differ, and then have all labels of both."""

    def labels(name: str) -> frozenset[str] | None:
        return found[name] if name in found else context.labels(name)

    try:
        mine = promql.output(promql.parse(str(rule["expr"])), labels)
    except PromQLError:
        return None
    before = found[rule["record"]]
    return None if mine is None or before is None else before | mine | set(rule.get("labels", {}))
