"""Does the tests' Grafana answer as the real one was recorded?

Every recorded exchange is sent again, in order. Where the stand-in deviates, `deviations.json` says so with a reason;
a deviation that is not listed fails, and so does a listed one that no longer happens.
"""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.conformance import files, unrecorded
from support.conformance.recordings import FILES, OBJECTS, SOURCE, Case, began, load, short
from support.conformance.replay import Replay, Verdict, count
from support.grafana.provisioning import File
from support.grafana.server import running
from support.grafana.standin import StandIn

SERVERS = {"unified": "unified", "legacy": "legacy", "12.3": "v12.3"}
"""The mode of the stand-in for each recorded server."""

FILLED: dict[str, Callable[[StandIn], None]] = {"provisioned": files.provisioned}
"""What files had provisioned before a recording of objects began."""

DEVIATIONS = Path(__file__).with_name("deviations.json")


def deviations(server: str) -> dict[str, set[str]]:
    """Listed deviations of a server: paths by place."""
    listed = json.loads(DEVIATIONS.read_text())
    return {
        place: set(each["paths"])
        for each in listed
        for place in each["places"]
        if place.startswith((f"{server}/", f"{server}:"))
    }


def play(replay: Replay, server: str, cases: tuple[Case, ...]) -> Iterator[Verdict]:
    """Everything that some cases tell, with the steps that were not recorded."""
    for case in cases:
        name = short(case.place)
        for index in range(len(case.exchanges) + 1):
            if step := unrecorded.BEFORE.get((name, index)):
                step(replay, server)
            yield from unrecorded.besides(replay, case, index)
            if step := unrecorded.AFTER.get((name, index)):
                step(replay, server)
            if index < len(case.exchanges):
                recorded = case.exchanges[index]
                yield replay.exchange(recorded, unrecorded.corrected(recorded.place, recorded.request))


def judge(verdicts: list[Verdict], listed: dict[str, set[str]]) -> dict[str, tuple[set[str], set[str]]]:
    """By place: differences that are not listed, and listed ones that did not happen."""
    happened = {verdict.place: set(verdict.paths) for verdict in verdicts if verdict.paths}
    return {
        place: (
            happened.get(place, set()) - listed.get(place, set()),
            listed.get(place, set()) - happened.get(place, set()),
        )
        for place in happened.keys() | listed.keys()
        if happened.get(place, set()) != listed.get(place, set())
    }


@pytest.mark.parametrize("server", SERVERS)
def test_the_stand_in_answers_as_the_recorded_server(server: str) -> None:
    """All exchanges of one recorded server, from an empty one on."""
    with running(SERVERS[server], service_accounts=False, permission_cache=30) as grafana:
        clock = grafana.state.clock
        replay = Replay(grafana.url, wait=clock.advance)
        cases = tuple(case for name in FILES for case in load(f"{server}/{name}"))
        verdicts = list(play(replay, server, cases))
        listed = deviations(server)
        for name in SOURCE if server == "unified" else ():
            more = load(name)
            clock.advance(start.timestamp() - clock.seconds() if name == SOURCE[0] and (start := began(more)) else 0)
            verdicts += play(replay, name, more)
            cases, listed = cases + more, listed | deviations(name)
    assert len(verdicts) == count(cases)
    assert judge(verdicts, listed) == {}


@pytest.mark.parametrize("name", OBJECTS)
def test_every_kind_of_object_answers_as_recorded(name: str) -> None:
    """Made, read, made again, changed, deleted; each kind on a server of its own."""
    storage, _, kind = name.partition("/")
    with running(storage, service_accounts=False, permission_cache=30, alertmanager_delay=60) as grafana:
        replay = Replay(grafana.url, wait=grafana.state.clock.advance)
        cases = load(f"objects/{name}")
        start = began(cases)
        grafana.state.clock.advance(start.timestamp() - time.time() if start else 0)
        if fill := FILLED.get(kind):
            fill(grafana)
        verdicts = list(play(replay, f"objects/{storage}", cases))
    assert len(verdicts) == count(cases)
    assert judge(verdicts, deviations(f"objects/{name}")) == {}


def test_file_provisioned_objects_answer_as_recorded() -> None:
    """Two providers, one of which allows edits, and a data source from a file."""
    with running("unified", service_accounts=False) as grafana:
        grid = {"h": 4, "w": 6, "x": 0, "y": 0}
        panel = {"gridPos": grid, "id": 1, "title": "p", "type": "stat"}
        home = "/var/lib/grafana/dashboards"
        locked = {"panels": [panel], "schemaVersion": 42, "title": "Locked one"}
        opened = {"panels": [], "schemaVersion": 42, "title": "Open one"}
        grafana.provision(
            File(spec=locked, uid="plock", provider="locked", path=f"{home}/locked/a.json", folder="locked")
        )
        grafana.provision(
            File(
                spec=opened, uid="popen", provider="open", path=f"{home}/open/a.json", folder="open", allow_updates=True
            )
        )
        grafana.add_datasource(
            "prometheus",
            url="http://127.0.0.1:19090",
            name="Prometheus",
            jsonData={"timeInterval": "15s"},
            read_only=True,
        )
        verdicts = list(play(Replay(grafana.url), "provisioned", load("provisioned")))
    assert judge(verdicts, deviations("provisioned")) == {}


def test_every_deviation_has_a_reason() -> None:
    """A deviation without a reason would be a skipped test."""
    assert all(len(each["reason"]) > 20 for each in json.loads(DEVIATIONS.read_text()))
