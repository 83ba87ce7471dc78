"""What do we rely on to read whole dashboards?"""

from support.contract import V0, Api

from scripts.jsonvalue import Json

ODD: Json = {
    "title": "Kept / as it is  \N{ROCKET}",
    "schemaVersion": 42,
    "tags": ["a", "b"],
    "nothing": None,
    "unknown": {"deep": [1, 2.5, None, {"x": ""}]},
    "panels": [{"id": 1, "type": "stat", "title": "", "transparent": False, "targets": [{"refId": "A", "expr": "up"}]}],
}


def test_v0alpha1_stores_and_gives_what_was_sent(bulk: Api) -> None:
    """Nulls, unknown keys, numbers and text come back as they are."""
    uid = bulk.name()
    assert bulk.post(uid, ODD).status == 201
    assert bulk.get(uid)["spec"] == ODD


def test_identity_in_the_spec_is_not_stored(bulk: Api) -> None:
    """`uid` and `version` are metadata."""
    uid = bulk.name()
    bulk.post(uid, {"title": "identity", "uid": "another", "version": 7})
    assert bulk.get(uid)["spec"] == {"title": "identity"}


def test_an_object_tells_name_folder_version_and_generation(bulk: Api) -> None:
    """What `Live` is made of."""
    uid = bulk.name()
    bulk.post(uid, {"title": "object"})
    metadata = bulk.get(uid)["metadata"]
    assert metadata["name"] == uid
    assert metadata["annotations"]["grafana.app/folder"] == bulk.folder
    assert metadata["resourceVersion"]
    assert metadata["generation"] == 1
    assert metadata["uid"]


def test_a_dashboard_that_is_not_there_is_404_with_a_status(bulk: Api) -> None:
    """JSON with a message tells it from a wrong path."""
    said = bulk.ask("GET", f"{V0}/nothing-of-that-name")
    assert (said.status, said.body["reason"]) == (404, "NotFound")


def test_pages_hold_every_dashboard_once(bulk: Api) -> None:
    """The last page is the one without `continue`."""
    uids = {bulk.name() for _ in range(3)}
    for uid in uids:
        bulk.post(uid, {"title": uid})
    found: list[str] = []
    token = ""
    while True:
        page = bulk.ask("GET", V0, **{"limit": "2"} | ({"continue": token} if token else {})).body
        assert len(page["items"]) <= 2
        found += [item["metadata"]["name"] for item in page["items"]]
        token = page["metadata"].get("continue", "")
        if not token:
            break
    assert uids <= set(found)
    assert len(found) == len(set(found))


def test_a_list_holds_the_same_object_as_a_get(bulk: Api) -> None:
    """A diff never asks twice."""
    uid = bulk.name()
    bulk.post(uid, ODD)
    page = bulk.ask("GET", V0, limit="500").body
    listed = next(item for item in page["items"] if item["metadata"]["name"] == uid)
    single = bulk.get(uid)
    assert {key: listed[key] for key in ("metadata", "spec")} == {key: single[key] for key in ("metadata", "spec")}


def test_a_dynamic_dashboard_tells_that_it_is_one(bulk: Api) -> None:
    """Read at another version, it names the version it is stored at, or says that it cannot be converted."""
    uid = bulk.name()
    path = V0.replace("v0alpha1", "v2beta1")
    made = bulk.ask("POST", path, {"metadata": bulk.board(uid, {})["metadata"], "spec": _dynamic()})
    assert made.status == 201, made.text
    conversion = bulk.get(uid)["status"]["conversion"]
    assert conversion["storedVersion"] == "v2beta1"
    assert conversion["failed"] is False or conversion["error"]
    there = bulk.ask("GET", f"{path}/{uid}").body
    assert there["spec"]["layout"]["kind"] == "TabsLayout"


def _dynamic() -> Json:
    element = {
        "kind": "Panel",
        "spec": {
            "id": 1,
            "title": "P",
            "description": "",
            "links": [],
            "data": {"kind": "QueryGroup", "spec": {"queries": [], "transformations": [], "queryOptions": {}}},
            "vizConfig": {
                "kind": "VizConfig",
                "group": "stat",
                "version": "",
                "spec": {"options": {}, "fieldConfig": {"defaults": {}, "overrides": []}},
            },
        },
    }
    place = {"x": 0, "y": 0, "width": 6, "height": 4, "element": {"kind": "ElementReference", "name": "panel-1"}}
    grid = {"kind": "GridLayout", "spec": {"items": [{"kind": "GridLayoutItem", "spec": place}]}}
    return {
        "title": "tabs",
        "cursorSync": "Off",
        "preload": False,
        "editable": True,
        "links": [],
        "tags": [],
        "annotations": [],
        "variables": [],
        "timeSettings": {
            "from": "now-6h",
            "to": "now",
            "autoRefresh": "",
            "autoRefreshIntervals": [],
            "hideTimepicker": False,
            "fiscalYearStartMonth": 0,
        },
        "elements": {"panel-1": element},
        "layout": {
            "kind": "TabsLayout",
            "spec": {"tabs": [{"kind": "TabsLayoutTab", "spec": {"title": "Tab", "layout": grid}}]},
        },
    }
