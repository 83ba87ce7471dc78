"""Which playlists are there?"""

from collections.abc import Iterator

from scripts.backup.kinds._objects import parted
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import playlists
from scripts.grafana.failures import NoEndpoint, NotFound
from scripts.jsonvalue import Json


def saved(org: str, item: Json) -> Saved:
    """Part a playlist."""
    metadata, aside = parted(item)
    spec: Json = {key: value for key, value in item["spec"].items() if key not in ("uid", "id")}
    body: Json = {"metadata": metadata, "spec": spec}
    return Saved(
        kind="playlists", org=org, name=metadata["name"], title=str(spec.get("title", "")), body=body, aside=aside
    )


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all playlists, by `/apis` where the server has them there."""
    del tally
    try:
        found = list(playlists.everything(site.client, site.can.namespace))
    except (NoEndpoint, NotFound):
        found = [_form(item) for item in playlists.old(site.client)]
    yield from (saved(site.org, item) for item in found)


def _form(item: Json) -> Json:
    """Bring an answer of the old API into the form of `/apis`."""
    rows = [{"type": one["type"], "value": one["value"]} for one in item.get("items") or ()]
    spec: Json = {"title": item["name"], "interval": item["interval"], "items": rows}
    return {"metadata": {"name": item["uid"]}, "spec": spec}
