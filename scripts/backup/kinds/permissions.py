"""Who may do what with a folder, and with a dashboard?

Grafana gives a list of permissions only one by one, and without a version.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import DASHBOARDS, FOLDERS, Site, Wishes
from scripts.backup.tally import Tally
from scripts.errors import UnexpectedAnswer
from scripts.grafana import dashboards, folders
from scripts.jsonvalue import Json

OF_FOLDERS, OF_DASHBOARDS = "folder-permissions", "dashboard-permissions"


def saved(kind: str, org: str, name: str, rows: Sequence[Json]) -> Saved:
    """Part a list of permissions: rows of its own only, each by the name of a role, team, user or service account."""
    own = [row for row in rows if not row.get("inherited")]
    items = sorted((holder(row) | {"permission": int(row["permission"])} for row in own), key=str)
    title = str(rows[0].get("title", "")) if rows else ""
    return Saved(kind=kind, org=org, name=name, title=title, body={"items": items})


def holder(row: Json) -> Json:
    """Name who holds a permission, so that it can be found on another server."""
    if row.get("role"):
        return {"role": str(row["role"])}
    if row.get("teamId"):
        return {"team": str(row.get("team", ""))}
    login = str(row.get("userLogin", ""))
    account = without_org(login)
    return {"user": login} if account is None else {"serviceAccount": account}


def without_org(login: str) -> str | None:
    """Take the number of the organisation out of a service account's login: `sa-1-ci` is `ci`; `None` for a user."""
    prefix, _, rest = login.partition("-")
    number, _, name = rest.partition("-")
    return name if prefix == "sa" and number.isdigit() and name else None


def of_folders(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the permissions of all folders."""
    yield from each(site, tally, site.names(FOLDERS), of_folder)


def of_dashboards(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the permissions of all dashboards."""
    yield from each(site, tally, site.names(DASHBOARDS), of_dashboard)


def of_folder(site: Site, name: str) -> Saved | None:
    """Read the permissions of one folder; `None` if it is gone.

    Raises:
        UnexpectedAnswer: they could not be read: those of a folder whose parent is gone never can.
    """
    try:
        return _one(site, name, OF_FOLDERS)
    except UnexpectedAnswer as error:
        parent = site.parents.get(name)
        if not parent or parent in site.found.get(FOLDERS, {parent}):
            raise
        raise UnexpectedAnswer(f"{error.message}; the folder around it, {parent}, is gone") from None


def of_dashboard(site: Site, name: str) -> Saved | None:
    """Read the permissions of one dashboard; `None` if it is gone."""
    return _one(site, name, OF_DASHBOARDS)


def left_out(wishes: Wishes) -> str:
    """Say why they are not saved."""
    return "" if wishes.permissions else "--no-permissions"


def _one(site: Site, name: str, kind: str) -> Saved | None:
    read = partial(folders.permissions if kind == OF_FOLDERS else dashboards.permissions, site.client)
    rows = site.unless_gone(partial(read, name))
    return None if rows is None else saved(kind, site.org, name, rows)
