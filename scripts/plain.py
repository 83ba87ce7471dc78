"""How does an SDK model become a JSON document?"""

from enum import Enum
from typing import Any

from scripts.jsonvalue import Json


def plain(model: Any) -> Json:  # noqa: ANN401 - any model of the SDK; they share no base class
    """Turn a model into dicts, lists and values; nulls are dropped.

    Args:
        model: a dashboard of the Foundation SDK.
    """
    made: Json = _plain(model)
    return made


def _plain(node: Any) -> Any:  # noqa: ANN401
    if hasattr(node, "to_json"):
        return _plain(node.to_json())
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items() if value is not None}
    if isinstance(node, (list, tuple)):
        return [_plain(item) for item in node]
    return node.value if isinstance(node, Enum) else node
