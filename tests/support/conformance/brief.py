"""What did the recorder write down of the answers when things go wrong?"""

from typing import Any

from support.conformance.digests import Digest, part, rows

from scripts.jsonvalue import Json

PLACE = "adverse: "
ROLES = "folders, dashboards, permissions by role"
OWN = "a dashboard's own permissions after delete and create again"


def _names(body: Any) -> list[str]:  # noqa: ANN401 - JSON of any shape
    """Names of what a LIST or a search found."""
    items = body["items"] if isinstance(body, dict) else body
    return sorted(each["metadata"]["name"] if "metadata" in each else each["uid"] for each in items)


def _said(body: Json) -> str:
    """The message of a refusal, `ok` where it has none."""
    return str(body.get("message", "ok"))


def _ids(body: Json) -> list[list[Any]]:
    return [[rule["id"], rule["uid"]] for rule in body["rules"]]


def _contacts(body: list[Json]) -> list[list[Any]]:
    return [[each["uid"], each["name"], each["settings"]] for each in body if each["uid"].startswith("rt-")]


def _story(body: Json) -> list[list[Any]]:
    notes = ((item["metadata"], item["spec"]["title"]) for item in body["items"])
    return [[each["generation"], each["annotations"]["grafana.app/message"], title] for each, title in notes]


def _told(body: Json) -> list[list[Any]]:
    return [
        [each["version"], each["parentVersion"], each["message"], each["data"]["title"]] for each in body["versions"]
    ]


def _trash(body: Json) -> list[list[Any]] | None:
    """The trash of legacy storage is no list."""
    return [[item["metadata"]["name"], item["metadata"]["annotations"]] for item in body["items"]] or None


def _without_path(body: Json) -> Json:
    """A LIST in which the place of the file on the recorded server was struck out."""
    for item in body["items"]:
        notes = item["metadata"]["annotations"]
        notes["grafana.app/sourcePath"] = "d.json" if "grafana.app/updatedBy" in notes else "<path>"
    return body


def _elements(body: Json) -> list[Json]:
    """Elements without what each of them is."""
    kept = ("uid", "folderUid", "folderId", "description", "meta")
    return [{key: each[key] for key in kept} for each in body["result"]["elements"]]


DIGESTS: dict[str, Digest] = {
    **{f"{PLACE}the numeric id of a rule: {n}": _ids for n in (1, 4, 6, 9)},
    f"{PLACE}changed by somebody else: 7": _contacts,
    **{f"{PLACE}{ROLES}: {n}": _names for n in (0, 1, 2, 16, 17, 18, 32, 33, 34)},
    **{f"{PLACE}{ROLES}: {n}": _said for n in (5, 10, 13, 21, 26)},
    **{f"{PLACE}{ROLES}: {n}": lambda _: "ok" for n in (37, 42)},
    f"{PLACE}history replayed: 0": _story,
    f"{PLACE}history replayed: 3": _told,
    f"{PLACE}history replayed: 4": lambda body: [each["version"] for each in body["versions"]],
    **{f"{PLACE}moving a library panel: {n}": _elements for n in (3, 8)},
    f"{PLACE}a public dashboard outlives its dashboard: 2": _said,
    f"{PLACE}a public dashboard outlives its dashboard: 4": lambda _: "served",
    f"{PLACE}a public dashboard outlives its dashboard: 5": lambda body: rows("uid")(body["publicDashboards"]),
    f"{PLACE}trash: 2": _trash,
    "provisioned: dashboards from files: 1": _without_path,
    f"{PLACE}a dashboard claims to come from a file: 1": lambda body: part("annotations")(body["metadata"]),
    f"{PLACE}a dashboard claims to come from a file: 3": lambda body: (
        body["metadata"].get("annotations") if "metadata" in body and "spec" in body else _said(body)
    ),
}
