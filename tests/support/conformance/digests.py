"""What did the recorder write down of an answer, where it wrote down less than all of it? By place."""

from collections.abc import Callable
from typing import Any

from scripts.jsonvalue import Json

Digest = Callable[[Any], Any]


def rows(*keys: str) -> Digest:
    """Some values of each item of a list; one alone is no list."""

    def digest(body: list[Json]) -> list[Any]:
        return [[item.get(key) for key in keys] if len(keys) > 1 else item.get(keys[0]) for item in body]

    return digest


def rules(*keys: str) -> Digest:
    """Some values of each rule of a group."""
    return lambda body: rows(*keys)(body["rules"])


def part(key: str) -> Digest:
    """One value."""
    return lambda body: body.get(key)


def picked(*keys: str) -> Digest:
    """Some values by their name."""
    return lambda body: {key: body.get(key) for key in keys}


def _folders(body: list[Json]) -> list[str]:
    return sorted({str(rule["folderUID"]) for rule in body})


def _group_names(body: Json) -> Json:
    return {path: sorted(group["name"][:30] for group in groups) for path, groups in body.items()}


def _group_counts(body: Json) -> Json:
    return {path: len(groups) for path, groups in body.items()}


def _secrets(body: Json) -> list[Any]:
    def line(each: Json) -> list[Any]:
        return [each["uid"], each["type"], each["settings"]]

    return [[point["name"], [line(each) for each in point["receivers"]]] for point in body["contactPoints"]]


def _short(*keys: str) -> Digest:
    """Values of each item, cut where the recorder cut them."""

    def digest(body: list[Json]) -> list[Any]:
        return [[_cut(item.get(key)) for key in keys] for item in body]

    return digest


