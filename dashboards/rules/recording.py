"""Which series does Prometheus record ahead, in which file, and in which order?"""

from typing import Any

from panels.queries import ai, business, container, database, host, http, slo, trading, websocket
from panels.queries.expr import Recorded, RuleGroup

RULE_FILES: dict[str, tuple[RuleGroup, ...]] = {
    "rules.yml": (
        host.RULES,
        container.RULES,
        http.RULES,
        trading.RULES,
        ai.RULES,
        database.RULES,
        websocket.RULES,
        business.RULES,
    ),
    "slo.yml": slo.RULES,
}
"""File in `recording-rules/` -> its groups; `rules.yml` is the guide's name."""


def files() -> dict[str, dict[str, Any]]:
    """Write all recording rules as the documents of their files."""
    return {name: {"groups": [_group(group) for group in groups]} for name, groups in RULE_FILES.items()}


def _group(group: RuleGroup) -> dict[str, Any]:
    return {"name": group.name, "interval": group.interval, "rules": [_rule(rule) for rule in group.rules]}


def _rule(recorded: Recorded) -> dict[str, Any]:
    rule: dict[str, Any] = {"record": recorded.name, "expr": recorded.rule.text}
    if recorded.static:
        rule["labels"] = dict(recorded.static)
    return rule
