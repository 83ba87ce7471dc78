"""What a Grafana says about itself, for tests of what reads it."""

from support.loopback import Reply

SETTINGS = {
    "buildInfo": {"version": "12.4.0"},
    "namespace": "default",
    "panels": {"stat": {}, "timeseries": {}, "text": {}},
    "datasources": {"Prometheus": {"uid": "prom", "type": "prometheus"}, "-- Grafana --": {"type": "datasource"}},
}
VERSIONS = ["v1beta1", "v0alpha1", "v2beta1"]


def description(**changes: Reply) -> dict[str, Reply]:
    """Describe a healthy Grafana 12.4 with an admin; a change names what differs."""
    parts = {
        "health": ("GET /api/health", {"database": "ok", "version": "12.4.0"}),
        "settings": ("GET /api/frontend/settings", SETTINGS),
        "apis": (
            "GET /apis/dashboard.grafana.app",
            {"versions": [{"version": one} for one in VERSIONS], "preferredVersion": {"version": "v1beta1"}},
        ),
        "org": ("GET /api/org", {"id": 1, "name": "Main Org."}),
        "user": ("GET /api/user", {"login": "ed", "isGrafanaAdmin": False}),
        "permissions": (
            "GET /api/access-control/user/permissions",
            {
                action: ["*"]
                for action in (
                    "dashboards:read",
                    "dashboards:write",
                    "dashboards:create",
                    "dashboards:delete",
                    "folders:read",
                    "folders:create",
                    "annotations:create",
                    "datasources:query",
                )
            },
        ),
        "folder": ("GET /api/folders/bot-core", {"uid": "bot-core", "title": "Bot-Core", "canSave": True}),
        "datasources": (
            "GET /api/datasources",
            [{"uid": "prom", "name": "Prometheus", "type": "prometheus", "isDefault": True}],
        ),
        "prom": ("GET /api/datasources/uid/prom/health", {"status": "OK"}),
        "dashboards": (
            "GET /apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards",
            {"metadata": {}, "items": []},
        ),
    }
    return {where: changes.get(name) or Reply(body=body) for name, (where, body) in parts.items()}
