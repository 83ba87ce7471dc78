"""Promtail and Alloy label, join, date and drop lines as the contract says, and both the same."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from panels.contract.loglines import HEALTH, LABELS, SERVICES, SPELLINGS

PROVISIONING = Path(__file__).parents[2] / "provisioning"
PROMTAIL = yaml.safe_load((PROVISIONING / "promtail/promtail.yml").read_text(encoding="utf-8"))
ALLOY = (PROVISIONING / "alloy/config.alloy").read_text(encoding="utf-8")
(JOB,) = PROMTAIL["scrape_configs"]


def stages(kind: str, inside: Any = JOB["pipeline_stages"]) -> Iterator[Any]:  # noqa: ANN401 - whatever a stage holds
    """Find Promtail's stages of a kind, at any depth."""
    for stage in inside:
        for name, body in stage.items():
            if name == kind:
                yield body
            yield from stages(kind, (body or {}).get("stages", ()))


def texts(node: Any) -> Iterator[str]:  # noqa: ANN401 - any YAML
    """List all texts of a part of the configuration."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for value in node.values() for text in texts(value))
    elif isinstance(node, list):
        yield from (text for value in node for text in texts(value))


def squeezed(text: str) -> str:
    """Write a text without its line breaks and indentation."""
    return " ".join(text.split())


def test_labels_are_those_of_the_contract_and_all_bounded() -> None:
    """A label is a stream: nothing that differs from line to line may become one."""
    targets = {rule["target_label"] for rule in JOB["relabel_configs"]}
    found = {name for stage in stages("labels") for name in stage}
    outside = {name for client in PROMTAIL["clients"] for name in client["external_labels"]}

    assert targets | found | outside == set(LABELS)


def test_ids_stay_in_the_line() -> None:
    """As structured metadata they would make a series of every request, and Loki refuses the guide's count."""
    assert list(stages("structured_metadata")) == []
    assert "structured_metadata" not in ALLOY


def test_every_spelling_of_a_level_is_known() -> None:
    """The shipper's table is the contract's."""
    (template,) = stages("template")
    pairs = re.findall(r'"(\S+?)" "(\w+)"', template["template"].partition(")")[0])

    assert dict(pairs) == SPELLINGS
    assert len(pairs) == len(SPELLINGS)


@pytest.mark.parametrize("path", HEALTH)
def test_health_checks_are_dropped_unless_they_fail(path: str) -> None:
    """One that failed is what somebody looks for."""
    (drop,) = stages("drop")

    assert drop["source"] == ["path", "status"]
    assert re.search(drop["expression"], f"{path};200")
    assert not re.search(drop["expression"], f"{path};503")


def test_nothing_else_is_dropped() -> None:
    """Paths that look alike are no health checks."""
    (drop,) = stages("drop")

    assert not [
        path
        for path in ("/api/healthcare", "/api/trades", "/ready-made")
        if re.search(drop["expression"], path + ";200")
    ]


def test_traces_of_each_application_are_joined() -> None:
    """By what its runtime writes; JSON passes by."""
    joining = {
        selector: stage
        for stage in stages("match")
        if "multiline" in stage["stages"][0]
        for selector in [stage["selector"]]
    }

    assert [re.findall(r'service="(.+?)"', selector) for selector in joining] == [[service] for service in SERVICES]
    assert all(selector.endswith(r'!~ "^\\s*[{]"') for selector in joining)


def kinds(inside: Any = JOB["pipeline_stages"]) -> Iterator[str]:  # noqa: ANN401 - whatever a stage holds
    """List the kinds of stages, at any depth."""
    for stage in inside:
        for name, body in stage.items():
            yield name
            yield from kinds((body or {}).get("stages", ()))


def test_a_line_is_shipped_as_it_was_written() -> None:
    """None of the stages replaces it: `| json` must work on what arrives."""
    assert set(kinds()) == {"match", "multiline", "json", "timestamp", "regex", "template", "labels", "drop"}


def test_a_time_that_cannot_be_read_is_not_made_up() -> None:
    """The default would give the line the time of the one before; Docker's own is better."""
    assert [stage["action_on_failure"] for stage in stages("timestamp")] == ["skip", "skip"]


def test_an_outage_of_loki_loses_nothing_and_a_loop_holds_nobody_up() -> None:
    """Retries without end, but not for what was too much."""
    (client,) = PROMTAIL["clients"]

    assert client["backoff_config"]["max_retries"] == 0
    assert client["drop_rate_limited_batches"] is True
    assert "max_backoff_retries = 0" in ALLOY
    assert "retry_on_http_429   = false" in ALLOY


def test_alloy_does_the_same() -> None:
    """Every regular expression, selector, template and address of one file stands in the other."""
    plain = squeezed(re.sub(r"`,\n\s*`", " ", ALLOY))
    literal = plain.replace("\\\\", "\\")
    wanted = [JOB["pipeline_stages"], JOB["relabel_configs"], JOB["docker_sd_configs"], PROMTAIL["clients"]]
    missing = [
        text
        for part in wanted
        for text in map(squeezed, texts(part))
        if text not in plain and text not in literal and text.replace('"', '\\"') not in plain
    ]

    assert missing == []


def test_alloy_has_as_many_stages() -> None:
    """None was added to one of the files only."""
    for kind in set(kinds()):
        assert ALLOY.count(f"stage.{kind} {{") == len(list(stages(kind))), kind
