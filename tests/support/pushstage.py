"""A push on a stage: a project, a Grafana, a proxy between them, and everything set back before each performance.

The push has one dashboard to change, one to create and one to delete; a fourth is in sync. Two others belong to others.
"""

import contextlib
import copy
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.faults import Fault, Plan, Proxy, at, nothing, proxied
from support.forked import Commands, Ended, Running, commands
from support.workshop import FOLDER, Workshop, board, workshop

from scripts import journal
from scripts.canonical import digest
from scripts.grafana.live import from_legacy
from scripts.journal import Push
from scripts.jsonvalue import Json

CHANGED, NEW, GONE, SAME = "changed", "new", "gone", "same"
THEIRS, ELSEWHERE = "theirs", "elsewhere"
OURS = (CHANGED, NEW, GONE, SAME)
HASTY, PATIENT = 0.3, 10.0
"""Seconds until the client gives up waiting for an answer."""

_STATE = ("dashboards", "folders", "trash", "annotations")


@dataclass
class Stage:
    """Everything that a performance needs.

    Attributes:
        goal: digest by uid of what Grafana has after a push without faults; nothing for what is gone.
        requests: how many requests such a push sends.
    """

    shop: Workshop
    proxy: Proxy
    commands: Commands
    goal: Mapping[str, str] = field(default_factory=dict)
    requests: int = 0
    _kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def journal(self) -> Path:
        """Where the project's journal lies."""
        return self.shop.root / ".dash"

    def configure(self, seconds: float, workers: int = 1) -> None:
        """Let the client be hasty or patient."""
        self.shop.configure(
            f"timeout = {{ connect = 5, read = {seconds} }}", f"workers = {workers}", url=self.proxy.url
        )

    def keep(self) -> None:
        """Remember how everything is now."""
        state = self.shop.grafana.state
        self._kept = copy.deepcopy({name: getattr(state, name) for name in _STATE})
        shutil.copytree(self.journal, self.shop.root / "kept")

    def reset(self, plan: Plan = nothing) -> None:
        """Set everything back, and choose what goes wrong next."""
        state = self.shop.grafana.state
        for name, value in copy.deepcopy(self._kept).items():
            setattr(state, name, value)
        state.serial += 1
        shutil.rmtree(self.journal)
        shutil.copytree(self.shop.root / "kept", self.journal)
        self.proxy.forget(plan)

    def start(self, *, folder: Path | None = None) -> Running:
        """Start the push."""
        return self.commands.start(folder or self.shop.root, "push", "--env", "t", "--prune", "--yes", SECRET="admin")

    def perform(self, plan: Plan = nothing, *, seconds: float = HASTY, workers: int = 1) -> Ended:
        """Push with faults, from the beginning, and wait until nothing is under way any more."""
        self.configure(seconds, workers)
        self.reset(plan)
        ended = self.start().wait()
        self.proxy.settle()
        return ended

    def killed(self, index: int, *, applied: bool) -> Ended:
        """Push, and kill the process at a request: before the server gets it, or after."""
        process: Future[Running] = Future()
        kill = Fault(name="kill -9", reaches=int(applied), reply="none", then=lambda: process.result().kill())
        self.configure(PATIENT)
        self.reset(at(index, kill))
        process.set_result(self.start())
        ended = process.result().wait()
        self.proxy.settle()
        return ended

    def again(self) -> Ended:
        """Push once more, without faults."""
        self.configure(PATIENT)
        self.proxy.forget()
        return self.start().wait()

    def digests(self) -> dict[str, str]:
        """What Grafana has of ours: digest by uid."""
        boards = self.shop.grafana.state.dashboards
        return {uid: content(boards[uid].now.spec) for uid in OURS if uid in boards}

    def stored(self, uid: str) -> list[str]:
        """Digests of what was stored of a dashboard since the curtain rose."""
        boards = self.shop.grafana.state.dashboards
        before = len(self._kept["dashboards"][uid].revisions) if uid in self._kept["dashboards"] else 0
        return [content(revision.spec) for revision in boards[uid].revisions[before:]] if uid in boards else []

    def before(self, uid: str) -> str:
        """Digest of what a dashboard was when the curtain rose; empty if it was not there."""
        kept = self._kept["dashboards"].get(uid)
        return content(kept.now.spec) if kept else ""

    def others(self) -> dict[str, Json]:
        """What belongs to others."""
        return {uid: self.shop.grafana.spec(uid) for uid in (THEIRS, ELSEWHERE)}

    def pushes(self, root: Path | None = None) -> list[Push]:
        """What a journal tells of the pushes since the curtain rose."""
        old = {path.name for path in (self.shop.root / "kept" / "t").iterdir()}
        return [push for push in journal.pushes(root or self.shop.root, "t") if push.path.name not in old]


def content(spec: Json) -> str:
    """The digest of a stored dashboard, without our tag."""
    return digest(from_legacy({"dashboard": {**spec, "uid": "x"}}).spec)


@contextlib.contextmanager
def stage(folder: Path, mode: str) -> Iterator[Stage]:
    """Build the stage: one push, then the code changes."""
    printed = folder / "printed"
    printed.mkdir(parents=True)
    with (
        workshop(folder / "project", mode) as shop,
        proxied(shop.grafana.url) as proxy,
        commands(printed) as running,
    ):
        made = Stage(shop, proxy, running)
        for uid in ("a", "b"):
            shop.code(uid, None)
        for uid in (CHANGED, GONE, SAME):
            shop.code(uid, board(f"{uid} 1"))
        made.configure(PATIENT)
        assert running.warm(shop.root, "push", "--env", "t", SECRET="admin") == 0
        shop.code(CHANGED, board(f"{CHANGED} 2", "One", "Two"))
        shop.code(NEW, board(f"{NEW} 1"))
        shop.code(GONE, None)
        shop.grafana.add_folder("another")
        shop.grafana.add_dashboard(THEIRS, board("Theirs"), folder=FOLDER)
        shop.grafana.add_dashboard(ELSEWHERE, board("Elsewhere"), folder="another")
        made.keep()
        ended = made.perform(seconds=PATIENT)
        assert ended.code == 0, ended
        made.goal = made.digests()
        made.requests = len(proxy.seen)
        yield made
