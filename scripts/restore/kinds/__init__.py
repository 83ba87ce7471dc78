"""How is each kind of object brought back? One module a kind."""

from collections.abc import Mapping

from scripts.restore.kinds.alertmanagers import Alertmanagers
from scripts.restore.kinds.annotations import Annotations
from scripts.restore.kinds.contactpoints import ContactPoints
from scripts.restore.kinds.correlations import Correlations
from scripts.restore.kinds.dashboards import Dashboards
from scripts.restore.kinds.datasources import DataSources
from scripts.restore.kinds.folders import Folders
from scripts.restore.kinds.librarypanels import LibraryPanels
from scripts.restore.kinds.members import Members
from scripts.restore.kinds.mutetimings import MuteTimings
from scripts.restore.kinds.organisations import Organisations
from scripts.restore.kinds.permissions import DashboardPermissions, FolderPermissions
from scripts.restore.kinds.playlists import Playlists
from scripts.restore.kinds.policies import Policies
from scripts.restore.kinds.preferences import Preferences
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.kinds.publicdashboards import PublicDashboards
from scripts.restore.kinds.rulegroups import RuleGroups
from scripts.restore.kinds.serviceaccounts import ServiceAccounts
from scripts.restore.kinds.silences import Silences
from scripts.restore.kinds.snapshots import Snapshots
from scripts.restore.kinds.stars import Stars
from scripts.restore.kinds.teams import Teams
from scripts.restore.kinds.templates import Templates
from scripts.restore.kinds.users import Users

RESTORERS: Mapping[str, Restorer] = {
    one.kind: one
    for one in (
        *(Users(), Organisations(), Members(), Teams(), ServiceAccounts()),
        *(Folders(), DataSources(), LibraryPanels(), Dashboards(), Correlations()),
        *(FolderPermissions(), DashboardPermissions()),
        *(MuteTimings(), Templates(), ContactPoints(), Policies(), RuleGroups(), Silences(), Alertmanagers()),
        *(PublicDashboards(), Playlists(), Annotations(), Snapshots(), Preferences(), Stars()),
    )
}
"""By the name of the kind; the order of a restore is that of `scripts.backup.model.KINDS`."""

__all__ = ["RESTORERS", "Restorer"]
