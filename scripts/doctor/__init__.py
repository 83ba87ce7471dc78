"""What stands between us and a Grafana: from the credentials to the data sources, one line each?"""

from collections.abc import Iterator, Sequence

from scripts.connecting import connect
from scripts.doctor import connection, needs, rights
from scripts.doctor.model import Check, failed, warn
from scripts.errors import EXIT_OK, DashError
from scripts.grafana import Client, capabilities
from scripts.jsonvalue import Json
from scripts.settings import Environment, Settings

__all__ = ["Check", "examine", "exit_code"]


def examine(settings: Settings, environment: Environment) -> Iterator[Check]:
    """Look at everything, and stop where the rest makes no sense."""
    try:
        client = connect(environment)
    except DashError as error:
        yield failed("settings", error)
        return
    with client:
        yield from _examine(client, settings)


def exit_code(checks: Sequence[Check]) -> int:
    """Choose the exit code: that of the first failure, a connection before what hangs on it."""
    return next((check.code for check in checks if check.state == "fail"), EXIT_OK)


def _examine(client: Client, settings: Settings) -> Iterator[Check]:
    """Look at a Grafana that we have credentials for."""
    server = connection.reach(client)
    yield server
    if server.state == "fail":
        return
    try:
        can = capabilities.discover(client)
    except DashError as error:
        yield failed("credentials", error)
        return
    yield connection.account(client)
    yield connection.version(can)
    yield connection.api(can)
    yield connection.storage(client, can)
    yield connection.clock(client)
    place, check = needs.folder(client)
    yield check
    yield from rights.rights(client, place)
    yield from _data(client, settings)


def _data(client: Client, settings: Settings) -> Iterator[Check]:
    """Look at the data sources of our dashboards."""
    from scripts import sources

    try:
        specs: list[Json] = [source.spec for source in sources.load(settings)]
    except DashError as error:
        yield warn("data sources", f"unknown: {error.message}", "`dash build` shows what is wrong with the sources")
        return
    yield from needs.sources(client, specs)
