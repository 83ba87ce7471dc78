"""What is to be done to one dashboard, and what became of it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scripts.errors import DashError
from scripts.grafana.live import Live
from scripts.journal.model import Action
from scripts.jsonvalue import Json
from scripts.status import Pair

State = Literal["done", "conflict", "failed", "unknown", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One write.

    Attributes:
        uid: of the dashboard.
        title: of the dashboard.
        action: create, update or delete.
        live: what was compared with, and what the write is bound to; `None` for a creation.
        spec: the content to store; empty for a deletion.
        wanted: its checksum; empty for a deletion.
        folder: uid of the folder to store it in.
        notes: annotations to store with it, the message among them.
        version: of the API, if not the usual one.
        ours: what is there is what dash pushed last, so that an undo puts the mark of that push back too.
        pair: what the plan was made of; `None` when a push is taken back.
    """

    uid: str
    title: str
    action: Action
    live: Live | None = field(default=None, repr=False)
    spec: Json = field(default_factory=dict, repr=False)
    wanted: str = ""
    folder: str = ""
    notes: Mapping[str, str] = field(default_factory=dict, repr=False)
    version: str = ""
    ours: bool = False
    pair: Pair | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a step.

    Attributes:
        state: `conflict`: somebody else was there; `failed`: nothing was written; `unknown`: nobody can tell;
            `skipped`: it was not begun.
        why: in one line; for what was done, something worth knowing about it.
        error: what failed, for the exit code.
    """

    step: Step
    state: State
    why: str = ""
    error: DashError | None = None
