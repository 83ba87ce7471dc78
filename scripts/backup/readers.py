"""Who reads which kind of object, and how is it checked again?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from scripts.backup.kinds import (
    alertmanagers,
    annotations,
    contactpoints,
    correlations,
    dashboards,
    datasources,
    folders,
    history,
    librarypanels,
    members,
    mutetimings,
    organisations,
    permissions,
    playlists,
    policies,
    preferences,
    publicdashboards,
    rulegroups,
    serviceaccounts,
    silences,
    snapshots,
    stars,
    teams,
    templates,
    users,
)
from scripts.backup.model import Saved
from scripts.backup.site import DASHBOARDS, FOLDERS, Site, Wishes
from scripts.backup.tally import Tally


class Again(Enum):
    """How to find out, when all is read, what changed meanwhile."""

    WHOLE = "read all once more and compare"
    REVISIONS = "list the versions, and read what has another one"
    NAMES = "list the names, and read what is new"
    NEVER = "a version or a snapshot does not change"


def _always(wishes: Wishes) -> str:
    del wishes
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How one kind is read.

    Attributes:
        kind: its name in `model.KINDS`.
        read: reads all objects; notes in the tally what it cannot read. Whatever it raises fails the kind.
        one: reads one object by name, where Grafana can; `None` means that it is gone.
        again: how changes are found.
        follows: the kind whose objects it belongs to, each by the same name; their changes make it read anew.
        left_out: says why the wishes leave the kind out; empty if they do not.
    """

    kind: str
    read: Callable[[Site, Tally], Iterator[Saved]]
    one: Callable[[Site, str], Saved | None] | None = None
    again: Again = Again.WHOLE
    follows: str = ""
    left_out: Callable[[Wishes], str] = _always


READERS = (
    Reader(kind="users", read=users.read),
    Reader(kind="organisations", read=organisations.read),
    Reader(kind="members", read=members.read),
    Reader(kind="teams", read=teams.read),
    Reader(kind="service-accounts", read=serviceaccounts.read),
    Reader(kind="folders", read=folders.read),
    Reader(kind="data-sources", read=datasources.read, one=datasources.one),
    Reader(kind="library-panels", read=librarypanels.read, one=librarypanels.one),
    Reader(kind="dashboards", read=dashboards.read, one=dashboards.one, again=Again.REVISIONS),
    Reader(kind="dashboard-versions", read=history.read, again=Again.NEVER, left_out=history.left_out),
    Reader(kind="correlations", read=correlations.read),
    Reader(
        kind=permissions.OF_FOLDERS,
        read=permissions.of_folders,
        one=permissions.of_folder,
        again=Again.NAMES,
        follows=FOLDERS,
        left_out=permissions.left_out,
    ),
    Reader(
        kind=permissions.OF_DASHBOARDS,
        read=permissions.of_dashboards,
        one=permissions.of_dashboard,
        again=Again.NAMES,
        follows=DASHBOARDS,
        left_out=permissions.left_out,
    ),
    Reader(kind="mute-timings", read=mutetimings.read),
    Reader(kind="templates", read=templates.read),
    Reader(kind="contact-points", read=contactpoints.read),
    Reader(kind="notification-policies", read=policies.read),
    Reader(kind="rule-groups", read=rulegroups.read),
    Reader(kind="silences", read=silences.read),
    Reader(kind="alerting-settings", read=alertmanagers.read),
    Reader(kind="public-dashboards", read=publicdashboards.read, one=publicdashboards.one),
    Reader(kind="playlists", read=playlists.read),
    Reader(kind="annotations", read=annotations.read),
    Reader(kind="snapshots", read=snapshots.read, again=Again.NEVER, left_out=snapshots.left_out),
    Reader(kind="preferences", read=preferences.read),
    Reader(kind="stars", read=stars.read),
)
"""In the order of reading: folders and dashboards before what belongs to each of them."""

BY_KIND = {reader.kind: reader for reader in READERS}
