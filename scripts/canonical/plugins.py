"""What does Grafana 12.4 fill into a panel of each type?

The facts stand in `panel_defaults.json`, read from the plugins of a running Grafana 12.4.0.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scripts.jsonvalue import Json

VERSION = "12.4.0"
"""What a save of that Grafana writes as `pluginVersion` of its own panels."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A panel type.

    Attributes:
        options: what it fills into `options`.
        bare: the same for a panel without any option.
        defaults: what it fills into `fieldConfig.defaults`.
        properties: field properties that it knows, as `unit` or `custom.lineWidth`; others are dropped.
        queries: whether it has queries at all; a text has none.
        elsewhere: options that only another version fills in, with the value that changes nothing.
    """

    options: Json
    bare: Json
    defaults: Json
    properties: frozenset[str]
    queries: bool
    elsewhere: Json


@cache
def all_properties() -> frozenset[str]:
    """Name every field property that some type knows."""
    return frozenset().union(*(plugin.properties for plugin in plugins().values()))


@cache
def plugins() -> Mapping[str, Plugin]:
    """Read the panel types."""
    data: Json = json.loads(files(__package__).joinpath("panel_defaults.json").read_text(encoding="utf-8"))
    return {kind: _plugin(facts) for kind, facts in data["panels"].items()}


def _plugin(facts: Mapping[str, Any]) -> Plugin:
    return Plugin(
        options=facts["options"],
        bare=facts.get("bare", facts["options"]),
        defaults=facts["defaults"],
        properties=frozenset(facts["properties"]),
        queries=facts.get("queries", True),
        elsewhere=facts.get("elsewhere", {}),
    )
