"""How is a value, a place inside a panel, or a change of it said in words?"""

import json
import re
from collections.abc import Sequence
from typing import Any

from scripts.diff.model import Weight

Path = tuple[str | int, ...]

LONGEST = 60
"""Characters of a value that are said; the rest is `…`."""

PLAIN = re.compile(r"[\w.%/:$+{}~-]+")

NAMES = {
    "datasource": "data source",
    "expr": "query",
    "legendFormat": "legend",
    "current.value": "default",
    "current": "default",
    "query.query": "query",
    "target.expr": "query",
    "graphTooltip": "shared tooltip",
    "time.from": "time range from",
    "time.to": "time range to",
    "weekStart": "first day of the week",
    "timezone": "time zone",
    "type": "type",
    "noValue": "text without value",
    "links": "links",
    "interval": "minimum interval",
    "maxDataPoints": "data points at most",
    "repeat": "repeated for",
    "id": "panel id",
    "hide": "hidden",
}
"""Names of settings that are not their keys; the others are their keys in words."""

SILENT = {"fieldConfig", "defaults", "options", "custom", "templating", "annotations", "list"}
"""Parts of a path that tell a person nothing."""

LOOK = re.compile(
    r"""(?x) (^|\.) (?:
      (?:options\.)? (?: legend | tooltip ) (?:\.|$) | color (?:\.|$) | transparent$ | iconColor$
    | custom\. (?: lineWidth | fillOpacity | gradientMode | pointSize | showPoints | lineInterpolation | lineStyle
                 | barAlignment | barWidthFactor | barMaxWidth | axisBorderShow | axisColorMode | axisGridShow
                 | axisCenteredZero | axisWidth | axisLabel | showValues | align | width | minWidth | cellOptions
                 | inspect | filterable | fillBelowTo | spanNulls | insertNulls ) \b
    | options\. (?: colorMode | graphMode | justifyMode | textMode | text | orientation | wideLayout | sparkline | shape
                  | showPercentChange | percentChangeColorMode | sizing | minViz\w+ | maxViz\w+ | displayMode
                  | barWidth | barRadius | groupWidth | rowHeight | cellHeight | showThreshold\w+ | valueMode
                  | namePlacement | showUnfilled | barShape | effects | color | cellGap | pieType | displayLabels
                  | showHeader | prettifyLogMessage | wrapLogMessage | fontSize | mergeValues | alignValue
                  | segment\w* | neutral | endpointMarker ) \b )""",
)
"""Settings that change how a panel looks, not what it says."""


def weight(path: str) -> Weight:
    """Tell how much a setting matters.

    Args:
        path: dotted, as `fieldConfig.defaults.custom.lineWidth`.
    """
    return Weight.LOOK if LOOK.search(path) or path == "id" else Weight.CONTENT


def dotted(path: Path) -> str:
    """Write a path as text: `targets[A].expr`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def name(path: Path) -> str:
    """Say which setting a path means: `line width` for `fieldConfig.defaults.custom.lineWidth`."""
    text = dotted(path)
    if text in NAMES:
        return NAMES[text]
    parts = [part for part in path if part not in SILENT] or list(path)
    said = [f"{part + 1}" if isinstance(part, int) else NAMES.get(part, _spaced(part)) for part in parts]
    return " ".join(said)


def _spaced(key: str) -> str:
    """Turn `lineWidth` into `line width`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f" {match[1].lower()}", key).replace("_", " ")


def say(value: Any) -> str:  # noqa: ANN401, PLR0911 - any JSON value; one line for each kind
    """Say a value: plain words bare, other texts in quotes, data sources by uid, lists by their items."""
    match value:
        case None:
            return "none"
        case bool():
            return "on" if value else "off"
        case str():
            return value if PLAIN.fullmatch(value) and len(value) <= LONGEST else f'"{cut(value)}"'
        case {"uid": str(uid), "type": str()} if len(value) == 2:  # noqa: PLR2004 - a reference has just these
            return uid
        case {"uid": str(uid)} if len(value) == 1:
            return uid
        case list() | dict() if not value:
            return "none"
        case list() if all(isinstance(one, (str, int, float)) for one in value):
            return cut(", ".join(map(say, value)))
        case _:
            return cut(json.dumps(value, ensure_ascii=False))


def cut(text: str, longest: int = LONGEST) -> str:
    """Bring a text onto one line of limited length."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def change(what: str, old: Any, new: Any) -> str:  # noqa: ANN401 - any JSON value
    """Say a change of a setting: `unit percentunit -> percent`."""
    if isinstance(old, bool) != isinstance(new, bool):  # a switch that nobody touched is off
        old, new = (False if side is None else side for side in (old, new))
    return f"{what} {say(old)} -> {say(new)}".lstrip()


def listed(names: Sequence[str], most: int = 3) -> str:
    """Name a few and count the others: `a, b, c and 2 more`."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
