"""Which containers of the stack does Docker have, and which of them do not do well?"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.doctor.model import Check, ok, warn
from scripts.errors import EXIT_FAILED
from scripts.stack.compose import PROFILE, Stack

PATIENCE = 20.0
UP = f"docker compose --profile {PROFILE} up -d"
KILLED = 137


@dataclass(frozen=True, slots=True)
class Container:
    """What `docker ps` says: `running`, `exited`, `restarting`, `created`, ...; and in words, with the health."""

    state: str
    status: str

    @property
    def well(self) -> bool:
        """Whether it runs, and is not known to be ill."""
        return self.state == "running" and "(unhealthy)" not in self.status


def look(stack: Stack) -> tuple[Mapping[str, Container], Check]:
    """Ask Docker for the containers of our services, by name; none if it cannot be asked."""
    if shutil.which("docker") is None:
        return {}, warn(
            "docker", "is not here: containers cannot be looked at", "install Docker with compose, or: make demo"
        )
    try:
        done = ask("ps", "--all", "--format", "{{json .}}")
    except (OSError, subprocess.TimeoutExpired):
        return {}, _dead("does not answer", "sudo systemctl restart docker")
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        denied = "permission denied" in said[0].lower()
        return {}, _dead(
            said[0], "sudo usermod -aG docker $USER, and log in again" if denied else "sudo systemctl start docker"
        )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    found = {row["Names"]: Container(row["State"], row["Status"]) for row in rows if row["Names"] in stack.services}
    return found, ok("docker", f"{len(found)} of {len(_expected(stack))} containers are there" if found else "answers")


def ask(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run a reading command of Docker.

    Raises:
        TimeoutExpired: it hangs.
    """
    return subprocess.run(["docker", *words], capture_output=True, text=True, timeout=PATIENCE, check=False)


def _dead(text: str, hint: str) -> Check:
    return Check(name="docker", state="fail", text=text, hint=hint, code=EXIT_FAILED)


def _expected(stack: Stack) -> list[str]:
    return [name for name, one in stack.services.items() if PROFILE in one.profiles]


def checks(stack: Stack, found: Mapping[str, Container]) -> Iterator[Check]:
    """Name each container that is not there, has ended, or is ill; nothing if the stack was never started."""
    shipper = {"alloy", "promtail"} & found.keys()
    for name in _expected(stack) if found else ():
        if name == "promtail" and shipper == {"alloy"}:
            continue
        container = found.get(name)
        if container is None:
            yield _ill(name, "has no container", f"{UP} {name}")
        elif not container.well:
            yield _ill(
                name,
                _words(container),
                f"docker logs --tail 50 {name}; docker compose --profile {PROFILE} up -d {name}",
            )
    if len(shipper) > 1:
        yield warn("log shipper", "Promtail and Alloy both run: every line is stored twice", "docker stop promtail")


def _ill(name: str, text: str, hint: str) -> Check:
    return Check(name=name, state="fail", text=text, hint=hint, code=EXIT_FAILED)


def _words(container: Container) -> str:
    """Say what happened; 137 is kill -9, mostly for want of memory."""
    code = re.search(r"\((\d+)\)", container.status)
    if code and int(code[1]) == KILLED:
        return f"{container.status}: it was killed, most likely for want of memory (mem_limit)"
    return container.status or container.state
