"""How does a test put one object of a kind there, without HTTP? Through the same handlers, as the server admin."""

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from support.grafana.answering import respond
from support.grafana.state import ORG, State
from support.grafana.wire import Request

from scripts.jsonvalue import Json

PROVISIONING = "/api/v1/provisioning"
REFUSED = 300


@dataclass
class Filler:
    """Objects of every kind, put there one by one; `org` is the number of an organisation.

    Each method fails if the stand-in refuses.
    """

    state: State

    def call(self, method: str, path: str, body: object = None, *, org: int = ORG, **headers: str) -> Any:  # noqa: ANN401
        """Ask as the server admin, and read the JSON of the answer."""
        split = urlsplit(path)
        user = base64.b64encode(b"admin:admin").decode()
        more = {key.lower().replace("_", "-"): value for key, value in headers.items()}
        known = {"authorization": f"Basic {user}", "content-type": "application/json", "x-grafana-org-id": str(org)}
        sent = b"" if body is None else json.dumps(body).encode()
        query = parse_qs(split.query, keep_blank_values=True)
        request = Request(
            method=method, path=unquote(split.path), query=query, headers=known | more, body=sent, raw=split.path
        )
        reply, _ = respond(self.state, request)
        assert reply.status < REFUSED, (method, path, reply.status, reply.body[:500])
        return json.loads(reply.body) if reply.body else None

    def add_organisation(self, name: str) -> int:
        """An organisation whose admin is the server admin."""
        return int(self.call("POST", "/api/orgs", {"name": name})["orgId"])

    def add_user(self, login: str, role: str = "Viewer", *, org: int = ORG, password: str = "pw-12345") -> int:
        """A user with a role in one organisation."""
        body = {"login": login, "email": f"{login}@example.com", "password": password, "OrgId": org}
        ident = int(self.call("POST", "/api/admin/users", body)["id"])
        self.call("PATCH", f"/api/org/users/{ident}", {"role": role}, org=org)
        return ident

    def add_team(self, name: str, members: tuple[int, ...] = (), *, org: int = ORG) -> int:
        """A team with users as members."""
        ident = int(self.call("POST", "/api/teams", {"name": name}, org=org)["teamId"])
        for user in members:
            self.call("POST", f"/api/teams/{ident}/members", {"userId": user}, org=org)
        return ident

    def add_service_account(self, name: str, role: str, *, org: int = ORG) -> str:
        """A service account; the key of its token."""
        ident = self.call("POST", "/api/serviceaccounts", {"name": name, "role": role}, org=org)["id"]
        return str(self.call("POST", f"/api/serviceaccounts/{ident}/tokens", {"name": name}, org=org)["key"])

    def set_permissions(self, kind: str, uid: str, items: list[Json], *, org: int = ORG) -> None:
        """The whole permission list of `folders` or `dashboards/uid`."""
        self.call("POST", f"/api/{kind}/{uid}/permissions", {"items": items}, org=org)

    def add_correlation(self, source: str, target: str, label: str = "label", *, org: int = ORG) -> str:
        """A correlation from one data source to another."""
        body = {"targetUID": target, "label": label, "type": "query", "config": {"field": "f", "target": {}}}
        found = self.call("POST", f"/api/datasources/uid/{source}/correlations", body, org=org)
        return str(found["result"]["uid"])

    def add_library_panel(self, uid: str, name: str = "", *, folder: str = "", org: int = ORG, **model: object) -> None:
        """A library panel."""
        whole = {"type": "stat", "title": name or uid, **model}
        body = {"uid": uid, "name": name or uid, "folderUid": folder, "kind": 1, "model": whole}
        self.call("POST", "/api/library-elements", body, org=org)

    def add_rules(
        self, folder: str, group: str, rules: list[Json], *, interval: int = 60, owned: bool = False, org: int = ORG
    ) -> None:
        """A group of rules; `owned` by the API, so that the browser does not let anybody change it."""
        path = f"{PROVISIONING}/folder/{folder}/rule-groups/{quote(group, safe='')}"
        states = {"noDataState": "NoData", "execErrState": "Error", "for": "1m", "condition": "A", "data": [QUERY]}
        body = {"interval": interval, "rules": [states | rule for rule in rules]}
        self.call("PUT", path, body, org=org, **_owner(owned=owned))

    def add_contact_point(
        self,
        uid: str,
        name: str,
        kind: str = "email",
        settings: Json | None = None,
        *,
        owned: bool = False,
        org: int = ORG,
    ) -> None:
        """One integration of a contact point."""
        chosen = {"addresses": "a@example.com"} if settings is None else settings
        body = {"uid": uid, "name": name, "type": kind, "settings": chosen}
        self.call("POST", f"{PROVISIONING}/contact-points", body, org=org, **_owner(owned=owned))

    def set_policies(self, tree: Json, *, owned: bool = False, org: int = ORG) -> None:
        """The whole policy tree."""
        self.call("PUT", f"{PROVISIONING}/policies", tree, org=org, **_owner(owned=owned))

    def add_mute_timing(self, name: str, intervals: list[Json], *, owned: bool = False, org: int = ORG) -> None:
        """A mute timing."""
        body = {"name": name, "time_intervals": intervals}
        self.call("POST", f"{PROVISIONING}/mute-timings", body, org=org, **_owner(owned=owned))

    def add_template(self, name: str, text: str, *, owned: bool = False, org: int = ORG) -> None:
        """A template of messages."""
        path = f"{PROVISIONING}/templates/{quote(name, safe='')}"
        self.call("PUT", path, {"template": text}, org=org, **_owner(owned=owned))

    def add_silence(self, matchers: list[Json], starts: str, ends: str, *, org: int = ORG) -> str:
        """A silence; its id."""
        body = {"matchers": matchers, "startsAt": starts, "endsAt": ends, "comment": "c", "createdBy": "admin"}
        return str(self.call("POST", "/api/alertmanager/grafana/api/v2/silences", body, org=org)["silenceID"])

    def add_playlist(self, title: str, dashboards: tuple[str, ...] = (), *, org: int = ORG) -> str:
        """A playlist; its uid."""
        items = [{"type": "dashboard_by_uid", "value": uid} for uid in dashboards]
        return str(
            self.call("POST", "/api/playlists", {"name": title, "interval": "5m", "items": items}, org=org)["uid"]
        )

    def add_annotation(self, text: str, *, org: int = ORG, **more: object) -> int:
        """An annotation: `time`, `timeEnd`, `tags`, `dashboardUID`, `panelId`."""
        body = {"time": 1_700_000_000_000, "text": text, **more}
        return int(self.call("POST", "/api/annotations", body, org=org)["id"])

    def add_public_dashboard(self, dashboard: str, uid: str = "", *, enabled: bool = True, org: int = ORG) -> Json:
        """A public dashboard."""
        body = {"isEnabled": enabled, "share": "public"} | ({"uid": uid} if uid else {})
        found: Json = self.call("POST", f"/api/dashboards/uid/{dashboard}/public-dashboards", body, org=org)
        return found

    def add_snapshot(self, name: str, dashboard: str, *, key: str = "", org: int = ORG) -> str:
        """A snapshot of a dashboard that is there; its key."""
        board = {"uid": dashboard, "title": name, "panels": []}
        body = {"name": name, "dashboard": board} | ({"key": key, "deleteKey": f"{key}-delete"} if key else {})
        return str(self.call("POST", "/api/snapshots", body, org=org)["key"])

    def set_preferences(self, of: str = "org", *, org: int = ORG, **wanted: object) -> None:
        """Preferences of `org`, `user` or `teams/1`."""
        self.call("PUT", f"/api/{of}/preferences", wanted, org=org)

    def add_star(self, dashboard: str, *, org: int = ORG) -> None:
        """A star of the server admin."""
        self.call("POST", f"/api/user/stars/dashboard/uid/{dashboard}", org=org)


QUERY: Json = {
    "refId": "A",
    "relativeTimeRange": {"from": 600, "to": 0},
    "datasourceUid": "__expr__",
    "model": {"refId": "A", "type": "math", "expression": "1"},
}
"""A query that needs no data source."""


def _owner(*, owned: bool) -> dict[str, str]:
    return {} if owned else {"X_Disable_Provenance": "true"}
