"""Which organisations can these credentials work in, and who are they there?"""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.grafana import Client, identity, organisations
from scripts.grafana.failures import NoEndpoint, NotFound, NotPermitted
from scripts.grafana.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Org:
    """One organisation.

    Attributes:
        number: its id on this server.
        name: what people call it.
        ours: it is the one that the credentials work in by themselves.
    """

    number: int
    name: str
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where we can work.

    Attributes:
        who: we ourselves.
        orgs: the organisations, by their numbers.
        unseen: why there may be others; empty if there are none.
    """

    who: Identity
    orgs: Sequence[Org]
    unseen: str = ""


def visible(client: Client) -> Places:
    """List the organisations to be read.

    A server admin sees all, another user those of which they are a member, a service account its own; where dash.toml
    names one, it is only that one.

    Raises:
        DashError: the server does not answer, or refuses the credentials.
    """
    who = identity.whoami(client)
    own = Org(number=who.org_id, name=who.org, ours=True)
    if client.environment.org_id is not None:
        return Places(who=who, orgs=[own])
    found = {own.number: own}
    try:
        for number, name in _others(client, who):
            found.setdefault(number, Org(number=number, name=name))
    except (NotPermitted, NotFound, NoEndpoint) as error:
        return Places(who=who, orgs=[own], unseen=f"other organisations: {error.message}")
    return Places(who=who, orgs=[found[number] for number in sorted(found)])


def _others(client: Client, who: Identity) -> list[tuple[int, str]]:
    """List organisations by number and name."""
    if client.environment.credentials.kind != "password":
        return []
    if who.server_admin:
        return [(int(one["id"]), str(one["name"])) for one in organisations.everything(client)]
    return [(int(one["orgId"]), str(one["name"])) for one in organisations.ours(client)]
