"""Which panels showed data before a push and show none after it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.jsonvalue import Json
from scripts.push.model import Step
from scripts.settings import Environment
from scripts.smoke.allowed import Allowed
from scripts.smoke.asking import Result
from scripts.smoke.run import Report, smoke
from scripts.smoke.through_grafana import ThroughGrafana


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoke:
    """Runs the queries of dashboards through Grafana, before and after a push."""

    environment: Environment
    allowed: Sequence[Allowed]

    def before(self, steps: Sequence[Step]) -> Report:
        """Ask what the dashboards that are about to change show now."""
        live = [{**step.live.spec, "uid": step.uid} for step in steps if step.live and step.action == "update"]
        return self._ask(live)

    def after(self, steps: Sequence[Step], before: Report) -> list[str]:
        """Ask what the dashboards show now, and name what was not empty before.

        Returns:
            A line for each panel; panels that are new count as well.
        """
        report = self._ask([{**step.spec, "uid": step.uid} for step in steps if step.action != "delete"])
        known = {_place(result) for result in before.findings()}
        return [_line(result) for result in report.findings() if _place(result) not in known]

    def _ask(self, specs: list[Json]) -> Report:
        """Run all queries."""
        backend = ThroughGrafana.of(self.environment)
        with backend.client:
            return smoke(specs, backend, self.allowed)


def _place(result: Result) -> tuple[str, str]:
    """Tell queries apart."""
    return result.question.uid, result.question.place


def _line(result: Result) -> str:
    """Name a panel that is bad now."""
    return f"{result.question.uid}: {result.question.place}: {result.verdict} {result.detail}".rstrip()
