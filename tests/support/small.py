"""Dashboards of a few panels, to be changed in one place."""

from typing import Any

from scripts.jsonvalue import Json

HEIGHT = 8


def panel(title: str, expr: str = "", **more: Any) -> Json:  # noqa: ANN401 - any key of a panel
    """Make a panel whose id follows from its title."""
    number = sum(ord(one) * 31**n for n, one in enumerate(title)) % 10_000 + 1
    return {
        "id": number,
        "type": "timeseries",
        "title": title,
        "gridPos": {"x": 0, "y": 0, "w": 24, "h": HEIGHT},
        "targets": [{"refId": "A", "expr": expr or f"sum(rate({title.lower().replace(' ', '_')}_total[5m]))"}],
        **more,
    }


def row(title: str, *panels: Json, **more: Any) -> Json:  # noqa: ANN401 - any key of a row
    """Make a row; given panels, it is folded around them."""
    folded = {"collapsed": True, "panels": list(panels)} if panels else {"collapsed": False, "panels": []}
    return {"id": len(title) * 100_000, "type": "row", "title": title, **folded, **more}


def dashboard(*panels: Json, **more: Any) -> Json:  # noqa: ANN401 - any key of a dashboard
    """Stack panels from top to bottom."""
    y = 0
    placed = []
    for one in panels:
        height = 1 if one["type"] == "row" else one["gridPos"]["h"]
        place = {**one.get("gridPos", {"x": 0, "w": 24, "h": 1}), "y": y}
        inside = [{**each, "gridPos": {**each["gridPos"], "y": y + 1 + HEIGHT * n}} for n, each in _inside(one)]
        placed.append({**one, "gridPos": place} | ({"panels": inside} if one["type"] == "row" else {}))
        y += height
    return {"title": "Small", "schemaVersion": 42, "panels": placed, **more}


def _inside(one: Json) -> "enumerate[Json]":
    return enumerate(one.get("panels", []))
