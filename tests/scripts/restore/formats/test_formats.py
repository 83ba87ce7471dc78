"""Exports of other tools: the guide's curl loop, and grafana-backup-tool."""

import json
import tarfile
from pathlib import Path

import requests
from support.grafana.standin import StandIn
from support.twosites import Sites, bodies
from support.workshop import board

SECONDS = 10
TIME = "202611281600"


def fill(both: Sites) -> None:
    """Two folders in each other, three dashboards, a data source."""
    both.source.add_folder("top", "Top")
    both.source.add_folder("below", "Below", parent="top")
    both.source.add_datasource("prom")
    both.source.add_dashboard("one", board("One"), folder="below")
    both.source.add_dashboard("two", board("Two", "P", "Q"), folder="top")
    both.source.add_dashboard("root", board("Root"))


def answer(grafana: StandIn, path: str) -> str:
    """Ask as curl does."""
    return requests.get(grafana.url + path, auth=("admin", "admin"), timeout=SECONDS).text


def curl_loop(both: Sites) -> Path:
    """Do what the guide's loop does."""
    folder = both.root / "loop"
    folder.mkdir()
    for uid in both.source.state.dashboards:
        (folder / f"backup_{uid}.json").write_text(answer(both.source, f"/api/dashboards/uid/{uid}"))
    return folder


def other_tool(both: Sites) -> Path:
    """Write what grafana-backup-tool 1.4 writes, and pack it as it does."""
    files = {
        f"dashboards/{TIME}/{uid}.dashboard": answer(both.source, f"/api/dashboards/uid/{uid}")
        for uid in both.source.state.dashboards
    }
    for uid in both.source.state.folders:
        files[f"folders/{TIME}/{uid}.folder"] = answer(both.source, f"/api/folders/{uid}")
        files[f"folders/{TIME}/{uid}.folder_permission"] = answer(both.source, f"/api/folders/{uid}/permissions")
    for one in json.loads(answer(both.source, "/api/datasources")):
        files[f"datasources/{TIME}/{one['uid']}.datasource"] = json.dumps(one)
    files[f"users/{TIME}/admin.user"] = "{}"
    for name, text in files.items():
        file = both.root / "_OUTPUT_" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    packed = both.root / f"{TIME}.tar.gz"
    with tarfile.open(packed, "w:gz") as tar:
        tar.add(both.root / "_OUTPUT_", "_OUTPUT_")
    return packed


def test_the_guides_loop_can_be_restored(any_kind: Sites) -> None:
    """It is known by its files' names; the folders that dashboards name are made, at the root, for it has no tree."""
    fill(any_kind)
    folder = curl_loop(any_kind)

    said = any_kind.restore(folder)

    assert (said.code, said.last) == (0, "5 created"), said
    restored = any_kind.target.state
    assert {uid: stored.now.folder for uid, stored in restored.dashboards.items()} == {
        "one": "below",
        "two": "top",
        "root": "",
    }
    assert {uid: stored.now.spec["title"] for uid, stored in restored.folders.items()} == {
        "top": "Top",
        "below": "Below",
    }
    assert any_kind.restore(folder).last == "3 equal"


def test_an_export_of_the_other_tool_can_be_restored(any_kind: Sites) -> None:
    """Folders with their tree and permissions, data sources, dashboards; what cannot be restored is named."""
    fill(any_kind)
    packed = other_tool(any_kind)
    saved = any_kind.boards()

    said = any_kind.restore(packed)

    assert said.code == 0, said
    assert "1 file left out, such as" in said.out
    assert "prom" in any_kind.target.state.datasources[0]["uid"]
    assert bodies(any_kind.boards("b")) == bodies(saved)
    assert any_kind.restore(packed, "--from-format", "grafana-backup-tool").last == "8 equal"


def test_a_file_that_is_no_dashboard_is_named(both: Sites) -> None:
    """The loop also saves what Grafana says to a wrong password."""
    fill(both)
    folder = curl_loop(both)
    (folder / "backup_bad.json").write_text('{"message": "Unauthorized"}')

    said = both.restore(folder)

    assert said.code == 5
    assert "backup_bad.json is no dashboard: Unauthorized" in said.err
    assert both.target.state.dashboards == {}


def test_what_is_no_known_export_is_refused(both: Sites, tmp_path: Path) -> None:
    """A folder of anything else; and a format that was named and is not there."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "notes.txt").write_text("hello")

    said = both.restore(tmp_path / "x")
    assert (said.code, said.err.splitlines()[0].endswith("or one that was never finished")) == (5, True), said
    assert both.restore(tmp_path / "x", "--from-format", "curl").code == 2
    assert both.restore(tmp_path / "nothing", "--from-format", "curl").code == 2
