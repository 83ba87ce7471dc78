"""What can this Grafana do? Asked, not guessed from its version.

12 and 13 serve whole dashboards below `/apis/dashboard.grafana.app`; 10 and 11 only know `/api/dashboards`
(11 has the group too, but lists it to server admins only).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.errors import AuthError
from scripts.grafana.client import Client
from scripts.grafana.failures import NoEndpoint, NotFound, NotPermitted
from scripts.jsonvalue import Json

GROUP = "/apis/dashboard.grafana.app"
BULK = frozenset({"v1beta1", "v1"})
"""A server that has one of these versions lists whole dashboards to everybody who may read them."""

RAW = "v0alpha1"
"""The version that gives and stores a dashboard as it is; the others rewrite it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """One Grafana, as it describes itself.

    Attributes:
        version: of the server, as `12.4.0`.
        namespace: of our organisation in `/apis` paths.
        dashboards: versions of the dashboard API; empty where there is none.
        plugins: ids of the panel types that are installed.
        datasources: `(uid, type)` by name, of those we may query.
    """

    version: str
    namespace: str
    dashboards: tuple[str, ...]
    plugins: frozenset[str]
    datasources: Mapping[str, tuple[str, str]]

    @property
    def bulk(self) -> bool:
        """Tell whether dashboards are read by LIST and written by PUT with a resourceVersion."""
        return bool(BULK & set(self.dashboards))

    @property
    def api(self) -> str:
        """Name the version to read and write dashboards with; empty for the old API."""
        if not self.bulk:
            return ""
        return RAW if RAW in self.dashboards else self.dashboards[0]

    def path(self, version: str = "") -> str:
        """Make the path of all dashboards of our organisation."""
        return f"{GROUP}/{version or self.api}/namespaces/{self.namespace}/dashboards"

    @property
    def folders(self) -> str:
        """Name the path of all folders of our organisation, which is served where `bulk` is true."""
        return f"/apis/folder.grafana.app/v1beta1/namespaces/{self.namespace}/folders"


def discover(client: Client) -> Capabilities:
    """Ask a server what it can do: two requests, and one more where dash.toml names an organisation.

    GET /api/frontend/settings, GET /api/org, GET /apis/dashboard.grafana.app

    Raises:
        AuthError: the credentials are refused, or not good for the organisation of dash.toml.
        DashError: the server does not answer, or is no Grafana.
    """
    if client.environment.org_id is not None:
        _check_org(client, client.environment.org_id)
    settings: Json = client.get("/api/frontend/settings") or {}
    return Capabilities(
        version=str(settings.get("buildInfo", {}).get("version", "")),
        namespace=str(settings.get("namespace") or _namespace(client)),
        dashboards=_versions(client),
        plugins=frozenset(settings.get("panels", {})),
        datasources={
            name: (str(one.get("uid", "")), str(one.get("type", "")))
            for name, one in settings.get("datasources", {}).items()
            if one.get("uid")
        },
    )


def _versions(client: Client) -> tuple[str, ...]:
    """List the versions of the dashboard API, the preferred one first."""
    try:
        group: Json = client.get(GROUP) or {}
    except (NoEndpoint, NotFound):
        return ()
    names = [str(version["version"]) for version in group.get("versions", [])]
    preferred = group.get("preferredVersion", {}).get("version")
    return tuple(sorted(names, key=lambda name: name != preferred))


def _check_org(client: Client, wanted: int) -> None:
    """Make sure that the server works in the organisation we named: it answers questions about others too."""
    hint = "see org_id in dash.toml"
    try:
        found = int(client.get("/api/org")["id"])
    except NotPermitted:
        raise AuthError(f"{client.environment.name}: organisation {wanted} is not there, or not ours", hint) from None
    if found != wanted:
        raise AuthError(f"{client.environment.name}: these credentials belong to organisation {found}", hint)


def _namespace(client: Client) -> str:
    """Derive the namespace where the server does not name it: before 12."""
    org = int(client.get("/api/org")["id"])
    return "default" if org == 1 else f"org-{org}"
