"""Where does Grafana put panels when it shows them: gaps closed, overlaps pushed down?

A save writes the places that the browser found. Source: `compact` of react-grid-layout 1.4, which Grafana uses.
"""

from typing import Any

from scripts.jsonvalue import Json

COLUMNS = 24
DEFAULT_PLACE = {"x": 0, "y": 0, "w": 6, "h": 3}
"""Where a panel stands that does not say it; a save does not write it."""


def place_of(given: Any) -> Json:  # noqa: ANN401 - whatever stands there
    """Read a panel's `gridPos`, with Grafana's defaults for what it does not say."""
    said = given if isinstance(given, dict) else {}
    return {key: _whole(said.get(key), unsaid) for key, unsaid in DEFAULT_PLACE.items()}


def _whole(value: Any, unsaid: int) -> int:  # noqa: ANN401 - whatever stands there
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else unsaid


def order(panel: Json) -> tuple[int, int]:
    """Order panels from top to bottom and from left to right."""
    place = place_of(panel.get("gridPos"))
    return (place["y"], place["x"])


def settle(places: list[Json]) -> None:
    """Move panels as the browser does; those that stand well are not touched.

    Args:
        places: `gridPos` of all rows and open panels, from top to bottom and from left to right; they are changed.
    """
    for place in places:
        if place["x"] + place["w"] > COLUMNS:
            place["x"] = max(COLUMNS - place["w"], 0)
    if not _settled(places):
        _compact(places)


def _settled(places: list[Json]) -> bool:
    """Tell whether every panel stands on the ones above it: the usual case, and a quick look."""
    ground = [0] * COLUMNS
    for place in places:
        columns = slice(max(place["x"], 0), place["x"] + place["w"])
        if place["x"] < 0 or place["y"] != max(ground[columns], default=-1):
            return False
        ground[columns] = [place["y"] + place["h"]] * len(ground[columns])
    return True


def _compact(places: list[Json]) -> None:
    done: list[Json] = []
    for index, place in enumerate(places):
        place["y"] = min(max((one["y"] + one["h"] for one in done), default=0), place["y"])
        while place["y"] > 0 and _collision(done, place) is None:
            place["y"] -= 1
        while (hit := _collision(done, place)) is not None:
            _push(places, index, hit["y"] + hit["h"])
        place["y"], place["x"] = max(place["y"], 0), max(place["x"], 0)
        done.append(place)


def _push(places: list[Json], index: int, down_to: int) -> None:
    """Move a panel down, and first those below that it would then cover."""
    place = places[index]
    place["y"] += 1
    for other in range(index + 1, len(places)):
        if places[other]["y"] > place["y"] + place["h"]:
            break
        if _collide(place, places[other]):
            _push(places, other, down_to + place["h"])
    place["y"] = down_to


def _collision(done: list[Json], place: Json) -> Json | None:
    return next((one for one in done if _collide(one, place)), None)


def _collide(one: Json, other: Json) -> bool:
    return bool(
        one is not other
        and one["x"] < other["x"] + other["w"]
        and other["x"] < one["x"] + one["w"]
        and one["y"] < other["y"] + other["h"]
        and other["y"] < one["y"] + one["h"]
    )
