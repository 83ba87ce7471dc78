"""Which Grafanas can the tests' Grafana be, and in what do they differ?

Recorded: 12.4.0 on unified storage, 12.4.0 on legacy storage (mode 0), 12.3.0. From Grafana's source: 11.5, 10.4.
"""

from dataclasses import dataclass, replace

V0, V1, V2, V2ALPHA = "v0alpha1", "v1beta1", "v2beta1", "v2alpha1"


@dataclass(frozen=True, kw_only=True)
class Mode:
    """One Grafana's peculiarities; every difference between versions is a field here and nowhere else.

    Attributes:
        name: how tests ask for it.
        version: what /api/health says.
        unified: unified storage: annotations and history are kept, an equal save is no save.
        apis: the Kubernetes-style API exists.
        dashboard_versions: of dashboard.grafana.app, the preferred one first.
        list_for_all: any role may LIST dashboards; before 12 only a server admin.
        downconverts: a v2 dashboard can be read as v0 and v1, with losses.
        lists_by_field: LIST accepts a fieldSelector without a labelSelector.
        tag_limit: longest tag in bytes, 0 for none.
        folder_exists: status for a folder whose uid is taken.
        versions_object: the versions come in an object with a continueToken, not as a bare array.
        folder_status: folders of the Kubernetes-style API have an empty status.
        checks_library: a save that refers to a library panel that is not there fails; before 12.4 it is stored too.
    """

    name: str
    version: str
    unified: bool = False
    apis: bool = True
    dashboard_versions: tuple[str, ...] = (V1, V0, V2, V2ALPHA)
    folder_api: bool = True
    list_for_all: bool = True
    downconverts: bool = True
    lists_by_field: bool = True
    tag_limit: int = 50
    folder_exists: int = 412
    versions_object: bool = True
    folder_status: bool = False
    checks_library: bool = True


UNIFIED = Mode(name="unified", version="12.4.0", unified=True, checks_library=False)
LEGACY = Mode(name="legacy", version="12.4.0")
V12_3 = Mode(name="v12.3", version="12.3.0", downconverts=False, lists_by_field=False, tag_limit=0, folder_status=True)
V11 = replace(
    V12_3,
    name="v11",
    version="11.5.1",
    dashboard_versions=(V0, "v1alpha1", V2ALPHA),
    folder_api=False,
    list_for_all=False,
    folder_exists=409,
    versions_object=False,
)
V10 = replace(V11, name="v10", version="10.4.2", apis=False)

MODES = {mode.name: mode for mode in (UNIFIED, LEGACY, V12_3, V11, V10)}
