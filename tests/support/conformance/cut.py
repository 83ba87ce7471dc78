"""What did the recorder write down of every read of a backup? Three items of each list."""

from typing import Any

from support.conformance.digests import Digest

from scripts.jsonvalue import Json

SEED = "objects/seed: one of everything"
PLACE = "backup-reads: every read of a backup"
CUT = 3
PLAYLISTS = ("pl", "rt old way", "own")


def _cut(body: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The first items of a list, or of those one level inside of an object, or two."""
    if isinstance(body, list):
        return body[:CUT]
    if isinstance(body, dict):
        return {key: _cut(value) if key in _LISTS else value for key, value in body.items()}
    return body


_LISTS = ("teams", "items", "serviceAccounts", "result", "elements", "correlations", "publicDashboards")


def _playlists(body: Json) -> Json:
    """Generated names have another order on each server; titles tell which is which."""
    titles = {item["spec"]["title"]: item for item in body["items"]}
    return body | {"items": [titles[title] for title in PLAYLISTS if title in titles]}


DIGESTS: dict[str, Digest] = {
    f"{SEED}: 19": lambda body: body | {"key": "<token>"},
    **{f"{PLACE}: {n}": _cut for n in (*range(28), *range(29, 38), 39, 40)},
    f"{PLACE}: 38": _playlists,
}
