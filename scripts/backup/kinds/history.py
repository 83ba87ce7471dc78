"""Which versions did the dashboards have?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import DASHBOARDS, Site, Wishes
from scripts.backup.tally import Tally
from scripts.errors import AuthError, DashError
from scripts.grafana import versions
from scripts.jsonvalue import Json

KIND = "dashboard-versions"


def saved(org: str, uid: str, version: versions.Whole) -> Saved:
    """Part a version: message and content last; author and time are in what does not."""
    body: Json = {"apiVersion": version.api, "uid": uid, "message": version.message, "spec": version.spec}
    aside: Json = {"author": version.author, "created": version.created, "version": version.number}
    title = str(version.spec.get("title", ""))
    return Saved(kind=KIND, org=org, name=f"{uid}/{version.number}", title=title, body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the versions of all dashboards, one dashboard after the other."""
    for uid in sorted(site.names(DASHBOARDS)):
        try:
            yield from (saved(site.org, uid, one) for one in versions.whole(site.client, site.can, uid))
        except AuthError:
            if site.client.refused:
                raise
            tally.hide(uid, "its history needs the right to change it")
        except DashError as error:
            tally.fail(uid, error.message)


def left_out(wishes: Wishes) -> str:
    """Say why they are not saved."""
    return "" if wishes.history else "only with --history"
