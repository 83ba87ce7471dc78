"""Which dashboards does `--against` mean: those of a folder, a file, or an older commit?"""

import io
import json
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.errors import ConfigurationError, SourceError
from scripts.grafana.live import from_legacy, from_object
from scripts.jsonvalue import Json
from scripts.settings import Settings

GIT = "git:"
OLDEST = 36
"""Schema version from which on the canonical form reads a dashboard as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A dashboard of the other side.

    Attributes:
        uid: its identity; empty if it does not say.
        title: its title.
        spec: its content.
        ours: it is gone from our code if it is not in it; false where it may be anybody's.
    """

    uid: str
    title: str
    spec: Json
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """All that is compared with.

    Attributes:
        dashboards: what was found.
        whole: what is in the code and not here is new; false for a single file.
        built: it was built by an older code, before an environment's values were put in.
    """

    dashboards: list[Other]
    whole: bool
    built: bool = False


def read(name: str, settings: Settings) -> Side:
    """Read the other side.

    Args:
        name: a folder, a file, or `git:REV`.
        settings: where built files lie.

    Raises:
        ConfigurationError: there is no such file or commit, or it holds no dashboard.
        SourceError: the file is not a dashboard.
    """
    if name.startswith(GIT):
        found = [_other(text, path, ours=True) for path, text in _committed(name.removeprefix(GIT), settings)]
        return Side(dashboards=found, whole=True, built=True)
    path = Path(name)
    if path.is_dir():
        found = [one for file in sorted(path.rglob("*.json")) if (one := _maybe(file)) is not None]
        if not found:
            raise ConfigurationError(f"{name}: no file in it is a dashboard")
        return Side(dashboards=found, whole=True)
    return Side(dashboards=[_other(_text(path), name, ours=False)], whole=False)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        hint = "--against takes a folder, a file or git:REV"
        raise ConfigurationError(f"{path}: {error.strerror or error}", hint) from error


def _maybe(path: Path) -> Other | None:
    """Read a file of a folder, if it is a dashboard; a backup holds other things too."""
    try:
        return _other(_text(path), str(path), ours=False)
    except SourceError:
        return None


def _other(text: str, name: str, *, ours: bool) -> Other:
    """Read a dashboard: the bare model, an API answer, or a Kubernetes object.

    Raises:
        SourceError: it is none.
    """
    from scripts.sourcefiles import unwrap

    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"{name}:{error.lineno}: not JSON: {error.msg}") from error
    except RecursionError:
        raise SourceError(f"{name}: nested too deeply for a dashboard") from None
    spec = unwrap(document, name)
    if not isinstance(spec.get("panels", spec.get("rows")), list):
        raise SourceError(f"{name}: not a dashboard: it has no list of panels")
    if spec.get("schemaVersion", 0) < OLDEST:
        from scripts.modernise import modernise

        spec, _ = modernise(spec, {})
    spec, marked = _untagged(document, spec)
    return Other(uid=str(spec.get("uid") or ""), title=str(spec.get("title", "")), spec=spec, ours=ours or marked)


def _untagged(document: Json, spec: Json) -> tuple[Json, bool]:
    """Take our tag out of a dashboard, and tell whether it, or the object around it, carries our mark."""
    if isinstance(document.get("spec"), dict):
        live = from_object({**document, "spec": spec})
    else:
        live = from_legacy({**document, "dashboard": {"uid": "", **spec}})
    return {**live.spec, "uid": spec.get("uid")}, live.marked


def _committed(revision: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Read the built dashboards of a commit.

    Yields:
        Path and text.
    """
    folder = settings.output.dashboards
    commit = _git(settings, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise ConfigurationError(f"git knows no commit {revision}", "git log --oneline shows the commits")
    packed = _git(settings, "archive", "--format=tar", commit.decode().strip(), "--", folder)
    found = list(_unpacked(packed)) if packed else []
    if not found:
        raise ConfigurationError(f"{revision} has no built dashboards below {folder}")
    yield from found


def _unpacked(packed: bytes) -> Iterator[tuple[str, str]]:
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".json") else None
            if file is not None:
                yield member.name, file.read().decode("utf-8", "replace")


def _git(settings: Settings, *arguments: str) -> bytes | None:
    """Run git in the project; `None` if it says no."""
    try:
        done = subprocess.run(["git", *arguments], cwd=settings.root, capture_output=True, check=False)
    except FileNotFoundError:
        raise ConfigurationError("git is not installed", "--against takes a folder or a file too") from None
    return done.stdout if done.returncode == 0 else None
