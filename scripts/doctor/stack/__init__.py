"""What keeps the stack of docker-compose.yml from running on this machine, one line each with what mends it?"""

from collections.abc import Iterator

from scripts.doctor.model import Check, failed
from scripts.doctor.stack import addresses, answers, containers, files, network, room, targets, variables
from scripts.errors import DashError
from scripts.settings import Settings
from scripts.stack import compose


def examine(settings: Settings) -> Iterator[Check]:
    """Look at what needs no Docker first: it is what a start fails for."""
    root = settings.root
    try:
        text = compose.source(root)
        values = compose.environment(root)
        stack = compose.read(root, values)
    except DashError as error:
        yield failed("settings", error)
        return
    yield from variables.checks(root, text, values)
    yield from files.checks(settings, stack)
    yield addresses.check(settings)
    yield addresses.check_paging(settings)
    yield room.check(values, root)
    found, line = containers.look(stack)
    yield line
    if line.state == "ok":
        yield from network.checks(stack, values)
    yield from containers.checks(stack, found)
    answered = list(answers.checks(stack, found))
    yield from answered
    if any(one.name == "prometheus" and one.state == "ok" for one in answered):
        yield from targets.checks(stack)
