"""What do we rely on so that a write never takes somebody's edit away?"""

from support.contract import V0, Api

MARK = {
    "managedBy": "kubectl",
    "managerId": "dash",
    "managerAllowsEdits": "true",
    "sourcePath": "dashboards/api_performance.py",
    "sourceChecksum": "0123",
}


def test_creating_what_exists_is_a_conflict(bulk: Api) -> None:
    """And changes nothing."""
    uid = bulk.name()
    assert bulk.post(uid, {"title": "first"}).status == 201
    assert bulk.post(uid, {"title": "second"}).status == 409
    assert bulk.get(uid)["spec"]["title"] == "first"


def test_a_put_with_the_present_version_is_stored(bulk: Api) -> None:
    """And gives a new resourceVersion and generation."""
    uid = bulk.name()
    bulk.post(uid, {"title": "first"})
    before = bulk.version(uid)
    assert bulk.put(uid, {"title": "second"}, before).status == 200
    after = bulk.get(uid)
    assert after["spec"] == {"title": "second"}
    assert after["metadata"]["resourceVersion"] != before
    assert after["metadata"]["generation"] == 2


def test_a_put_with_an_old_version_is_a_conflict(bulk: Api) -> None:
    """The edit that came in between stays."""
    uid = bulk.name()
    bulk.post(uid, {"title": "first"})
    old = bulk.version(uid)
    bulk.put(uid, {"title": "somebody's edit"}, old)
    refused = bulk.put(uid, {"title": "ours"}, old)
    assert (refused.status, refused.body["reason"]) == (409, "Conflict")
    assert bulk.get(uid)["spec"]["title"] == "somebody's edit"


def test_a_put_with_a_version_never_creates(bulk: Api) -> None:
    """Deleted meanwhile: an error, and still deleted."""
    uid = bulk.name()
    bulk.post(uid, {"title": "first"})
    version = bulk.version(uid)
    assert bulk.ask("DELETE", f"{V0}/{uid}").status == 200
    assert bulk.put(uid, {"title": "ours"}, version).status >= 400
    assert bulk.ask("GET", f"{V0}/{uid}").status == 404


def test_a_delete_with_a_precondition_spares_an_edit(bulk: Api) -> None:
    """The old version is refused, the present one deletes, then it is gone."""
    uid = bulk.name()
    bulk.post(uid, {"title": "first"})
    old = bulk.version(uid)
    bulk.put(uid, {"title": "somebody's edit"}, old)
    assert bulk.ask("DELETE", f"{V0}/{uid}", _condition(old)).status == 409
    assert bulk.get(uid)["spec"]["title"] == "somebody's edit"
    assert bulk.ask("DELETE", f"{V0}/{uid}", _condition(bulk.version(uid))).status == 200
    gone = bulk.ask("DELETE", f"{V0}/{uid}", _condition(old))
    assert (gone.status, gone.body["reason"]) == (404, "NotFound")


def _condition(version: str) -> dict[str, object]:
    return {"kind": "DeleteOptions", "apiVersion": "v1", "preconditions": {"resourceVersion": version}}


def test_a_missing_folder_refuses_the_dashboard(bulk: Api) -> None:
    """Nothing is stored."""
    uid = bulk.name()
    refused = bulk.post(uid, {"title": "nowhere"}, folder="nothing-of-that-name")
    assert refused.status == 404
    assert "folder" in refused.body["message"]
    assert bulk.ask("GET", f"{V0}/{uid}").status == 404


def test_our_mark_is_kept_or_the_storage_tells_that_it_is_not(bulk: Api) -> None:
    """Where annotations are dropped, resourceVersion and generation are one number."""
    uid = bulk.name()
    bulk.post(uid, {"title": "marked"}, **MARK)
    notes = bulk.get(uid)["metadata"]["annotations"]
    kept = {key: notes.get(f"grafana.app/{key}") for key in MARK}
    assert kept == (MARK if bulk.keeps_annotations(uid) else dict.fromkeys(MARK))


def test_a_mark_that_is_not_sent_again_is_gone(bulk: Api) -> None:
    """A PUT replaces all annotations; so the browser's sign vanishes with our write."""
    uid = bulk.name()
    bulk.post(uid, {"title": "saved"}, **MARK, **{"saved-from-ui": "Grafana v12.4.0"})
    bulk.put(uid, {"title": "ours"}, bulk.version(uid))
    assert not {"grafana.app/saved-from-ui", "grafana.app/managedBy"} & bulk.get(uid)["metadata"]["annotations"].keys()


def test_moving_to_another_place_is_a_put_without_folder(bulk: Api) -> None:
    """An omitted folder means the root."""
    uid = bulk.name()
    bulk.post(uid, {"title": "moved"})
    moved = {"metadata": {"name": uid, "resourceVersion": bulk.version(uid)}, "spec": {"title": "moved"}}
    assert bulk.ask("PUT", f"{V0}/{uid}", moved).status == 200
    assert "grafana.app/folder" not in bulk.get(uid)["metadata"]["annotations"]


def test_a_new_dashboard_at_the_root_can_be_granted_to_all(bulk: Api) -> None:
    """Else only admins would see it."""
    uid = bulk.name()
    notes = {"grafana.app/grant-permissions": "default"}
    bulk.ask("POST", V0, {"metadata": {"name": uid, "annotations": notes}, "spec": {"title": "at the root"}})
    roles = {line.get("role") for line in bulk.ask("GET", f"/api/dashboards/uid/{uid}/permissions").body}
    assert {"Viewer", "Editor"} <= roles


def test_labels_of_others_survive_where_annotations_do(bulk: Api) -> None:
    """We send them back as they were."""
    uid = bulk.name()
    body = bulk.board(uid, {"title": "labelled"})
    body["metadata"]["labels"] = {"team": "ops"}
    bulk.ask("POST", V0, body)
    labels = bulk.get(uid)["metadata"].get("labels", {})
    assert labels.get("team") == ("ops" if bulk.keeps_annotations(uid) else None)
