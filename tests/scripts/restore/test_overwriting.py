"""What somebody changed of each kind: shown, left, replaced with --overwrite, and put back by `dash undo`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from support.seeding import Seeder
from support.twosites import Sites, bodies, sites

SECONDS = 30
FOLDER = "/api/v1/provisioning/folder/rt-a/rule-groups"

CHANGES: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/api/folders/rt-a/permissions", {"items": []}),
    ("POST", "/api/dashboards/uid/rt-d-v1/permissions", {"items": [{"role": "Viewer", "permission": 1}]}),
    (
        "PUT",
        "/api/v1/provisioning/contact-points/rt-c3",
        {"uid": "rt-c3", "name": "rt ops", "type": "email", "settings": {"addresses": "z@example.com"}},
    ),
    (
        "PUT",
        "/api/v1/provisioning/mute-timings/rt%20weekend",
        {"name": "rt weekend", "time_intervals": [{"weekdays": ["monday"]}]},
    ),
    ("PUT", "/api/v1/provisioning/templates/rt1", {"template": '{{ define "rt1" }}changed{{ end }}'}),
    ("PUT", "/api/v1/provisioning/policies", {"receiver": "rt ops", "group_by": ["alertname"]}),
    ("DELETE", f"{FOLDER}/rec", None),
    ("PUT", "/api/org/preferences", {"theme": "light"}),
    ("POST", "/api/user/stars/dashboard/uid/rt-d-root1", None),
)
"""What somebody does in the target."""

REPLACED = {
    "contact-points",
    "dashboard-permissions",
    "folder-permissions",
    "mute-timings",
    "notification-policies",
    "preferences",
    "rule-groups",
    "templates",
}


@pytest.fixture
def restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Sites, Path]]:
    """A Grafana that has one of everything from a backup."""
    monkeypatch.setenv("DASH_SECRET_RT_C1_URL", "http://127.0.0.1:9/hook")
    monkeypatch.setenv("DASH_SECRET_RT_C4_INTEGRATIONKEY", "secret-key")
    with sites(tmp_path / "project") as both:
        Seeder(both.source.url).run()
        saved = both.backup()
        assert both.restore(saved).code == 0
        yield both, saved


def ask(both: Sites, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON of any shape
    """Do something in the target, as a person or program would."""
    answer = requests.request(method, both.target.url + path, json=body, auth=("admin", "admin"), timeout=SECONDS)
    assert answer.ok, (path, answer.text)
    return answer.json() if answer.content else None


def mangle(both: Sites) -> None:
    """Change something of many kinds."""
    for method, path, body in CHANGES:
        ask(both, method, path, body)
    group = ask(both, "GET", f"{FOLDER}/g1")
    rules = [{key: value for key, value in rule.items() if key != "id"} for rule in group["rules"][:1]]
    ask(both, "PUT", f"{FOLDER}/g1", {**group, "interval": 60, "rules": rules})


def test_what_was_changed_is_replaced_and_put_back(restored: tuple[Sites, Path]) -> None:
    """Left without the flag; with it equal to the backup; after the undo as it was changed."""
    both, saved = restored
    mangle(both)
    mangled = bodies(both.backup("b"))

    shown = both.report(saved, "--dry-run")
    assert {one["kind"] for one in shown["objects"] if one["action"] == "leave"} == REPLACED
    assert {one["name"] for one in shown["objects"] if one["action"] == "create"} == {"rt-a/rec"}

    said = both.restore(saved, "--overwrite", "--yes")
    assert said.code == 0, said
    assert {one["action"] for one in both.report(saved, "--dry-run")["objects"]} == {"equal"}

    assert both.dash("undo", "--env", "b", "--yes").code == 0
    assert bodies(both.backup("b")) == mangled


def test_annotations_that_are_missing_are_added(restored: tuple[Sites, Path]) -> None:
    """Without --overwrite, for nothing is lost; those that others made on the same day stay, and none is doubled."""
    both, saved = restored
    one, *_ = ask(both, "GET", "/api/annotations?type=annotation&limit=10")
    ask(both, "DELETE", f"/api/annotations/{one['id']}")
    ask(both, "POST", "/api/annotations", {"time": 1700000000500, "tags": [], "text": "mine"})
    before = len(both.target.state.annotations)

    said = both.restore(saved)

    assert (said.code, "1 completed" in said.last) == (0, True), said
    assert len(both.target.state.annotations) == before + 1
    assert both.restore(saved).code == 0
    assert len(both.target.state.annotations) == before + 1
    assert any(row.get("text") == "mine" for row in ask(both, "GET", "/api/annotations?type=annotation&limit=10"))
