"""Do the containers find each other, Bot-Core, and the host?"""

import errno
import socket
import subprocess
from collections.abc import Iterator, Mapping

from scripts.doctor.model import Check
from scripts.doctor.stack.containers import ask
from scripts.errors import EXIT_USAGE
from scripts.stack.compose import Stack

GATEWAY = "DOCKER_GATEWAY"
DEFAULT_GATEWAY = "172.17.0.1"


def checks(stack: Stack, values: Mapping[str, str]) -> Iterator[Check]:
    """Look for a network that somebody else has to make, and for the host's address on Docker's bridge."""
    for one in stack.networks.values():
        if str(one.get("external", "")).lower() == "true" and not _exists(one["name"]):
            yield Check(
                name=f"network {one['name']}",
                state="fail",
                text="is not there, and BOT_NETWORK_EXTERNAL says that Bot-Core makes it",
                hint=f"start Bot-Core, or: docker network create {one['name']}",
                code=EXIT_USAGE,
            )
    gateway = values.get(GATEWAY) or DEFAULT_GATEWAY
    if not is_ours(gateway):
        yield Check(
            name=GATEWAY,
            state="fail",
            text=f"{gateway} is no address of this host: node-exporter cannot listen there",
            hint="ip -4 addr show docker0 shows the right one: set DOCKER_GATEWAY in .env",
            code=EXIT_USAGE,
        )


def _exists(name: str) -> bool:
    try:
        return ask("network", "inspect", name).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return True  # not known to be missing


def is_ours(address: str) -> bool:
    """Tell whether an interface of this host has an address; what is no address at all is reported elsewhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError as error:
            return error.errno != errno.EADDRNOTAVAIL
    return True
