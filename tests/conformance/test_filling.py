"""Can a test put every kind of object onto the stand-in, and go back to what was there before?"""

import pytest
import requests
from support.grafana.filling import Filler
from support.grafana.server import running
from support.grafana.standin import StandIn


def fill(grafana: StandIn) -> None:
    """One of every kind, in two organisations."""
    user = grafana.add_user("ann", "Editor")
    team = grafana.add_team("ops 🚀", (user,))
    grafana.add_service_account("machine", "Viewer")
    grafana.add_folder("team", "Team / 🚀")
    grafana.add_folder("inner", "Inner", parent="team")
    grafana.set_permissions("folders", "team", [{"teamId": team, "permission": 2}])
    grafana.add_datasource("prom")
    grafana.add_datasource("loki", "loki")
    grafana.add_correlation("prom", "loki")
    grafana.add_library_panel("panel", folder="team")
    grafana.add_dashboard("board", {"title": "Board", "schemaVersion": 42}, folder="inner")
    grafana.add_contact_point("mail", "on call")
    grafana.add_contact_point("hook", "on call", "webhook", {"url": "http://127.0.0.1:9"}, owned=True)
    grafana.add_mute_timing("weekend", [{"weekdays": ["saturday", "sunday"]}])
    grafana.add_template("greeting", '{{ define "greeting" }}x{{ end }}')
    grafana.set_policies({"receiver": "on call", "group_by": ["alertname"]})
    grafana.add_rules("team", "a/b 🚀", [{"uid": "rule", "title": "Rule"}])
    matcher = {"name": "a", "value": "b", "isRegex": False, "isEqual": True}
    grafana.add_silence([matcher], "2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z")
    grafana.add_playlist("list", ("board",))
    grafana.add_annotation("deployed", tags=["deployment"])
    grafana.add_public_dashboard("board", "public")
    grafana.add_snapshot("picture", "board", key="key")
    grafana.set_preferences(homeDashboardUID="board", theme="dark")
    grafana.add_star("board")
    other = grafana.add_organisation("Other")
    grafana.add_library_panel("panel", org=other)


READS = {
    "/api/org/users": 1,
    "/api/datasources": 2,
    "/api/folders": 1,
    "/api/v1/provisioning/alert-rules": 1,
    "/api/v1/provisioning/mute-timings": 1,
    "/api/v1/provisioning/templates": 1,
    "/api/alertmanager/grafana/api/v2/silences": 1,
    "/api/playlists": 1,
    "/api/annotations": 1,
    "/api/dashboard/snapshots": 1,
    "/api/user/stars": 1,
    "/api/orgs": 1,
}
"""How many of a kind are added by `fill`."""


def counts(grafana: Filler) -> dict[str, int]:
    """How many of a kind there are."""
    return {path: len(grafana.call("GET", path) or ()) for path in READS}


@pytest.mark.parametrize("mode", ["unified", "legacy"])
def test_every_kind_can_be_added_and_taken_back(mode: str) -> None:
    """Also what other organisations hold, and what is added again after that."""
    with running(mode, service_accounts=False) as grafana:
        before, picture = counts(grafana), grafana.picture()
        for _ in range(2):
            fill(grafana)
            added = {path: number - before[path] for path, number in counts(grafana).items()}
            assert added == READS
            picture.put_back()
            assert counts(grafana) == before
            assert requests.get(f"{grafana.url}/api/user", auth=("ann", "pw-12345"), timeout=9).status_code == 401


@pytest.mark.parametrize("mode", ["unified", "legacy"])
def test_a_team_may_do_what_is_granted_to_it(mode: str) -> None:
    """Only its members, and only with what was granted."""
    with running(mode, service_accounts=False) as grafana:
        inside, _ = grafana.add_user("inside"), grafana.add_user("outside")
        team = grafana.add_team("ops", (inside,))
        grafana.add_folder("closed")
        grafana.set_permissions("folders", "closed", [{"teamId": team, "permission": 1}])

        def asked(login: str, method: str = "GET") -> int:
            body = {"title": "new", "overwrite": True} if method == "PUT" else None
            address = f"{grafana.url}/api/folders/closed"
            answer = requests.request(method, address, json=body, auth=(login, "pw-12345"), timeout=9)
            return answer.status_code

        assert (asked("inside"), asked("outside"), asked("inside", "PUT")) == (200, 403, 403)
