"""Who may change it afterwards comes back too: what the API owned, and what the browser may edit."""

from typing import Any

import pytest
from support.twosites import Sites, bodies

PROVISIONING = "/api/v1/provisioning"
KINDS = ("contact-points", "mute-timings", "templates", "notification-policies", "rule-groups")
BROWSER = {"X_Disable_Provenance": "true"}
API: dict[str, str] = {}


def rule(title: str) -> dict[str, Any]:
    """Make a rule that asks nobody."""
    query = {"refId": "A", "datasourceUid": "__expr__", "model": {"refId": "A", "type": "math", "expression": "1"}}
    return {
        "uid": "r1",
        "title": title,
        "ruleGroup": "g",
        "folderUID": "team",
        "condition": "A",
        "for": "1m",
        "noDataState": "NoData",
        "execErrState": "Error",
        "orgID": 1,
        "data": [{**query, "queryType": "", "relativeTimeRange": {"from": 600, "to": 0}}],
    }


def fill(both: Sites, site: str, word: str, headers: dict[str, str]) -> None:
    """Make one of each kind, by the API or as the browser does."""
    grafana = both.source if site == "a" else both.target

    def ask(method: str, path: str, body: object) -> None:
        grafana.call(method, PROVISIONING + path, body, **headers)  # type: ignore[arg-type]  # headers, not org

    grafana.add_folder("team", "Team")
    point = {"uid": "p", "name": "ops", "type": "email", "settings": {"addresses": f"{word}@example.com"}}
    ask("POST", "/contact-points", point)
    held = {"uid": "held", "name": "held", "type": "email", "settings": {"addresses": "held@example.com"}}
    grafana.call("POST", f"{PROVISIONING}/contact-points", held)
    day = "monday" if word == "old" else "sunday"
    ask("POST", "/mute-timings", {"name": "quiet", "time_intervals": [{"weekdays": [day]}]})
    ask("PUT", "/templates/t", {"template": f'{{{{ define "t" }}}}{word}{{{{ end }}}}'})
    ask("PUT", "/policies", {"receiver": "held", "group_by": [word]})
    group = {"title": "g", "folderUid": "team", "interval": 60, "rules": [rule(word)]}
    ask("PUT", "/folder/team/rule-groups/g", group)


@pytest.mark.parametrize(
    ("before", "after"), [(API, BROWSER), (BROWSER, API), (API, API)], ids=["to browser", "to api", "api"]
)
def test_the_owner_is_replaced_with_the_object_and_put_back(
    both: Sites, before: dict[str, str], after: dict[str, str]
) -> None:
    """Where Grafana knows no way from one owner to the other, the object is made anew; it must not be in use then."""
    fill(both, "a", "new", after)
    fill(both, "b", "old", before)
    only = [f"--only={kind}" for kind in KINDS]
    saved, there = both.backup("a", *only), bodies(both.backup("b", *only))

    said = both.restore(saved, "--overwrite", "--yes", *only)

    assert said.code == 0, said
    assert {key: body for key, body in bodies(both.backup("b", *only)).items() if key in bodies(saved)} == bodies(saved)
    undone = both.dash("undo", "--env", "b", "--yes")
    assert undone.code == 0, undone
    assert bodies(both.backup("b", *only)) == there
