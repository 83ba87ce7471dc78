"""Is there what our dashboards need: their folder, their data sources?"""

from collections.abc import Iterable, Iterator

from scripts import references
from scripts.doctor.model import Check, failed, ok, warn
from scripts.errors import EXIT_CONFLICT, EXIT_FINDINGS, DashError
from scripts.grafana import Client, datasources, folders
from scripts.grafana.datasources import DataSource
from scripts.grafana.folders import LiveFolder
from scripts.jsonvalue import Json
from scripts.settings import Environment


def folder(client: Client) -> tuple[LiveFolder | None, Check]:
    """Look at our folder."""
    wanted = client.environment.folder
    if not wanted.uid:
        return None, ok("folder", "the root")
    try:
        found = folders.get(client, wanted.uid)
    except DashError as error:
        return None, failed("folder", error)
    if found is None:
        return None, ok("folder", f"{wanted.uid} is not there, as far as we may see: the first push makes it")
    if found.managed:
        return found, Check(
            name="folder",
            state="fail",
            text=f"{found.uid} ({found.title}) is managed by {found.managed}",
            hint="choose another folder in dash.toml",
            code=EXIT_CONFLICT,
        )
    if found.title != wanted.title:
        return found, warn(
            "folder", f"{found.uid} is titled {found.title!r}, not {wanted.title!r}", "titles are left as they are"
        )
    return found, ok("folder", f"{found.uid} ({found.title})")


def sources(client: Client, specs: Iterable[Json]) -> Iterator[Check]:
    """Find the data sources that the dashboards need, and ask each whether it answers."""
    try:
        there = datasources.everything(client)
    except DashError as error:
        yield failed("data sources", error)
        return
    asked: set[str] = set()
    for kind, name in needed(specs, client.environment):
        label = f"data source {name or kind}"
        matching = [one for one in there if name in {one.uid, one.name} or (not name and one.type == kind)]
        if not matching:
            yield Check(
                name=label,
                state="fail",
                text="is not there",
                hint=f"make one of type {kind}, or set datasources.{kind} in dash.toml",
                code=EXIT_FINDINGS,
            )
            continue
        chosen = next((one for one in matching if one.default), matching[0])
        if chosen.uid not in asked:
            asked.add(chosen.uid)
            yield _health(client, label, chosen)


def needed(specs: Iterable[Json], environment: Environment) -> list[tuple[str, str]]:
    """List type and uid of what the dashboards need; a type alone where any of it will do."""
    found = set()
    for spec in specs:
        for one in references.of(spec):
            if one.kind == "data source":
                found.add((one.type, one.name or environment.datasources.get(one.type, "")))
    return sorted(found)


def _health(client: Client, label: str, source: DataSource) -> Check:
    """Ask one data source."""
    try:
        wrong = datasources.health(client, source.uid)
    except DashError as error:
        return failed(label, error)
    if wrong:
        return Check(
            name=label,
            state="fail",
            text=f"{source.name} does not answer: {wrong}",
            hint=f"see its URL in Grafana, under Connections: {client.environment.url}/connections/datasources",
            code=EXIT_FINDINGS,
        )
    return ok(label, f"{source.name} ({source.uid}) answers")
