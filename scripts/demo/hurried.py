"""How are the alerts of a rule file made to fire sooner, and to link to what is running here?

Nothing else about them changes: the same expressions, limits and labels, and what is divided is how long they wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts import rulefiles
from scripts.jsonvalue import Json
from scripts.simulate.recorded import seconds

SHORTEST = 1.0
"""Seconds between two evaluations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurry:
    """How alerts differ from those that are committed.

    Attributes:
        divisor: how many times as fast they are evaluated and fire.
        runbooks: base URL of what shows them; empty keeps what the files say.
        panels: the same.
    """

    divisor: float = 1
    runbooks: str = ""
    panels: str = ""

    def write(self, files: Iterable[Path], folder: Path) -> list[Path]:
        """Write the files anew into a folder, and return them.

        Raises:
            ConfigurationError: a duration is none.
        """
        if self == Hurry():
            return list(files)
        folder.mkdir(exist_ok=True)
        return [self._written(file, folder / file.name) for file in files]

    def _written(self, file: Path, to: Path) -> Path:
        document: Json = yaml.safe_load(file.read_text(encoding="utf-8"))
        groups = [self._group(group) for group in document["groups"]]
        to.write_text(rulefiles.text({"groups": groups}), encoding="utf-8")
        return to

    def _group(self, group: Json) -> Json:
        interval = max(seconds(group.get("interval", "30s")) / self.divisor, SHORTEST)
        return {**group, "interval": _spelled(interval), "rules": [self._rule(rule) for rule in group["rules"]]}

    def _rule(self, rule: Json) -> Json:
        made = dict(rule)
        if "for" in rule:
            made["for"] = _spelled(seconds(rule["for"]) / self.divisor)
        if "annotations" in rule:
            made["annotations"] = self._linked(rule["annotations"])
        return made

    def _linked(self, annotations: Json) -> Json:
        """Lead to the panels and runbooks that are shown here."""
        made = dict(annotations)
        if self.runbooks and "runbook_url" in made:
            made["runbook_url"] = f"{self.runbooks}/runbooks/{made['runbook_url'].rpartition('/')[2]}"
        _, found, panel = made.get("dashboard_url", "").partition("/d/")
        if self.panels and found:
            made["dashboard_url"] = f"{self.panels}/d/{panel}"
        return made


def _spelled(length: float) -> str:
    return f"{round(length * 1000)}ms"
