"""Is there room on the disk that Docker's data lies on?"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from scripts.doctor.model import Check, ok, warn
from scripts.errors import EXIT_FAILED

GB = 1024**3
FULL = 0.05
LOW = 0.15
"""Shares of the disk: Prometheus and Loki stop writing on a full one, and lose what they could not write."""

HINT = "docker system df; docker image prune; a shorter PROMETHEUS_RETENTION in .env"


def check(values: Mapping[str, str], root: Path) -> Check:
    """Look at Docker's folder, or where it will be."""
    docker = Path(values.get("DOCKER_ROOT") or "/var/lib/docker")
    place = next((one for one in (docker, *docker.parents) if one.exists()), root)
    total, _, free = shutil.disk_usage(place)
    return judged(str(place), total, free)


def judged(place: str, total: int, free: int) -> Check:
    """Judge free space, in bytes."""
    text = f"{free / GB:.1f} of {total / GB:.1f} GB free at {place}"
    if free < FULL * total or free < GB:
        return Check(name="disk", state="fail", text=f"full: {text}", hint=HINT, code=EXIT_FAILED)
    return warn("disk", text, HINT) if free < LOW * total else ok("disk", text)
