"""How is each kind of object brought back? One module a kind."""

from collections.abc import Mapping

from scripts.restore.kinds.dashboards import Dashboards
from scripts.restore.kinds.folders import Folders
from scripts.restore.kinds.protocol import Restorer

RESTORERS: Mapping[str, Restorer] = {one.kind: one for one in (Folders(), Dashboards())}
"""By the name of the kind; the order of a restore is that of `scripts.backup.model.KINDS`."""

__all__ = ["RESTORERS", "Restorer"]
