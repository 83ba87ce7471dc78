"""What does the journal of an environment tell?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.errors import ConfigurationError
from scripts.journal import files
from scripts.journal.model import Entry, Header, Push, key_of
from scripts.journal.writing import FOLDER, HEADER, LOG, copy_of
from scripts.jsonvalue import Json
from scripts.settings import Environment


def pushes(root: Path, environment: str) -> list[Push]:
    """Read all pushes to an environment, oldest first; what is no journal is passed over."""
    folder = root / FOLDER / environment
    found = [push for path in sorted(folder.glob("*")) if (push := _read(path)) is not None]
    return [replace(push, undone=_undone(push, found)) for push in found]


def find(root: Path, environment: Environment, namespace: str, name: str = "") -> Push:
    """Find a push to undo.

    Args:
        root: the project.
        environment: which Grafana.
        namespace: which organisation there.
        name: its id or the beginning of it; empty for the last one that is not undone.

    Raises:
        ConfigurationError: there is none, several begin so, or it is of another Grafana than the environment is now.
    """
    known = pushes(root, environment.name)
    hint = f"`dash history --env {environment.name}` lists them"
    if name:
        matching = [push for push in known if push.header.id.startswith(name)]
        if len(matching) > 1 and not any(push.header.id == name for push in matching):
            raise ConfigurationError(f"several pushes begin with {name}", hint)
    else:
        matching = [push for push in known if push.header.kind != "undo" and open_entries(push)][-1:]
    if not matching:
        what = f"no push {name}" if name else "no push that is not undone"
        raise ConfigurationError(f"the journal of {environment.name} has {what}", hint)
    push = matching[0]
    _same_place(push, environment, namespace)
    return push


def open_entries(push: Push) -> list[Entry]:
    """List the writes that were done, or may have been, and were not taken back."""
    return [entry for entry in push.entries if entry.outcome != "refused" and entry.key not in push.undone]


def before(path: Path, key: str) -> Json | None:
    """Read what was there before a write; `None` if nothing was."""
    file = copy_of(path, key)
    if not file.is_file():
        return None
    document: Json = json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
    return document


def _same_place(push: Push, environment: Environment, namespace: str) -> None:
    """Refuse the journal of another Grafana."""
    there, here = (push.header.url, push.header.namespace), (environment.url, namespace)
    if there != here:
        raise ConfigurationError(
            f"push {push.header.id} went to {there[0]} ({there[1]}), but {environment.name} is {here[0]} ({here[1]})",
            "undo it with the dash.toml it was made with",
        )


def _read(path: Path) -> Push | None:
    """Read one push; `None` if the folder is none."""
    try:
        header = Header(**json.loads((path / HEADER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    log = files.lines(path / LOG)
    return Push(
        path=path,
        header=header,
        entries=list(_entries(log)),
        finished=any(line.get("event") == "end" for line in log),
    )


def _entries(log: Sequence[Json]) -> Iterator[Entry]:
    """Bring intentions and outcomes together; the last word on each counts."""
    intents: dict[str, Json] = {}
    outcomes: dict[str, Json] = {}
    for line in log:
        key = key_of(line.get("uid", ""), line.get("kind", ""), line.get("org", ""))
        if line.get("event") == "intent":
            intents[key] = line
            outcomes.pop(key, None)  # what became of an earlier attempt says nothing about this one
        elif line.get("event") == "outcome":
            outcomes[key] = line
    for key, intent in intents.items():
        outcome = outcomes.get(key, {})
        yield Entry(
            uid=intent["uid"],
            title=intent["title"],
            action=intent["action"],
            wanted=intent["wanted"],
            folder=intent["folder"],
            outcome=outcome.get("outcome", "unknown"),
            why=outcome.get("why", ""),
            object=outcome.get("object", ""),
            kind=intent.get("kind", ""),
            org=intent.get("org", ""),
        )


def _undone(push: Push, known: Sequence[Push]) -> frozenset[str]:
    """List what later pushes took back of this one."""
    return frozenset(
        entry.key
        for other in known
        if other.header.undoes == push.header.id
        for entry in other.entries
        if entry.outcome == "done"
    )
