"""What is in Grafana of ours, and how does it stand to the code?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from scripts import status
from scripts.grafana import Client, dashboards
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.live import Live
from scripts.lastpush import last_pushed
from scripts.sources import Source
from scripts.status import Pair
from scripts.target import adapted


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All dashboards of the code and of our folder, on both sides.

    Attributes:
        pairs: those of the code in its order, then those that only Grafana has, by title.
        whole: everything was looked at; false if only some dashboards were asked for.
        legacy: the server drops our annotations; `None` if no dashboard was there to tell.
    """

    pairs: Sequence[Pair]
    whole: bool
    legacy: bool | None


def survey(
    client: Client,
    can: Capabilities,
    sources: Iterable[Source],
    *,
    whole: bool = True,
    everything: Iterable[Live] | None = None,
) -> Survey:
    """Read Grafana and compare; what is neither in the code nor in our folder is not kept.

    Args:
        client: where.
        can: what it can do.
        sources: the code, or the part of it that was asked for.
        whole: the sources are all there are, so what is missing among them is gone from the code.
        everything: all dashboards there, if their reading has begun already.

    Raises:
        DashError: a part could not be read; nothing is concluded from the rest.
    """
    environment = client.environment
    code = {source.uid: source for source in sources}
    if whole:
        there = dashboards.everything(client, can) if everything is None else everything
        found, legacy = _all(can, there, code, environment.folder.uid)
    else:
        found = {uid: live for uid, live in client.parallel(lambda uid: dashboards.get(client, can, uid), code) if live}
        legacy = next((live.legacy for live in found.values()), None if can.bulk else True)
    base = partial(last_pushed, client, can)
    ours = [
        status.of_code(
            source,
            _wanted(source, client),
            found.get(uid),
            environment.folder.uid,
            base,
            locked=environment.locked,
        )
        for uid, source in code.items()
    ]
    theirs = [
        pair
        for uid, live in found.items()
        if uid not in code and (pair := status.of_grafana(live, environment.folder.uid, base)) is not None
    ]
    return Survey(pairs=[*ours, *sorted(theirs, key=lambda pair: (pair.title, pair.uid))], whole=whole, legacy=legacy)


def again(client: Client, can: Capabilities, pair: Pair) -> Pair:
    """Look at one dashboard of the code once more."""
    if pair.source is None or pair.wanted is None:
        raise ValueError(f"{pair.uid} is not in the code")
    live = dashboards.get(client, can, pair.uid)
    return status.of_code(
        pair.source,
        pair.wanted,
        live,
        client.environment.folder.uid,
        partial(last_pushed, client, can),
        locked=client.environment.locked,
    )


def _all(
    can: Capabilities, everything: Iterable[Live], code: Mapping[str, Source], folder: str
) -> tuple[dict[str, Live], bool | None]:
    """Read every dashboard and keep what concerns us."""
    found: dict[str, Live] = {}
    legacy = None if can.bulk else True
    for live in everything:
        legacy = live.legacy if legacy is None else legacy
        if live.uid in code or live.folder == folder:
            found[live.uid] = live
    return found, legacy


def _wanted(source: Source, client: Client) -> dict[str, object]:
    """Make what Grafana should have of a source."""
    spec = adapted(source.spec, client.environment)
    return {key: value for key, value in spec.items() if key != "uid"}
