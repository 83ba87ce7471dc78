"""A project of somebody who pushes dashboards to a Grafana: sources, dash.toml, and the command line."""

import contextlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.grafana.server import running
from support.grafana.standin import StandIn

from scripts import journal
from scripts.cli import run
from scripts.journal import Push
from scripts.jsonvalue import Json

FOLDER = "team"
PROMETHEUS = "prom"


def board(title: str, *panels: str, **more: Any) -> Json:  # noqa: ANN401 - any key of a dashboard
    """Make a small dashboard with a panel of each title."""
    return {
        "title": title,
        "schemaVersion": 42,
        "panels": [
            {
                "id": number,
                "title": name,
                "type": "timeseries",
                "gridPos": {"x": 0, "y": 8 * number, "w": 12, "h": 8},
                "datasource": {"type": "prometheus", "uid": PROMETHEUS},
                "targets": [{"refId": "A", "expr": f"up{{panel='{name}'}}"}],
            }
            for number, name in enumerate(panels or ("One",), 1)
        ],
        **more,
    }


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of the result."""
        return self.out.splitlines()[-1] if self.out else ""


def dash(folder: Path, *arguments: str) -> Said:
    """Run a command in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return Said(code, out.getvalue(), err.getvalue())


@dataclass
class Workshop:
    """A project and its Grafana.

    Attributes:
        root: the project.
        grafana: the server.
        toml: more lines of the environment `t`.
    """

    root: Path
    grafana: StandIn
    toml: list[str] = field(default_factory=list)

    def configure(self, *lines: str, url: str = "", sections: str = "") -> None:
        """Write dash.toml with these lines in the environment."""
        self.toml = list(lines)
        text = [
            '[sources]\ncatalog = ""\nfiles = ["boards/*.json"]',
            f'[environments.t]\nurl = "{url or self.grafana.url}"\nuser = "admin"\npassword_env = "SECRET"',
            f'folder = {{ uid = "{FOLDER}", title = "Team" }}',
            *lines,
            sections,
        ]
        (self.root / "dash.toml").write_text("\n".join(text) + "\n")

    def code(self, uid: str, spec: Json | None) -> None:
        """Put a dashboard into the code, or take it out."""
        file = self.root / "boards" / f"{uid}.json"
        if spec is None:
            file.unlink()
        else:
            file.write_text(json.dumps({**spec, "uid": uid}))

    def dash(self, *arguments: str) -> Said:
        """Run a command in the project."""
        return dash(self.root, *arguments)

    def push(self, *arguments: str) -> Said:
        """Run `dash push --env t`."""
        return self.dash("push", "--env", "t", *arguments)

    def undo(self, *arguments: str) -> Said:
        """Run `dash undo --env t --yes`."""
        return self.dash("undo", "--env", "t", "--yes", *arguments)

    def edit(self, uid: str, title: str = "Edited") -> None:
        """Change a dashboard in the browser."""
        self.grafana.save_in_browser(uid, lambda model: model.update(title=title))

    @property
    def pushes(self) -> list[Push]:
        """Read the journal."""
        return journal.pushes(self.root, "t")

    @property
    def outcomes(self) -> dict[str, str]:
        """Read what became of each dashboard in the last push."""
        return {entry.uid: entry.outcome for entry in self.pushes[-1].entries}

    @property
    def titles(self) -> dict[str, str]:
        """List what Grafana has: title by uid."""
        state = self.grafana.state
        return {uid: str(stored.now.spec.get("title")) for uid, stored in state.dashboards.items()}


@contextlib.contextmanager
def workshop(root: Path, mode: str = "unified") -> Iterator[Workshop]:
    """Open a project with two dashboards, and a Grafana that has their data source and nothing else."""
    (root / "boards").mkdir(parents=True)
    os.environ["SECRET"] = "admin"
    with running(mode, service_accounts=False) as grafana:
        grafana.add_datasource(PROMETHEUS, url="http://127.0.0.1:9")
        made = Workshop(root, grafana)
        made.configure()
        made.code("a", board("A"))
        made.code("b", board("B"))
        yield made
    os.environ.pop("SECRET")
