"""Which targets can Prometheus not scrape, and why?"""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

from panels.contract import JOBS
from scripts.doctor.model import Check, ok, warn
from scripts.errors import EXIT_FAILED
from scripts.jsonvalue import Json
from scripts.stack.compose import Stack

HOSTS = {job.name: job.host for job in JOBS}


def checks(stack: Stack) -> Iterator[Check]:
    """Ask the Prometheus of the stack, which answers."""
    (port,) = stack.services["prometheus"].ports
    try:
        found = _targets(int(port.number))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield warn("targets", f"Prometheus did not tell them: {error}", "docker logs --tail 50 prometheus")
        return
    yield from judged(found)


def _targets(port: int) -> list[Json]:
    address = f"http://127.0.0.1:{port}/api/v1/targets?state=active"
    with urllib.request.urlopen(address, timeout=5) as answer:
        found: list[Json] = json.load(answer)["data"]["activeTargets"]
    return found


def judged(found: list[Json]) -> Iterator[Check]:
    """Name each target that is down; one that was never scraped yet is only waited for."""
    down = [one for one in found if one["health"] == "down"]
    for one in down:
        job, instance = one["labels"]["job"], one["labels"]["instance"]
        yield Check(
            name=f"target {job}",
            state="fail",
            text=f"{instance} is down: {one['lastError'] or 'it says nothing'}",
            hint=f"docker logs --tail 50 {HOSTS.get(job, job)}",
            code=EXIT_FAILED,
        )
    waiting = sum(one["health"] == "unknown" for one in found)
    if waiting:
        yield warn("targets", f"{waiting} of {len(found)} were not scraped yet", "ask again in a minute")
    elif found and not down:
        yield ok("targets", f"all {len(found)} are up")
