"""Is every file that a service mounts there, as our settings make it, and every secret fit to be sent?"""

from collections.abc import Iterator
from pathlib import Path

from scripts.doctor.model import Check, ok
from scripts.errors import EXIT_FINDINGS, EXIT_USAGE
from scripts.settings import Settings
from scripts.stack import secrets
from scripts.stack.compose import Stack


def checks(settings: Settings, stack: Stack) -> Iterator[Check]:
    """Check what is mounted, then the secrets."""
    found = [*_mounted(settings.root, stack), *_stale(settings)]
    yield from found or [ok("files", "everything that the services mount is there")]
    problems = secrets.check(settings.root / _folder(stack), bot=settings.notifications.slack == "bot")
    for one in problems:
        name = f"secret {one.path.name}"
        yield Check(name=name, state="fail", text=one.what, hint=one.command, code=EXIT_USAGE)
    if not problems:
        yield ok("secrets", f"{len(stack.secret_files)} files, each of its form")


def _folder(stack: Stack) -> Path:
    return Path(next(iter(stack.secret_files.values()), "secrets/x")).parent


def _mounted(root: Path, stack: Stack) -> Iterator[Check]:
    ours = {path: name for name, one in stack.services.items() for path in one.mounts if path.startswith("./")}
    for path, name in ours.items():
        if not (root / path).exists():
            hint = f"git checkout -- {path[2:]} (or .venv/bin/dash build)"
            yield Check(
                name=f"file {path[2:]}", state="fail", text=f"{name} mounts it: missing", hint=hint, code=EXIT_USAGE
            )


def _stale(settings: Settings) -> Iterator[Check]:
    """Find files that are not what the code and dash.toml say: a changed address means nothing until it is written."""
    from scripts.build import configuration_files

    for path, text in configuration_files(settings).items():
        file = settings.root / path
        if file.is_file() and file.read_text(encoding="utf-8", errors="replace") != text:
            yield Check(
                name=f"file {path}",
                state="fail",
                text="is not what the code and dash.toml say",
                hint=".venv/bin/dash build, then reload (docs/stack.md)",
                code=EXIT_FINDINGS,
            )
