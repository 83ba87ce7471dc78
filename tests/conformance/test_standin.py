"""Does the tests' Grafana keep a log, forget slowly, lock out, and tell of its own bugs, as the tests need it to?"""

import base64

import pytest
import requests
from support.grafana.server import running
from support.grafana.standin import Exchange, Manager, StandIn

PATH = "/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards"


def ask(grafana: StandIn, method: str, path: str, body: object = None, **headers: str) -> requests.Response:
    """Send one request, as admin if no other credentials are given."""
    auth = None if "Authorization" in headers else ("admin", "admin")
    return requests.request(method, grafana.url + path, json=body, auth=auth, headers=headers, timeout=10)


def bearer(grafana: StandIn, role: str) -> dict[str, str]:
    """The header of a role's service account."""
    return {"Authorization": f"Bearer {grafana.tokens[role]}"}


def test_every_exchange_is_in_the_log_before_it_is_answered() -> None:
    """With method, path, status and sizes; queries of panels count as reading."""
    with running() as grafana:
        made = ask(grafana, "POST", PATH, {"metadata": {"name": "a"}, "spec": {"title": "A"}})
        ask(grafana, "GET", f"{PATH}/a")
        ask(grafana, "POST", "/api/ds/query", {"queries": []})
        assert [(one.method, one.path, one.status) for one in grafana.log] == [
            ("POST", PATH, 201),
            ("GET", f"{PATH}/a", 200),
            ("POST", "/api/ds/query", 400),
        ]
        assert grafana.writes == [Exchange("POST", PATH, 201, 51, len(made.content), "admin")]
        grafana.forget()
        assert grafana.log == []


def test_roles_see_what_they_may() -> None:
    """A dashboard in a folder is seen by all, one of another tool at the root without grants only by admins."""
    with running() as grafana:
        grafana.add_folder("open")
        grafana.add_dashboard("inside", {"title": "inside"}, folder="open")
        grafana.add_dashboard("hidden", {"title": "hidden"}, manager=Manager(kind="terraform", ident="t"))
        grafana.state.dashboards["hidden"].grants = []
        lists = {role: ask(grafana, "GET", PATH, **bearer(grafana, role)).json()["items"] for role in grafana.tokens}
        seen = {role: [item["metadata"]["name"] for item in items] for role, items in lists.items()}
        assert seen == {"Viewer": ["inside"], "Editor": ["inside"], "Admin": ["hidden", "inside"]}
        assert ask(grafana, "GET", f"{PATH}/hidden", **bearer(grafana, "Viewer")).status_code == 403
        refused = ask(grafana, "PUT", f"{PATH}/inside", {"metadata": {"name": "inside"}}, **bearer(grafana, "Viewer"))
        assert refused.status_code == 403


def test_a_new_grant_is_seen_after_a_while() -> None:
    """As long as the permission cache lasts; time can be set forward."""
    with running(permission_cache=30) as grafana:
        viewer = bearer(grafana, "Viewer")
        assert ask(grafana, "GET", "/api/org", **viewer).status_code == 200
        grafana.add_dashboard("late", {"title": "late"})
        assert ask(grafana, "GET", "/api/dashboards/uid/late", **viewer).status_code == 403
        grafana.state.clock.advance(31)
        assert ask(grafana, "GET", "/api/dashboards/uid/late", **viewer).status_code == 200


def test_five_wrong_passwords_lock_a_user_out() -> None:
    """The right one does not help for five minutes."""
    wrong = {"Authorization": "Basic " + base64.b64encode(b"admin:wrong").decode()}
    with running() as grafana:
        for _ in range(5):
            assert ask(grafana, "GET", "/api/org", **wrong).status_code == 401
        assert ask(grafana, "GET", "/api/org").status_code == 401
        grafana.state.clock.advance(301)
        assert ask(grafana, "GET", "/api/org").status_code == 200


def test_a_write_to_a_repository_is_refused_and_noted() -> None:
    """A real server would have written into somebody's Git."""
    with running() as grafana:
        grafana.add_dashboard("synced", {"title": "synced"}, manager=Manager(kind="repo", ident="git"))
        assert (
            ask(grafana, "PUT", f"{PATH}/synced", {"metadata": {"name": "synced"}, "spec": {"title": "x"}}).status_code
            == 403
        )
        assert ask(grafana, "DELETE", f"{PATH}/synced").status_code == 500
        assert grafana.state.git_writes == ["synced", "synced"]
        assert grafana.spec("synced") == {"title": "synced"}


def test_before_12_only_a_server_admin_lists_dashboards() -> None:
    """Others search and read one by one."""
    with running("v11") as grafana:
        assert ask(grafana, "GET", PATH).status_code == 200
        refused = ask(grafana, "GET", PATH, **bearer(grafana, "Admin"))
        assert (refused.status_code, refused.json()["reason"]) == (403, "Forbidden")


def test_the_oldest_has_no_such_api_at_all() -> None:
    """A text, not JSON."""
    with running("v10") as grafana:
        for path in ("/apis", "/apis/dashboard.grafana.app", PATH):
            missing = ask(grafana, "GET", path)
            assert (missing.status_code, missing.text) == (404, "404 page not found\n")


def test_a_page_ends_at_two_mebibytes() -> None:
    """And the same page is the same answer until something changes."""
    with running() as grafana:
        for number in range(5):
            grafana.add_dashboard(f"b{number}", {"title": "large", "text": "x" * 1024 * 1024})
        first = ask(grafana, "GET", PATH)
        assert len(first.json()["items"]) == 2
        assert first.headers["Content-Encoding"] == "gzip"
        assert ask(grafana, "GET", PATH).json() == first.json()
        plain = ask(grafana, "GET", PATH, **{"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        grafana.add_dashboard("a", {"title": "small"})
        assert [item["metadata"]["name"] for item in ask(grafana, "GET", PATH).json()["items"]] == ["a", "b0", "b1"]


def test_a_bug_of_the_stand_in_fails_the_test() -> None:
    """It does not pass for an answer of Grafana."""

    def broken(_: object) -> dict[str, object]:
        raise ZeroDivisionError

    def meet_it() -> None:
        with running() as grafana:
            grafana.add_datasource("p")
            grafana.state.queries = broken
            target = {"refId": "A", "datasource": {"uid": "p"}}
            with pytest.raises(requests.ConnectionError):
                ask(grafana, "POST", "/api/ds/query", {"queries": [target]})

    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        meet_it()
