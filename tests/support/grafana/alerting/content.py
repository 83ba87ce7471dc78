"""What does the stand-in hold of one organisation's alerting?"""

from dataclasses import dataclass, field

from scripts.jsonvalue import Json

EMPTY = "empty"
OLD_DEFAULT = "grafana-default-email"
API, FILE, CONVERTED = "api", "file", "converted_prometheus"


@dataclass
class Alerting:
    """Rules and notifications.

    Attributes:
        rules: by uid.
        deleted: rules that were deleted, as the ruler still tells them.
        receivers: contact points by name: `provenance` and `integrations`.
        tree: the policy tree as /api/v1/provisioning/policies shows it.
        timings, templates: by name.
        silences: oldest first.
        choice: of Alertmanager (admin_config); empty when nobody chose.
        saved: how often the configuration was saved.
    """

    rules: dict[str, Json] = field(default_factory=dict)
    deleted: list[Json] = field(default_factory=list)
    last_rule: int = 0
    receivers: dict[str, Json] = field(default_factory=dict)
    tree: Json = field(default_factory=dict)
    timings: dict[str, Json] = field(default_factory=dict)
    templates: dict[str, Json] = field(default_factory=dict)
    silences: list[Json] = field(default_factory=list)
    choice: str = ""
    saved: int = 0
