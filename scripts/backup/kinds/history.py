"""Which versions did the dashboards have?"""

from collections.abc import Iterator

from scripts.backup.kinds._trying import in_order
from scripts.backup.model import Saved
from scripts.backup.site import DASHBOARDS, Site, Wishes
from scripts.backup.tally import ODD, Tally, odd
from scripts.errors import DashError, UnexpectedAnswer
from scripts.grafana import versions
from scripts.grafana.failures import NotFound, NotPermitted
from scripts.jsonvalue import Json

KIND = "dashboard-versions"


def saved(org: str, uid: str, version: versions.Whole) -> Saved:
    """Part a version: message and content last; author and time are in what does not."""
    body: Json = {"apiVersion": version.api, "uid": uid, "message": version.message, "spec": version.spec}
    aside: Json = {"author": version.author, "created": version.created, "version": version.number}
    title = str(version.spec.get("title", ""))
    return Saved(kind=KIND, org=org, name=f"{uid}/{version.number}", title=title, body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the versions of all dashboards, several dashboards at a time."""
    uids = sorted(site.names(DASHBOARDS))
    found = site.client.parallel(lambda uid: _tried(site, uid), uids)
    for uid, result in in_order(uids, found):
        if isinstance(result, NotPermitted):
            tally.hide(uid, "its history needs the right to change it")
        elif isinstance(result, DashError):
            tally.fail(uid, result.message)
        else:
            yield from result


def _tried(site: Site, uid: str) -> list[Saved] | DashError:
    """Read the versions of one dashboard, or say why not; of one that is gone there are none."""
    try:
        return [saved(site.org, uid, one) for one in versions.whole(site.client, site.can, uid)]
    except NotFound:
        return []
    except (NotPermitted, UnexpectedAnswer) as error:
        return error
    except ODD as error:
        return UnexpectedAnswer(odd(error))


def left_out(wishes: Wishes) -> str:
    """Say why they are not saved."""
    return "" if wishes.history else "only with --history"
