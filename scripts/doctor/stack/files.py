"""Is every file that a service mounts there, as our settings make it, and every secret fit to be sent?"""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.doctor.model import Check, ok
from scripts.errors import EXIT_FINDINGS, EXIT_USAGE
from scripts.settings import Settings
from scripts.stack import prometheusfile, secrets
from scripts.stack.compose import Stack

SHIPPERS = ("provisioning/promtail/promtail.yml", "provisioning/alloy/config.alloy")
ENVIRONMENT = re.compile(r'^\s*environment\s*[:=]\s*"?([\w-]+)', re.MULTILINE)


def checks(settings: Settings, stack: Stack) -> Iterator[Check]:
    """Check what is mounted, then the secrets."""
    found = [*_mounted(settings.root, stack), *_stale(settings), *_environments(settings)]
    yield from found or [ok("files", "everything that the services mount is there")]
    problems = secrets.check(settings.root / _folder(stack))
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
    """Find a prometheus.yml that is not what dash.toml says: a changed address changes nothing until it is written."""
    for path, text in prometheusfile.texts(settings).items():
        file = settings.root / path
        if file.is_file() and file.read_text(encoding="utf-8", errors="replace") != text:
            yield Check(
                name=f"file {path}",
                state="fail",
                text="is not what dash.toml says",
                hint=".venv/bin/dash build && curl -X POST localhost:9090/-/reload",
                code=EXIT_FINDINGS,
            )


def _environments(settings: Settings) -> Iterator[Check]:
    """Find logs that would carry another `environment` than the metrics: no dashboard would show both."""
    wanted = settings.prometheus.environment
    for name in SHIPPERS:
        file = settings.root / name
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        for said in set(ENVIRONMENT.findall(text)) - {wanted}:
            yield Check(
                name=f"file {name}",
                state="fail",
                text=f"says environment {said}, dash.toml says {wanted}",
                hint=f"set environment to {wanted} there",
                code=EXIT_FINDINGS,
            )
