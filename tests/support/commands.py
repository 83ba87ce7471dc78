"""Does a command of our documentation work on the stack: is its program there, its container, its port, its file?"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from panels.contract import JOBS
from scripts.stack import compose

ROOT = Path(__file__).parents[2]
STACK = compose.read(ROOT, {})
BOT_CORE = {job.host for job in JOBS} - STACK.services.keys() | {"mongodb", "redis"}
"""Containers of Bot-Core's own compose file; their names are the guide's."""

ON_THE_HOST = {
    "coreutils": {
        *("chmod", "cp", "cut", "df", "du", "head", "mkdir", "printf"),
        *("sort", "tail", "truncate", "uniq", "wc"),
    },
    "grep": {"grep"},
    "dash": {"sh"},
    "sudo": {"sudo"},
    "docker-ce": {"docker"},
    "curl": {"curl"},
    "jq": {"jq"},
    "openssl": {"openssl"},
    "iproute2": {"ip", "ss"},
    "libc-bin": {"getent"},
    "util-linux": {"dmesg"},
    "systemd": {"systemctl", "journalctl", "timedatectl"},
    "chrony": {"chronyc"},
    "make": {"make"},
    "this repository": {".venv/bin/dash", ".venv/bin/pytest"},
}
"""Programs that a command may begin with, by the package that brings them."""

IN_CONTAINERS = {
    "prometheus": {"promtool", "wget"},
    "alertmanager": {"amtool", "wget"},
    "redis": {"redis-cli", "redis-check-aof"},
    "mongodb": {"mongosh"},
    "rabbitmq": {"rabbitmqctl", "rabbitmq-diagnostics", "rabbitmq-plugins"},
    "rust-core-engine": {"sh"},
    "python-ai-service": {"sh", "df", "python"},
}
"""What can be run by `docker exec`; Bot-Core's images are Debian's slim ones."""

READING = {"image", "inspect", "logs", "network", "ps", "stats", "system"}
DOCKER = READING | {"compose", "exec", "restart", "start", "stop", "update"}
"""Docker's commands that a page may tell."""


def blocks(path: Path, language: str) -> Iterator[str]:
    """List the lines of a page's blocks."""
    for body in re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        yield from (line for line in body.splitlines() if line.strip() and not line.startswith("#"))


def commands(line: str) -> Iterator[list[str]]:
    """Split a line into the commands of its pipes and lists, each in words; comment and redirections left out."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.commenters = ""
    lexer.whitespace_split = True
    words: list[str] = []
    for word in lexer:
        if word.startswith("#") and words[-1:] != ["-c"]:
            break
        if set(word) <= set("|&;"):
            if words:
                yield words
            words = []
        else:
            words.append(word)
    if words:
        yield [word for word in words if not re.fullmatch(r"[<>]+", word)]


def judged(words: list[str]) -> str:
    """Say what is wrong with a command; nothing if it works on the stack."""
    program, *rest = words[1:] if words[0] == "sudo" else words
    if not any(program in known for known in ON_THE_HOST.values()):
        return f"{program} is in no package that we ask for"
    if program == "docker":
        return _docker(rest)
    ports = [int(port) for word in rest for port in re.findall(r"(?:^|/)localhost:(\d+)", word)]
    published = {int(one.number) for service in STACK.services.values() for one in service.ports}
    return next((f"nothing is published on port {port}" for port in ports if port not in published), "")


def _docker(words: list[str]) -> str:
    verb, *rest = words
    if verb not in DOCKER:
        return f"docker {verb} is no command of a runbook"
    named = [word for word in rest if word in STACK.services.keys() | BOT_CORE]
    filtered = [word.partition("=")[2] for word in rest if word.startswith("name=")]
    if unknown := [one for one in filtered if one not in STACK.services.keys() | BOT_CORE]:
        return f"no container is called {unknown[0]}"
    if verb in {"logs", "inspect", "restart", "start", "stop", "exec", "update"} and not named:
        return f"docker {verb} names no container of ours"
    if verb == "exec":
        tool = rest[rest.index(named[0]) + 1]
        if tool not in IN_CONTAINERS.get(named[0], ()):
            return f"{tool} is not in the image of {named[0]}"
        return _paths(named[0], rest)
    return ""


def _paths(container: str, words: list[str]) -> str:
    """Find a file of our configuration that is not mounted there."""
    if container not in STACK.services:
        return ""
    mounts = STACK.services[container].mounts
    for path in (word for word in words if re.match(r"/etc/\S+\.\w+$", word)):
        host = next((a + path.removeprefix(b) for a, b in mounts.items() if path.startswith(b)), "")
        if not host or not (ROOT / host).exists():
            return f"{path} is not mounted into {container}"
    return ""
