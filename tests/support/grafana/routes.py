"""Everything that registers routes, imported for that."""

from support.grafana import (
    accounts,
    annotations,
    api_dashboards,
    api_folders,
    datasources,
    discovery,
    k8s_dashboards,
    k8s_folders,
    library,
    permissions,
    plugins,
    provisioning,
    queries,
    search,
    versions,
)
from support.grafana.access import denied
from support.grafana.wire import RefusedError

MODULES = (
    *(accounts, annotations, api_dashboards, api_folders, datasources, discovery, k8s_dashboards, k8s_folders),
    *(library, permissions, plugins, provisioning, queries, search, versions),
)


def no_org() -> RefusedError:
    """What a user is told who names an organisation that is not theirs."""
    return denied("orgs:read")
