"""Does each component answer where it is published, and does nobody else sit on its port?"""

import errno
import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.demo.programs import answers
from scripts.doctor.model import Check, ok
from scripts.doctor.stack.containers import Container
from scripts.errors import EXIT_FAILED, EXIT_USAGE
from scripts.stack.compose import PROFILE, Port, Service, Stack

PAGES = {
    "prometheus": "/-/ready",
    "alertmanager": "/-/ready",
    "grafana": "/api/health",
    "loki": "/ready",
    "cadvisor": "/healthz",
    "mongodb-exporter": "/",
    "redis-exporter": "/health",
    "blackbox-exporter": "/-/healthy",
    "alloy": "/-/ready",
}
"""A page of each that answers with 200 when it can work."""

LISTENING = "0A"
"""The state in /proc/net/tcp."""


def checks(stack: Stack, found: Mapping[str, Container]) -> Iterator[Check]:
    """Look at every published port."""
    for service in stack.services.values():
        for port in service.ports:
            if PROFILE in service.profiles or service.name in found:
                yield from _port(service, port, found.get(service.name))


def _port(service: Service, port: Port, container: Container | None) -> Iterator[Check]:
    runs = container is not None and container.well
    ill = container is not None and container.state == "running" and not container.well
    if not port.usable or ill:
        return  # said before
    number = int(port.number)
    if answers(f"http://127.0.0.1:{number}{PAGES.get(service.name, '/')}"):
        yield ok(service.name, f"answers on port {number}")
    elif free(port.address, number):
        if runs:
            yield _silent(service.name, f"runs, but nothing listens on port {number}")
    elif runs:
        yield _silent(service.name, f"does not answer on port {number}")
    else:
        yield _taken(service.name, port)


def _silent(name: str, text: str) -> Check:
    return Check(name=name, state="fail", text=text, hint=f"docker logs --tail 50 {name}", code=EXIT_FAILED)


def _taken(name: str, port: Port) -> Check:
    who = listener(int(port.number))
    return Check(
        name=f"port {port.number}",
        state="fail",
        text=f"{name} needs it, but {who or 'another program'} has it",
        hint=f"end that (ss -ltnp 'sport = :{port.number}'), or set {port.variable} in .env to a free port",
        code=EXIT_USAGE,
    )


def free(address: str, number: int) -> bool:
    """Tell whether a port can be listened on; one that we may not try (below 1024) counts as free."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, number))
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True


def listener(number: int, proc: Path = Path("/proc")) -> str:
    """Name the program that listens on a port, as `nginx (pid 412)`; empty where the system does not tell us."""
    inodes = set()
    for table in ("net/tcp", "net/tcp6"):
        try:
            lines = (proc / table).read_text().splitlines()[1:]
        except OSError:
            continue
        rows = [line.split() for line in lines]
        inodes |= {row[9] for row in rows if row[3] == LISTENING and int(row[1].rpartition(":")[2], 16) == number}
    wanted = {f"socket:[{inode}]" for inode in inodes}
    for process in (one for one in proc.iterdir() if re.fullmatch(r"\d+", one.name)) if wanted else ():
        try:
            if any(str(handle.readlink()) in wanted for handle in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()} (pid {process.name})"
        except OSError:
            continue  # another user's, or gone
    return ""
