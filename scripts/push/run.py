"""How are all steps of a push done: the folder first, then the writes in parallel, deletions last?"""

from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial

from scripts import survey
from scripts.errors import Conflict, DashError
from scripts.grafana import Client, folders
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotPermitted, UnknownOutcome
from scripts.push import plan
from scripts.push.model import Result, Step
from scripts.push.writer import Writer
from scripts.status import Status


def make_folder(client: Client) -> bool:
    """Make our folder where it is missing, and nothing else about it.

    Returns:
        It was made.

    Raises:
        Conflict: somebody else manages it.
        DashError: it could not be made.
    """
    wanted = client.environment.folder
    if not wanted.uid:
        return False
    found = folders.get(client, wanted.uid)
    if found is not None:
        if found.managed:
            raise Conflict(f"folder {wanted.uid} is managed by {found.managed}", "choose another one in dash.toml")
        return False
    try:
        made = folders.create(client, wanted.uid, wanted.title)
    except UnknownOutcome:
        if folders.get(client, wanted.uid) is None:
            raise
        return True
    if not made and folders.get(client, wanted.uid) is None:
        raise NotPermitted(
            f"{client.environment.name}: folder {wanted.uid} is there, but these credentials may not see it",
            "give the account Edit on the folder",
        )
    return made


def execute(client: Client, can: Capabilities, writer: Writer, steps: Sequence[Step]) -> Generator[Result, None, None]:
    """Do the steps: creations and updates in parallel, then deletions, if all went well.

    However it ends, by an exception, Ctrl-C or because the caller stops asking: what has begun is waited for, the
    rest is not begun.

    Args:
        client: one that writes.
        can: what the server can do.
        writer: does one step.
        steps: all of them.

    Yields:
        Each result as it is there.

    Raises:
        AuthError: the credentials are refused.
        DashError: the journal cannot be written.
    """
    writes = [step for step in steps if step.action != "delete"]
    deletions = [step for step in steps if step.action == "delete"]
    well = True
    with closing(client.parallel(partial(_with_second_try, client, can, writer), writes)) as running:
        for _, result in running:
            well = well and result.state == "done"
            yield result
    if not well:
        for step in deletions:
            yield Result(step=step, state="skipped", why="nothing is deleted when something was not written")
        return
    with closing(client.parallel(writer.write, deletions)) as running:
        for _, result in running:
            yield result


def _with_second_try(client: Client, can: Capabilities, writer: Writer, step: Step) -> Result:
    """After a conflict look again and decide again, once; an edit that nobody has seen is never overwritten."""
    result = writer.write(step)
    if result.state != "conflict" or step.pair is None or result.error is None:
        return result
    try:
        pair = survey.again(client, can, step.pair)
    except DashError as error:
        return Result(step=step, state="conflict", why=f"{result.why}; then: {error.message}", error=error)
    if pair.status is Status.IN_SYNC:
        return Result(step=step, state="done", why="somebody else pushed the same")
    if pair.status in plan.WRITTEN:
        return writer.write(plan.write(pair, client.environment))
    return Result(step=step, state="conflict", why=f"now {pair.status}", error=result.error)
