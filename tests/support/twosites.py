"""Two Grafanas and a project that knows both: `a` is saved, `b` gets it back."""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import requests
from support.grafana.server import running
from support.grafana.standin import StandIn
from support.seeding import Seeder
from support.workshop import Said, dash

from scripts.backup.model import Saved
from scripts.backup.store.opening import open_backup
from scripts.jsonvalue import Json

SECRET = "SECRET"
"""The variable of the password."""

SECONDS, LONGEST = 30, 90


@dataclass
class Two:
    """A project with the environments `a` and `b`.

    Attributes:
        urls: where they are.
        drops: `b` keeps no marks, annotations and labels.
    """

    root: Path
    urls: tuple[str, str]
    user: str = "admin"
    drops: bool = False

    def configure(self, *lines: str, url: str = "") -> None:
        """Write dash.toml with these lines in the environment `b`."""
        text = ['[sources]\ncatalog = ""']
        for name, there, more in (("a", self.urls[0], ()), ("b", url or self.urls[1], lines)):
            text += [f'[environments.{name}]\nurl = "{there}"\nuser = "{self.user}"\npassword_env = "{SECRET}"', *more]
        (self.root / "dash.toml").write_text("\n".join(text) + "\n")

    def dash(self, *arguments: str) -> Said:
        """Run a command in the project."""
        return dash(self.root, *arguments)

    def backup(self, env: str = "a", *arguments: str) -> Path:
        """Save an environment, and tell where."""
        folder = self.root / f"backup-{env}-{len(list(self.root.glob('backup-*')))}"
        said = self.dash("backup", "--env", env, "--output", str(folder), "--format", "json", *arguments)
        found = json.loads(said.out)
        assert said.code == 0, [one for one in found["counts"] if one["missing"]]
        return self.root / str(found["place"])

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


@dataclass(kw_only=True)
class Sites(Two):
    """Two stand-ins.

    Attributes:
        source: environment `a`.
        target: environment `b`.
    """

    source: StandIn
    target: StandIn


def objects(backup: Path) -> dict[tuple[str, str, str], Saved]:
    """Read all objects of a backup."""
    with open_backup(str(backup)) as opened:
        return {saved.key: saved for saved in opened.objects()}


def bodies(backup: Path) -> dict[tuple[str, str, str], Json]:
    """Read what is compared of a backup."""
    return {key: saved.body for key, saved in objects(backup).items()}


@contextlib.contextmanager
def sites(root: Path, source: str = "unified", target: str = "unified") -> Iterator[Sites]:
    """Open a project and its two stand-ins, both empty."""
    root.mkdir(parents=True)
    os.environ[SECRET] = "admin"
    with ExitStack() as stack:
        a = stack.enter_context(running(source, service_accounts=False))
        b = stack.enter_context(running(target, service_accounts=False))
        made = Sites(root=root, urls=(a.url, b.url), source=a, target=b, drops=target != "unified")
        made.configure()
        yield made
    os.environ.pop(SECRET)


@contextlib.contextmanager
def real_sites(root: Path) -> Iterator[Two]:
    """Open a project of the Grafanas that GRAFANA_URL and GRAFANA_URL_2 name; the first is filled."""
    root.mkdir(parents=True)
    user, password = os.environ.get("GRAFANA_USER", "admin"), os.environ.get("GRAFANA_PASSWORD", "admin")
    os.environ[SECRET] = password
    urls = (os.environ["GRAFANA_URL"].rstrip("/"), os.environ["GRAFANA_URL_2"].rstrip("/"))
    Seeder(urls[0]).run()
    settle(urls[0], (user, password))
    made = Two(root, urls, user, drops=drops(urls[1], (user, password)))
    made.configure()
    yield made
    os.environ.pop(SECRET)


def settle(url: str, auth: tuple[str, str]) -> None:
    """Wait until all organisations have their Alertmanagers, which takes a new one up to a minute."""
    orgs = requests.get(f"{url}/api/orgs", auth=auth, timeout=SECONDS).json()
    for org in orgs:
        headers = {"X-Grafana-Org-Id": str(org["id"])}
        end = time.monotonic() + LONGEST
        while not requests.get(f"{url}/api/v1/provisioning/policies", auth=auth, headers=headers, timeout=SECONDS).ok:
            assert time.monotonic() < end, org
            time.sleep(1)


def drops(url: str, auth: tuple[str, str]) -> bool:
    """Tell storage mode 0: its list of folders has no version."""
    path = "/apis/folder.grafana.app/v1beta1/namespaces/default/folders"
    return "resourceVersion" not in requests.get(url + path, auth=auth, timeout=SECONDS).json()["metadata"]