def _cut(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    return value[:20] if isinstance(value, str) else value


def _without_long_ones(body: list[Json]) -> list[Json]:
    keys = ("id", "dashboardUID", "panelId", "time", "timeEnd", "text", "tags", "created", "updated", "login", "email")
    more = ("data", "alertId", "newState")
    return [{key: each.get(key) for key in (*keys, *more)} for each in body if len(each["text"]) < 1000]


_TITLES = rules("uid", "title")
_PROVENANCES = rules("uid", "provenance")
_GROUP = "alert-rules: "
_ALL = rows("uid", "folderUID", "ruleGroup", "title")

DIGESTS: dict[str, Digest] = {
    _GROUP + "what GET gave is put back as it is: 1": lambda body: {
        "updated": rules("updated")(body),
        "interval": body["interval"],
    },
    **{
        f"{_GROUP}what GET gave is put back as it is: {n}": lambda body: {
            "updated": rules("updated")(body),
            "interval": body["interval"],
        }
        for n in (3, 5)
    },
    _GROUP + "odd names: 24": lambda body: [[each["uid"], each["ruleGroup"][:30]] for each in body],
    _GROUP + "ruler and imported rules: 11": lambda body: [each for each in body if each["ruleGroup"] == "imp"],
    **{f"{_GROUP}odd names: {n}": picked("title", "message") for n in (7, 15, 17)},
    **{f"{_GROUP}roles: {n}": lambda body: len(body["rules"]) for n in (1, 6, 8, 9, 11, 13, 14)},
    **{f"{_GROUP}roles: {n}": lambda body: body["message"] for n in (3, 4)},
    _GROUP + "read: 9": lambda body: {"groups": [[g["name"], g["folderUid"], g["interval"]] for g in body["groups"]]},
    _GROUP + "when it exists: 1": rows("uid", "ruleGroup", "title"),
    _GROUP + "when it exists: 3": _TITLES,
    _GROUP + "when it exists: 5": rules("uid"),
    _GROUP + "when it exists: 8": _PROVENANCES,
    _GROUP + "when it exists: 10": _PROVENANCES,
    _GROUP + "when it exists: 12": part("interval"),
    _GROUP + "when it exists: 16": _PROVENANCES,
    _GROUP + "when it exists: 18": _PROVENANCES,
    _GROUP + "restoring while somebody changes it: 2": part("title"),
    _GROUP + "uid and title collisions: 1": _ALL,
    _GROUP + "uid and title collisions: 3": _ALL,
    _GROUP + "uid and title collisions: 5": _ALL,
    _GROUP + "odd names: 25": _group_names,
    _GROUP + "references that are missing: 1": lambda body: [r["data"][0]["datasourceUid"] for r in body["rules"]],
    _GROUP + "references that are missing: 4": picked("folderUID", "ruleGroup", "message"),
    _GROUP + "references that are missing: 6": picked("folderUID", "ruleGroup", "message"),
    _GROUP + "the folder has another uid: 3": picked("folderUID", "ruleGroup", "message"),
    _GROUP + "deleting the folder and its data source: 1": part("title"),
    _GROUP + "deleting the folder and its data source: 5": lambda body: {"": [len(body[""][0]["rules"])]},
    "provenance: from api to none and back: 26": rows("uid", "provenance"),
    "converted-rules: import again: 5": lambda body: [item["metadata"]["name"] for item in body["items"]],
    "converted-rules: import again: 7": rows("uid", "folderUID", "provenance"),
    "converted-rules: import again: 10": rows("uid", "folderUID", "provenance"),
    "notifications: contact points with identity: 9": rows("uid"),
    "notifications: policy tree: 9": part("provenance"),
    "notifications: deleting what is referenced: 4": part("receiver"),
    "notifications: deleting what is referenced: 10": lambda body: [body["receiver"], body.get("provenance")],
    "notifications: contact points through /apis: 4": lambda body: [
        [each["uid"], each["name"], each.get("provenance")] for each in body if each["uid"] == "rt-k2"
    ],
    "notifications: mute timings and templates: 17": _short("name", "provenance", "version"),
    **{f"notifications: contact points, when they exist: {n}": _secrets for n in (8, 10, 12)},
    **{
        f"notifications: contact points, when they exist: {n}": rows("uid", "name", "type", "provenance")
        for n in (4, 15, 18)
    },
    "notifications: contact points, odd: 10": _short("uid", "name"),
    "notifications: deleting what is referenced: 13": _short("uid", "name"),
    **{
        f"provenance: from api to none and back: {n}": rows("uid", "provenance", "title", "updated")
        for n in (3, 5, 8, 10, 12)
    },
    "public-dashboards: create with identity: 4": picked("message", "messageId"),
    "public-dashboards: create with identity: 6": part("meta"),
    **{f"snapshots: roles: {n}": sorted for n in (1, 4, 7)},
    "annotations: read: 1": _without_long_ones,
    "preferences-stars: other things of a user or the server: 12": sorted,
    "server-settings: single sign-on: 0": lambda body: [
        {key: each[key] for key in ("id", "provider", "source")} for each in body
    ],
    "server-settings: single sign-on: 2": lambda body: {
        **{key: body[key] for key in ("provider", "source")},
        "settings": {key: body["settings"].get(key) for key in ("clientId", "clientSecret", "enabled", "scopes")},
    },
    "server-settings: single sign-on: 5": lambda body: {
        "source": body["source"],
        "settings": {key: body["settings"].get(key) for key in ("clientId", "clientSecret")},
    },
    "alerting: rule group: 13": lambda body: body[:400],
    "users-teams-orgs: teams: 15": rows("login", "permission"),
    **{f"users-teams-orgs: service accounts: {n}": lambda body: body | {"key": "<token>"} for n in (6, 8)},
    **{f"annotations: read: {n}": rows("text") for n in (2, 3, 7)},
    "annotations: change and delete: 6": lambda body: [
        [each["text"], each["dashboardUID"]] for each in body if each["dashboardUID"] == "rt-df"
    ],
    "annotations: change and delete: 8": lambda body: [
        [each["text"], each["dashboardUID"]] for each in body if each["dashboardUID"] == "rt-df"
    ],
    "annotations: roles: 9": rows("text", "login", "alertId"),
    **{f"{_GROUP}roles: {n}": _group_counts for n in (2, 7, 12)},
    **{f"{_GROUP}roles: {n}": _folders for n in (16, 18, 20)},
    **{f"{_GROUP}roles: {n}": sorted for n in (17, 19, 21)},
    **{f"notifications: roles: {n}": part("message") for n in (5, 7, 18, 20, 33)},
    "notifications: roles: 31": lambda body: body[:400],
    **{f"notifications: roles: {n}": sorted for n in (1, 6, 14, 19, 27, 32)},
}
