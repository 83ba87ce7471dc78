"""What do we rely on where dashboards are read and written one by one?"""

from support.contract import Api, Said

DB = "/api/dashboards/db"


def save(api: Api, uid: str, title: str, version: int | None = None) -> Said:
    """Save as the client does: never over another version."""
    board = {"uid": uid, "title": title} | ({} if version is None else {"version": version})
    return api.ask("POST", DB, {"dashboard": board, "folderUid": api.folder, "message": "", "overwrite": False})


def test_a_save_names_uid_and_version(old: Api) -> None:
    """The uid is the one that was sent."""
    uid = old.name()
    said = save(old, uid, "first")
    assert said.status == 200
    assert (said.body["uid"], said.body["version"]) == (uid, 1)


def test_a_read_tells_content_version_and_folder(old: Api) -> None:
    """What `Live` is made of."""
    uid = old.name()
    save(old, uid, "first")
    said = old.ask("GET", f"/api/dashboards/uid/{uid}").body
    assert (said["dashboard"]["title"], said["dashboard"]["uid"]) == ("first", uid)
    assert said["meta"]["version"] == said["dashboard"]["version"] == 1
    assert said["meta"]["folderUid"] == old.folder
    assert said["meta"]["provisioned"] is False
    assert not said["meta"].get("provisionedExternalId")


def test_a_save_over_another_version_is_412(old: Api) -> None:
    """Also without any version; the edit stays."""
    uid = old.name()
    save(old, uid, "first")
    assert save(old, uid, "somebody's edit", 1).status == 200
    refused = save(old, uid, "ours", 1)
    assert (refused.status, refused.body["status"]) == (412, "version-mismatch")
    assert save(old, uid, "ours").status == 412
    assert old.ask("GET", f"/api/dashboards/uid/{uid}").body["dashboard"]["title"] == "somebody's edit"


def test_a_missing_folder_refuses_the_save(old: Api) -> None:
    """Nothing is stored."""
    uid = old.name()
    said = old.ask("POST", DB, {"dashboard": {"uid": uid, "title": "x"}, "folderUid": "nothing-of-that-name"})
    assert (said.status, said.body["message"]) == (400, "folder not found")
    assert old.ask("GET", f"/api/dashboards/uid/{uid}").status == 404


def test_a_deleted_dashboard_is_404(old: Api) -> None:
    """With a message, so that it is no wrong path."""
    uid = old.name()
    save(old, uid, "first")
    assert old.ask("DELETE", f"/api/dashboards/uid/{uid}").status == 200
    gone = old.ask("GET", f"/api/dashboards/uid/{uid}")
    assert (gone.status, gone.body["message"]) == (404, "Dashboard not found")
    assert old.ask("DELETE", f"/api/dashboards/uid/{uid}").status == 404


def test_search_finds_dashboards_in_pages(old: Api) -> None:
    """A page that is shorter than its limit is the last one."""
    uids = {old.name() for _ in range(3)}
    for uid in uids:
        save(old, uid, uid)
    found: list[str] = []
    number = 1
    while True:
        query = {"type": "dash-db", "limit": "2", "page": str(number)}
        hits = old.ask("GET", "/api/search", **query).body
        found += [hit["uid"] for hit in hits]
        if len(hits) < 2:
            break
        number += 1
    assert uids <= set(found)


def test_tags_are_kept(old: Api) -> None:
    """One of them is our mark here."""
    uid = old.name()
    board = {"uid": uid, "title": "tagged", "tags": ["managed-by:dash", "x"]}
    old.ask("POST", DB, {"dashboard": board, "folderUid": old.folder})
    assert old.ask("GET", f"/api/dashboards/uid/{uid}").body["dashboard"]["tags"] == ["managed-by:dash", "x"]
