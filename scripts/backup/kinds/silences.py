"""Which alerts are silenced now, or will be?"""

from collections.abc import Iterator

from scripts.backup.kinds._alerting import unless_new
from scripts.backup.kinds._content import named
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import silences
from scripts.jsonvalue import Json

LASTING = ("matchers", "startsAt", "endsAt", "createdBy", "comment")


def saved(org: str, item: Json) -> Saved:
    """Part a silence; it has a new id on each server, and a past start becomes now, so that the rest is its name."""
    body: Json = {key: item[key] for key in LASTING if key in item}
    body["matchers"] = sorted(body.get("matchers") or [], key=lambda one: (one.get("name", ""), one.get("value", "")))
    name = named({key: value for key, value in body.items() if key != "startsAt"})
    aside: Json = {"id": item["id"], "state": (item.get("status") or {}).get("state")}
    return Saved(kind="silences", org=org, name=name, title=str(item.get("comment", "")), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the silences that have not ended: the others cannot be made again."""
    del tally
    for item in unless_new(site, lambda: silences.everything(site.client)):
        if (item.get("status") or {}).get("state") != "expired":
            yield saved(site.org, item)
