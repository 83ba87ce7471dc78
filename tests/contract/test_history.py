"""What do we rely on to find our last push where annotations do not survive?"""

from support.contract import V0, Api

FIRST, SECOND = "dash sha256:aaaa", "dash sha256:bbbb"


def test_messages_of_all_versions_come_from_the_history(bulk: Api) -> None:
    """LIST with get-history, newest first; a server that refuses the selector has them in the old API."""
    uid = bulk.name()
    bulk.post(uid, {"title": "one"}, message=FIRST)
    bulk.put(uid, {"title": "two"}, bulk.version(uid), message=SECOND)
    selectors = {"labelSelector": "grafana.app/get-history=true", "fieldSelector": f"metadata.name={uid}"}
    said = bulk.ask("GET", V0, **selectors)
    if said.status == 500:
        versions = bulk.ask("GET", f"/api/dashboards/uid/{uid}/versions").body["versions"]
        assert [version["message"] for version in versions] == [SECOND, "Initial save"]
        return
    notes = [item["metadata"]["annotations"].get("grafana.app/message") for item in said.body["items"]]
    assert notes == [SECOND, FIRST]
    assert [item["metadata"]["generation"] for item in said.body["items"]] == [2, 1]


def test_the_message_of_the_last_version_comes_from_the_old_api(old: Api) -> None:
    """The only place of it before 12."""
    uid = old.name()
    for number, message in enumerate((FIRST, SECOND)):
        board = {"uid": uid, "title": f"version {number}", "version": number}
        body = {"dashboard": board, "folderUid": old.folder, "message": message, "overwrite": False}
        assert old.ask("POST", "/api/dashboards/db", body).status == 200
    answer = old.ask("GET", f"/api/dashboards/uid/{uid}/versions").body
    rows = answer if isinstance(answer, list) else answer["versions"]
    assert [row["version"] for row in rows] == [2, 1]
    assert rows[0]["message"] == SECOND
    assert all(row["createdBy"] for row in rows)
