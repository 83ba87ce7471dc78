"""What of a dashboard's text means nothing? The same dashboard, written otherwise."""

from random import Random
from typing import Any

from scripts.jsonvalue import Json


def rewritten(spec: Json, random: Random) -> Json:
    """Write the same dashboard in another way: keys and panels in another order, nulls, 2.0 for 2, other versions."""
    made: Json = _turned(spec, random)
    panels: list[Json] = made.get("panels", [])
    if len({(one["gridPos"]["y"], one["gridPos"]["x"]) for one in panels if one.get("gridPos")}) == len(panels):
        random.shuffle(panels)
    for panel in panels:
        panel["pluginVersion"] = random.choice(["10.4.1", "13.1.0"])
        if not panel.get("transparent"):
            panel["transparent"] = False
        for target in panel.get("targets") or []:
            target.setdefault("hide", False)
    made.update(version=random.randrange(1, 99), id=random.randrange(1, 99), gnetId=None, iteration=1)
    for variable in made.get("templating", {}).get("list", []):
        variable.setdefault("skipUrlSync", False)
    return made


def _turned(node: Any, random: Random) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        keys = random.sample(list(node), len(node))
        turned = {key: _turned(node[key], random) for key in keys}
        return turned if "id" in turned and "value" in turned else {**turned, "anUnsetKey": None}
    if isinstance(node, list):
        return [_turned(one, random) for one in node]
    if isinstance(node, int) and not isinstance(node, bool):
        return float(node)
    return node


NONSENSE: tuple[Any, ...] = (None, 0, -1, 1.5, True, "x", "", [], {}, [None], ["x"], {"a": 1}, [{"id": "x"}], [[1]])


def disturbed(spec: Json, random: Random) -> Json:
    """Put something else at any place of a dashboard, as no schema allows and no server refuses."""
    made: Json = _copied(spec)
    node: Any = made
    while True:
        key = random.choice(list(node) if isinstance(node, dict) else range(len(node)))
        if not isinstance(node[key], (dict, list)) or not node[key] or random.random() < STOP:
            node[key] = _copied(random.choice(NONSENSE))
            return made
        node = node[key]


STOP = 0.2
"""How likely a walk into the dashboard ends at each step."""


def _copied(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(one) for one in node] if isinstance(node, list) else node
