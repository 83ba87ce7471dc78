"""What is left of a restore when anything goes wrong at any of its requests?

Always: the journal has no secret, nothing is half there after a second run, and nothing is there twice.
"""

import contextlib
import json
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from support.faults import CUT_AFTER, CUT_BEFORE, Fault, Plan, Proxy, answering, at, at_random, nothing, proxied
from support.forked import Commands, Ended, Running, commands
from support.grafana.server import running
from support.grafana.standin import StandIn
from support.twosites import SECRET, bodies
from support.workshop import board, dash

from scripts.jsonvalue import Json

SPREAD = 6
"""Requests at which something goes wrong, from the first write to the last."""

GRAVE = (CUT_BEFORE, CUT_AFTER, answering(502, applied=True))
"""What hides from the client whether it has written."""

KEY = "very-secret-key"
QUERY: Json = {"refId": "A", "datasourceUid": "prom", "model": {"expr": "up == 0", "refId": "A", "instant": True}}


def rule(uid: str) -> Json:
    """Make a rule."""
    return {
        "uid": uid,
        "title": uid,
        "ruleGroup": "g",
        "folderUID": "locked",
        "condition": "A",
        "for": "1m",
        "noDataState": "NoData",
        "execErrState": "Error",
        "orgID": 1,
        "data": [{**QUERY, "queryType": "", "relativeTimeRange": {"from": 600, "to": 0}}],
    }


FILLING: tuple[tuple[str, str, Json], ...] = (
    ("POST", "/api/admin/users", {"login": "eve", "email": "eve@example.com", "name": "Eve", "password": "pw-12345"}),
    ("POST", "/api/teams", {"name": "ops", "email": ""}),
    ("POST", "/api/folders/locked/permissions", {"items": [{"role": "Editor", "permission": 1}]}),
    (
        "POST",
        "/api/library-elements",
        {"uid": "lib", "folderUid": "", "name": "L", "kind": 1, "model": {"type": "stat"}},
    ),
    (
        "POST",
        "/api/datasources/uid/prom/correlations",
        {"targetUID": "prom", "label": "x", "type": "query", "config": {"field": "f", "target": {}}},
    ),
    (
        "POST",
        "/api/v1/provisioning/contact-points",
        {"uid": "c1", "name": "ops", "type": "email", "settings": {"addresses": "a@example.com"}},
    ),
    (
        "POST",
        "/api/v1/provisioning/contact-points",
        {"uid": "c2", "name": "ops", "type": "pagerduty", "settings": {"integrationKey": KEY}},
    ),
    ("PUT", "/api/v1/provisioning/policies", {"receiver": "ops", "group_by": ["alertname"]}),
    (
        "PUT",
        "/api/v1/provisioning/folder/locked/rule-groups/g",
        {"title": "g", "folderUid": "locked", "interval": 60, "rules": [rule("r1"), rule("r2")]},
    ),
    ("POST", "/api/annotations", {"time": 1700000000000, "tags": ["t"], "text": "one"}),
    ("POST", "/api/annotations", {"time": 1700000001000, "tags": ["t"], "text": "two"}),
    (
        "POST",
        "/api/alertmanager/grafana/api/v2/silences",
        {
            "comment": "s",
            "createdBy": "e",
            "matchers": [{"name": "a", "value": "b", "isRegex": False, "isEqual": True}],
            "startsAt": "2026-01-01T00:00:00.000Z",
            "endsAt": "2999-01-01T00:00:00.000Z",
        },
    ),
)


def fill(grafana: StandIn) -> None:
    """One of most kinds, each with something that can be left half done."""
    grafana.add_folder("locked", "Locked")
    grafana.add_folder("below", "Below", parent="locked")
    grafana.add_datasource("prom", isDefault=True)
    grafana.add_dashboard("one", board("One"), folder="below")
    grafana.add_dashboard("root", board("Root"))
    with requests.Session() as session:
        session.auth = ("admin", "admin")
        for method, path, body in FILLING:
            answer = session.request(method, grafana.url + path, json=body, timeout=30)
            assert answer.ok, (path, answer.text)


@dataclass
class Scene:
    """A project, an empty Grafana and a proxy before it."""

    root: Path
    backup: Path
    grafana: StandIn
    proxy: Proxy
    commands: Commands

    def start(self) -> Running:
        """Start the restore."""
        given = {SECRET: "admin", "DASH_SECRET_C2_INTEGRATIONKEY": KEY}
        return self.commands.start(self.root, "restore", str(self.backup), "--env", "b", **given)

    def perform(self, plan: Plan = nothing) -> Ended:
        """Restore with faults, and wait until nothing is under way."""
        self.proxy.forget(plan)
        ended = self.start().wait()
        self.proxy.settle()
        return ended

    def killed(self, index: int, *, applied: bool) -> Ended:
        """Restore, and kill the process at a request: before the server gets it, or after."""
        process: Future[Running] = Future()
        kill = Fault(name="kill -9", reaches=int(applied), reply="none", then=lambda: process.result().kill())
        self.proxy.forget(at(index, kill))
        process.set_result(self.start())
        ended = process.result().wait()
        self.proxy.settle()
        return ended

    def found(self) -> dict[tuple[str, str, str], Json]:
        """Read all that Grafana has."""
        place = self.root / f"after-{len(list(self.root.glob('after-*')))}"
        said = dash(self.root, "backup", "--env", "direct", "--output", str(place), "--format", "json")
        assert said.code == 0, said
        known = bodies(Path(json.loads(said.out)["place"]))
        for (kind, _, _), body in known.items():
            if kind == "silences":
                body.pop("startsAt")
        return known


