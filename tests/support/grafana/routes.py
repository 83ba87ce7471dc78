"""Everything that registers routes, imported for that."""

from support.grafana import (
    accesscontrol,
    accounts,
    annotations,
    api_dashboards,
    api_folders,
    api_library,
    datasources,
    discovery,
    k8s_dashboards,
    k8s_folders,
    permissions,
    plugins,
    provisioning,
    queries,
    search,
    versions,
)
from support.grafana.people import iam, members, orgs, own, preferences, serviceaccounts, teams, users

MODULES = (
    *(
        accesscontrol,
        accounts,
        annotations,
        api_dashboards,
        api_folders,
        api_library,
        datasources,
        discovery,
        k8s_dashboards,
        k8s_folders,
    ),
    *(api_library, permissions, plugins, provisioning, queries, search, versions),
    *(iam, members, orgs, own, preferences, serviceaccounts, teams, users),
)
