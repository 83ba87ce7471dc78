"""Do alerts in a hurry differ from what is committed in nothing but how long they wait, and where they lead?"""

from pathlib import Path
from typing import Any

import yaml

from scripts.demo.hurried import Hurry
from scripts.demo.plan import ALERTS, Plan

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / ALERTS).glob("*.yml"))


def rules(files: list[Path]) -> dict[str, dict[str, Any]]:
    """List the rules of files by name."""
    groups = [group for file in files for group in yaml.safe_load(file.read_text())["groups"]]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def test_without_hurry_the_committed_files_are_loaded() -> None:
    """And not a copy."""
    assert Hurry().write(FILES, Path("/nowhere")) == FILES


def test_only_waiting_and_links_differ(tmp_path: Path) -> None:
    """Expressions, labels and texts are the same."""
    hurry = Hurry(divisor=100, runbooks="http://r", panels="http://p")
    before, after = rules(FILES), rules(hurry.write(FILES, tmp_path / "alerts"))
    assert after["ServiceDown"]["for"] == "1200ms"
    for name, rule in before.items():
        made = after[name]
        assert still(made) == still(rule)
        assert made["annotations"]["runbook_url"].startswith("http://r/runbooks/")
        assert (
            made["annotations"]["dashboard_url"] == "http://p/d/" + rule["annotations"]["dashboard_url"].split("/d/")[1]
        )


def still(rule: dict[str, Any]) -> dict[str, Any]:
    """Leave out what may differ."""
    texts = {name: text for name, text in rule["annotations"].items() if not name.endswith("_url")}
    return {name: one for name, one in rule.items() if name != "for"} | {"annotations": texts}


def test_objectives_keep_their_pace(tmp_path: Path) -> None:
    """They ask about thirty days."""
    loaded = Plan(root=ROOT, hurry=100).hurried(tmp_path, "")
    assert ROOT / "provisioning/prometheus/recording-rules/slo.yml" in loaded
    assert tmp_path / "recording/rules.yml" in loaded