@dataclass
class Theatre:
    """Where scenes are played, each with a Grafana of its own.

    Attributes:
        goal: what Grafana has after a restore without faults.
        writing: the numbers of the requests that write.
    """

    folder: Path
    backup: Path
    commands: Commands
    goal: dict[tuple[str, str, str], Json] = field(default_factory=dict)
    writing: list[int] = field(default_factory=list)
    _scenes: int = 0

    @contextlib.contextmanager
    def scene(self) -> Iterator[Scene]:
        """Open a scene."""
        self._scenes += 1
        root = self.folder / f"scene-{self._scenes}"
        root.mkdir()
        with running(service_accounts=False) as grafana, proxied(grafana.url) as proxy:
            text = '[sources]\ncatalog = ""\n'
            for name, url in (("b", proxy.url), ("direct", grafana.url)):
                text += (
                    f'[environments.{name}]\nurl = "{url}"\nuser = "admin"\npassword_env = "{SECRET}"\nworkers = 1\n'
                )
            (root / "dash.toml").write_text(text)
            yield Scene(root, self.backup, grafana, proxy, self.commands)

    def spread(self, number: int = SPREAD) -> list[int]:
        """Choose requests from the first write to the last."""
        step = max(1, len(self.writing) // number)
        return self.writing[::step]


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """A backup, and what a restore of it makes of an empty Grafana."""
    folder = tmp_path_factory.mktemp("theatre")
    with pytest.MonkeyPatch.context() as patch, running(service_accounts=False) as source, commands(folder) as copies:
        patch.setenv(SECRET, "admin")
        fill(source)
        (folder / "dash.toml").write_text(
            f'[sources]\ncatalog = ""\n[environments.a]\nurl = "{source.url}"\n'
            f'user = "admin"\npassword_env = "{SECRET}"\n'
        )
        said = dash(folder, "backup", "--env", "a", "--format", "json")
        assert said.code == 0, said
        made = Theatre(folder, folder / json.loads(said.out)["place"], copies)
        with made.scene() as scene:
            given = {SECRET: "admin", "DASH_SECRET_C2_INTEGRATIONKEY": KEY}
            arguments = ("restore", str(made.backup), "--env", "b", "--dry-run")
            assert copies.warm(scene.root, *arguments, **given) == 0
            ended = scene.perform()
            assert ended.code == 0, ended
            made.goal = scene.found()
            made.writing = [seen.index for seen in scene.proxy.seen if seen.writes]
        yield made


def check(theatre: Theatre, scene: Scene, ended: Ended, what: str) -> None:
    """After the first run the journal holds no secret; after the second all is there, once."""
    told = f"{what}: exit {ended.code}\n{ended.out}{ended.err}"
    assert "Traceback" not in ended.err, told
    assert ended.code in {0, 3, 4, 5} or ended.code < 0, told
    assert ended.code != 0 or scene.found() == theatre.goal, f"said that all is well: {told}"
    again = scene.perform()
    assert again.code == 0, f"{told}\nthen {again}"
    assert scene.found() == theatre.goal, f"{told}\nthen {again}"
    for file in (scene.root / ".dash").rglob("*"):
        assert not file.is_file() or KEY not in file.read_text(), file


def test_killed_at_a_request(theatre: Theatre) -> None:
    """`kill -9` before the server has the request, or after; a second run completes it without being told to."""
    for number, index in enumerate(theatre.spread()):
        with theatre.scene() as scene:
            ended = scene.killed(index, applied=bool(number % 2))
            assert ended.code == -9, index
            check(theatre, scene, ended, f"killed {'after' if number % 2 else 'before'} request {index}")


def test_what_hides_a_write(theatre: Theatre) -> None:
    """Cut before and after, applied behind an error: read back, tried again where it is missing, never doubled."""
    for number, index in enumerate(theatre.spread()):
        with theatre.scene() as scene:
            fault = GRAVE[number % len(GRAVE)]
            check(theatre, scene, scene.perform(at(index, fault)), f"{fault.name} at request {index}")


def test_faults_at_random(theatre: Theatre) -> None:
    """Several of every kind in one restore."""
    for seed in range(2):
        with theatre.scene() as scene:
            check(theatre, scene, scene.perform(at_random(seed, 0.1)), f"faults by seed {seed}")
