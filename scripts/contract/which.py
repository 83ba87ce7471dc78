"""Which job of the contract does a name mean?"""

from difflib import get_close_matches

from panels.contract import JOBS, Job
from scripts.errors import ConfigurationError


def jobs(name: str = "") -> tuple[Job, ...]:
    """Find the jobs of that name, or of that service; all of them without a name.

    Raises:
        ConfigurationError: there is none; the nearest is named.
    """
    if not name:
        return JOBS
    named = tuple(job for job in JOBS if job.name == name)
    found = named or tuple(job for job in JOBS if job.service == name and job.kind != "probe")
    if found:
        return found
    known = list(dict.fromkeys([job.name for job in JOBS] + [job.service for job in JOBS]))
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    raise ConfigurationError(f"the contract has no service {name!r}", hint)


def one(name: str) -> Job:
    """Find the one job of that name or service.

    Raises:
        ConfigurationError: there is none, or there are several to choose from.
    """
    found = jobs(name)
    if len(found) > 1:
        choice = ", ".join(job.name for job in found)
        raise ConfigurationError(f"the service {name} has several metrics pages: {choice}", "name one of them")
    return found[0]
