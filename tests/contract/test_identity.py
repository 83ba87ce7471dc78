"""What do we rely on to learn which Grafana this is, who we are and what we may do?"""

import base64

from support.contract import Api


def test_health_tells_the_version_to_anybody(old: Api) -> None:
    """`dash doctor` begins without credentials."""
    said = old.ask_as({}, "GET", "/api/health")
    assert (said.status, said.body["database"]) == (200, "ok")
    assert said.body["version"].count(".") == 2


def test_settings_name_version_namespace_panels_and_data_sources(old: Api) -> None:
    """Discovery reads them once."""
    said = old.ask("GET", "/api/frontend/settings")
    assert said.status == 200
    assert said.body["buildInfo"]["version"]
    assert said.body.get("namespace", "default") == "default"
    assert {"timeseries", "stat", "table", "text", "heatmap", "logs"} <= said.body["panels"].keys()
    assert isinstance(said.body["datasources"], dict)


def test_a_server_with_whole_dashboards_says_so(bulk: Api) -> None:
    """v1beta1 among the versions is the sign, v0alpha1 the version to use."""
    said = bulk.ask("GET", "/apis/dashboard.grafana.app")
    assert {"v0alpha1", "v1beta1"} <= {version["version"] for version in said.body["versions"]}
    assert said.body["preferredVersion"]["version"]


def test_an_unknown_group_is_404_without_json(bulk: Api) -> None:
    """So that it is told from an object that is not there."""
    said = bulk.ask("GET", "/apis/nothing.grafana.app")
    assert (said.status, said.body) == (404, None)


def test_an_unknown_path_is_404_in_grafanas_words(old: Api) -> None:
    """A web page in its place is not Grafana."""
    said = old.ask("GET", "/api/nothing-of-that-name")
    assert (said.status, said.body["message"]) == (404, "Not found")


def test_a_wrong_token_is_401_with_a_message(old: Api) -> None:
    """The first one ends everything."""
    said = old.ask_as({"Authorization": "Bearer wrong"}, "GET", "/api/search")
    assert said.status == 401
    assert said.body["message"]


def test_an_unknown_user_and_nobody_are_401(old: Api) -> None:
    """A user that does not exist, so that nobody is locked out."""
    pair = base64.b64encode(b"nobody-of-that-name:wrong").decode()
    assert old.ask_as({"Authorization": f"Basic {pair}"}, "GET", "/api/org").status == 401
    assert old.ask_as({}, "GET", "/api/org").status == 401


def test_we_learn_account_organisation_and_permissions(old: Api) -> None:
    """`dash env check` shows them."""
    assert old.ask("GET", "/api/user").body["login"]
    assert old.ask("GET", "/api/org").body["id"] == 1
    permissions = old.ask("GET", "/api/access-control/user/permissions").body
    assert permissions["dashboards:write"]
    assert all(isinstance(scopes, list) for scopes in permissions.values())


def test_answers_carry_the_servers_clock(old: Api) -> None:
    """`dash doctor` compares it with ours."""
    assert old.ask("GET", "/api/org").headers["Date"].endswith("GMT")
