"""A project whose Grafana is backed up, and what its backups hold."""

import contextlib
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.grafana.server import running
from support.grafana.standin import StandIn
from support.workshop import Said, board

from scripts.backup.model import Saved
from scripts.backup.store.opening import open_backup
from scripts.cli import run
from scripts.jsonvalue import Json

V2: Json = {
    "title": "Tabs",
    "cursorSync": "Off",
    "preload": False,
    "editable": True,
    "links": [],
    "tags": [],
    "annotations": [],
    "variables": [],
    "elements": {},
    "timeSettings": {"from": "now-6h", "to": "now"},
    "layout": {"kind": "TabsLayout", "spec": {"tabs": []}},
}
"""A dashboard that only v2 can hold."""


@dataclass
class Vault:
    """A Grafana, and a folder for its backups."""

    root: Path
    grafana: StandIn

    def at(self, url: str) -> None:
        """Write dash.toml."""
        text = f'[environments.t]\nurl = "{url}"\nuser = "admin"\npassword_env = "SECRET"\n'
        text += "timeout = { connect = 2, read = 2 }\n"
        (self.root / "dash.toml").write_text(text)

    def backup(self, *arguments: str) -> Said:
        """Run `dash backup --env t`."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["backup", "--env", "t", "--output", "b", *arguments])
        return Said(code, out.getvalue(), err.getvalue())

    def saved(self, kind: str = "") -> dict[str, Saved]:
        """Read the newest backup: objects by name, or by kind and name."""
        with open_backup(str(self.root / "b" / "t")) as backup:
            return {one.name if kind else f"{one.kind}/{one.name}": one for one in backup.objects(kind)}

    @property
    def manifest(self) -> Json:
        """Read the manifest of the newest backup."""
        found: Json = json.loads((self.backups[-1] / "manifest.json").read_text())
        return found

    @property
    def backups(self) -> list[Path]:
        """List the finished backups."""
        return sorted(file.parent for file in self.root.glob("b/t/*/manifest.json") if file.parent.name[0] != ".")


@contextmanager
def vault(root: Path, mode: str = "unified") -> Iterator[Vault]:
    """Open a Grafana with folders and dashboards, one of them in tabs where the server knows such."""
    os.environ["SECRET"] = "admin"
    with running(mode, service_accounts=False) as grafana:
        grafana.add_folder("team", "Team")
        grafana.add_folder("inner", "Inner", parent="team")
        grafana.add_dashboard("a", board("A"), folder="team")
        grafana.add_dashboard("b", board("B"), folder="inner")
        grafana.add_dashboard("root", board("Root"))
        if grafana.state.mode.version.startswith("12"):
            grafana.add_dashboard("tabs", V2, folder="inner", version="v2beta1")
        made = Vault(root, grafana)
        made.at(grafana.url)
        yield made
    os.environ.pop("SECRET")
