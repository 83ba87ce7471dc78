"""Two Grafanas and a project that knows both: `a` is saved, `b` gets it back."""

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from support.grafana.server import running
from support.grafana.standin import StandIn
from support.workshop import Said, Workshop

from scripts.backup.model import Saved
from scripts.backup.store.opening import open_backup
from scripts.jsonvalue import Json

SECRET = "SECRET"
"""The variable of the password."""


@dataclass
class Sites:
    """The project.

    Attributes:
        source: environment `a`.
        target: environment `b`.
    """

    root: Path
    source: StandIn
    target: StandIn

    def configure(self, *lines: str, url: str = "") -> None:
        """Write dash.toml with these lines in the environment `b`."""
        text = ['[sources]\ncatalog = ""']
        for name, grafana, more in (("a", self.source.url, ()), ("b", url or self.target.url, lines)):
            text += [f'[environments.{name}]\nurl = "{grafana}"\nuser = "admin"\npassword_env = "{SECRET}"', *more]
        (self.root / "dash.toml").write_text("\n".join(text) + "\n")

    def dash(self, *arguments: str) -> Said:
        """Run a command in the project."""
        return Workshop(self.root, self.target).dash(*arguments)

    def backup(self, env: str = "a", *arguments: str) -> Path:
        """Save an environment, and tell where; the backup before it is forgotten."""
        folder = self.root / f"backup-{env}-{len(list(self.root.glob('backup-*')))}"
        said = self.dash("backup", "--env", env, "--output", str(folder), "--format", "json", *arguments)
        assert said.code == 0, said
        return self.root / str(json.loads(said.out)["place"])

    def boards(self, env: str = "a") -> Path:
        """Save folders and dashboards alone."""
        return self.backup(env, "--only", "folders", "--only", "dashboards")

    def restore(self, backup: Path, *arguments: str) -> Said:
        """Restore to `b`."""
        return self.dash("restore", str(backup), "--env", "b", *arguments)

    def report(self, backup: Path, *arguments: str) -> Json:
        """Restore to `b`, and read what is told to machines."""
        said = self.restore(backup, "--format", "json", *arguments)
        found: Json = json.loads(said.out)
        return found


def objects(backup: Path) -> dict[tuple[str, str, str], Saved]:
    """Read all objects of a backup."""
    with open_backup(str(backup)) as opened:
        return {saved.key: saved for saved in opened.objects()}


def bodies(backup: Path) -> dict[tuple[str, str, str], Json]:
    """Read what is compared of a backup."""
    return {key: saved.body for key, saved in objects(backup).items()}


@contextlib.contextmanager
def sites(root: Path, source: str = "unified", target: str = "unified") -> Iterator[Sites]:
    """Open a project and its two Grafanas, both empty."""
    root.mkdir(parents=True)
    os.environ[SECRET] = "admin"
    with ExitStack() as stack:
        made = Sites(
            root,
            stack.enter_context(running(source, service_accounts=False)),
            stack.enter_context(running(target, service_accounts=False)),
        )
        made.configure()
        yield made
    os.environ.pop(SECRET)
