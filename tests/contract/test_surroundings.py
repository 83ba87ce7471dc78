"""What do we rely on around the dashboards: folders, data sources, library panels, queries, annotations?"""

import secrets

from support.contract import Api


def test_our_folder_tells_title_rights_and_no_manager(old: Api) -> None:
    """What `LiveFolder` is made of."""
    said = old.ask("GET", f"/api/folders/{old.folder}").body
    assert (said["uid"], said["title"], said["canSave"]) == (old.folder, "Contract tests", True)
    assert not said.get("managedBy")
    assert not said.get("parents")


def test_a_folder_inside_of_another_names_it(old: Api) -> None:
    """The folders around it, the outermost first."""
    uid = f"{old.folder}-in"
    old.ask("POST", "/api/folders", {"uid": uid, "title": "Inside", "parentUid": old.folder})
    parents = old.ask("GET", f"/api/folders/{uid}").body["parents"]
    assert [parent["uid"] for parent in parents] == [old.folder]


def test_a_missing_folder_is_404_with_a_message(old: Api) -> None:
    """Then we make it."""
    said = old.ask("GET", f"/api/folders/nothing-{secrets.token_hex(4)}")
    assert (said.status, said.body["message"]) == (404, "folder not found")


def test_making_a_folder_twice_is_a_conflict(old: Api) -> None:
    """409 before 12, 412 since; the folder stays as it is."""
    said = old.ask("POST", "/api/folders", {"uid": old.folder, "title": "Another"})
    assert said.status in {409, 412}
    assert old.ask("GET", f"/api/folders/{old.folder}").body["title"] == "Contract tests"


def test_a_folders_permissions_are_lines_with_levels(old: Api) -> None:
    """A new folder at the root lets viewers view and editors edit."""
    lines = old.ask("GET", f"/api/folders/{old.folder}/permissions").body
    roles = {line["role"]: line["permission"] for line in lines if line.get("role")}
    assert (roles["Viewer"], roles["Editor"]) == (1, 2)


def test_data_sources_are_a_list_with_uid_name_and_type(old: Api) -> None:
    """References are checked against it."""
    said = old.ask("GET", "/api/datasources")
    assert said.status == 200
    assert all({"uid", "name", "type", "isDefault"} <= source.keys() for source in said.body)


def test_library_panels_come_in_pages(old: Api) -> None:
    """With at most as many as were asked for."""
    said = old.ask("GET", "/api/library-elements", kind="1", perPage="100", page="1").body
    assert len(said["result"]["elements"]) <= 100


def test_a_query_of_an_unknown_data_source_is_refused_without_results(old: Api) -> None:
    """The message says why."""
    target = {"refId": "A", "datasource": {"uid": "nothing-of-that-name", "type": "prometheus"}, "expr": "up"}
    said = old.ask("POST", "/api/ds/query", {"queries": [target], "from": "now-1h", "to": "now"})
    assert said.status == 404
    assert said.body["message"]
    assert "results" not in said.body


def test_a_query_whose_server_is_away_answers_with_the_error(old: Api) -> None:
    """Under the refId of each query; health says no as well."""
    uid = f"{old.folder}-away"
    source = {"uid": uid, "name": uid, "type": "prometheus", "access": "proxy", "url": "http://127.0.0.1:1"}
    assert old.ask("POST", "/api/datasources", source).status == 200
    try:
        target = {"refId": "A", "datasource": {"uid": uid, "type": "prometheus"}, "expr": "up", "range": True}
        said = old.ask("POST", "/api/ds/query", {"queries": [target], "from": "now-1h", "to": "now"})
        assert said.status >= 400
        assert said.body["results"]["A"]["error"]
        health = old.ask("GET", f"/api/datasources/uid/{uid}/health")
        assert health.status >= 400
        assert health.body["message"]
    finally:
        old.ask("DELETE", f"/api/datasources/uid/{uid}")


def test_an_annotation_gets_an_id(old: Api) -> None:
    """A deployment is marked with one."""
    said = old.annotate({"time": 1_700_000_000_000, "tags": ["deployment"], "text": "contract"})
    assert said.status == 200
    assert said.body["id"] > 0
