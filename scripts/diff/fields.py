"""What differs in how a panel shows its fields: unit, thresholds, mappings, links, overrides?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scripts.diff.equal import same
from scripts.diff.model import Change, Kind
from scripts.diff.named import differences
from scripts.diff.settings import setting, settings
from scripts.diff.thresholds import thresholds
from scripts.diff.words import say, weight
from scripts.jsonvalue import Json

SPECIAL = frozenset({"thresholds", "mappings", "links"})


def fields(old: Json, new: Json) -> Iterator[Change]:
    """Compare two `fieldConfig`; paths begin at the panel."""
    yield from defaults(old.get("defaults") or {}, new.get("defaults") or {}, "fieldConfig", "defaults")
    yield from differences(
        old.get("overrides") or [],
        new.get("overrides") or [],
        noun="override",
        path="fieldConfig.overrides",
        key=matcher,
        inside=_override,
        tell=lambda item: ", ".join(f"{p.get('id')} {say(p.get('value'))}" for p in item.get("properties") or ()),
    )
    yield from settings(old, new, "fieldConfig", without=frozenset({"defaults", "overrides"}))


def defaults(old: Json, new: Json, *under: str) -> Iterator[Change]:
    """Compare the settings of fields."""
    prefix = ".".join((*under, ""))
    for key in ("thresholds", "mappings", "links"):
        before, after = old.get(key), new.get(key)
        if not same(before, after):
            yield from (replace(one, path=f"{prefix}{one.path}") for one in _special(key, before, after))
    yield from settings(old, new, *under, without=SPECIAL)


def _special(key: str, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401 - any JSON value
    """Compare what has words of its own; paths begin with the key."""
    if key == "thresholds" and isinstance(old or {}, dict) and isinstance(new or {}, dict):
        found = list(thresholds(old or {}, new or {}))
    elif key == "mappings" and _objects(old) and _objects(new):
        found = list(mappings(old or [], new or []))
    elif key == "links" and _objects(old) and _objects(new):
        found = list(links(old or [], new or [], "links"))
    else:
        found = []
    yield from found or [setting((key,), old, new)]


def _objects(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def links(old: list[Json], new: list[Json], path: str) -> Iterator[Change]:
    """Compare links by title."""
    return differences(
        old,
        new,
        noun="link",
        path=path,
        key=lambda one: str(one.get("title", "")),
        inside=settings,
        tell=lambda one: str(one.get("url", "")),
    )


def mappings(old: list[Json], new: list[Json]) -> Iterator[Change]:
    """Compare value mappings by what they map."""
    before, after = _mapped(old), _mapped(new)
    for what in dict.fromkeys((*after, *before)):
        was, now = before.get(what), after.get(what)
        if same(was, now):
            continue
        path = f"mappings[{what}]"
        if was is None:
            yield Change(kind=Kind.ADDED, path=path, new=now, words=f"mapping {what} -> {_shown(now)} added")
        elif now is None:
            yield Change(kind=Kind.REMOVED, path=path, old=was, words=f"mapping {what} -> {_shown(was)} removed")
        elif _shown(was) == _shown(now):
            yield Change(path=path, old=was, new=now, words=f"mapping {what}: {say(was)} -> {say(now)}")
        else:
            yield Change(path=path, old=was, new=now, words=f"mapping {what}: {_shown(was)} -> {_shown(now)}")
    if list(before) != list(after) and set(before) == set(after):
        names = list(after)
        yield Change(kind=Kind.MOVED, path="mappings", old=list(before), new=names, words="mappings in another order")


def _mapped(given: list[Json]) -> Mapping[str, Any]:
    """Take mappings apart into what is mapped, in words, and what it becomes."""
    found: dict[str, Any] = {}
    for one in given:
        kind, options = one.get("type"), one.get("options")
        if kind == "value" and isinstance(options, dict):
            found |= {say(key): value for key, value in options.items()}
            continue
        body = options if isinstance(options, dict) else {"options": options}
        what = " ".join(str(body[key]) for key in ("from", "to", "pattern", "match") if key in body)
        name = f"{kind} {what}".strip()
        twin = sum(other == name or other.startswith(f"{name} #") for other in found)
        found[name if not twin else f"{name} #{twin + 1}"] = body.get("result", body)
    return found


def _shown(result: Any) -> str:  # noqa: ANN401 - any JSON value
    if not isinstance(result, dict):
        return say(result)
    parts = [str(result[key]) for key in ("text", "color", "icon") if result.get(key)]
    return " ".join(parts) or say(result)


def matcher(override: Json) -> str:
    """Say which fields an override is for: `5xx`, `byRegexp /p9/`."""
    found = override.get("matcher") or {}
    kind, options = found.get("id", ""), found.get("options", "")
    said = options if isinstance(options, str) else say(options)
    return said if kind == "byName" and said else f"{kind} {said}".strip()


def _override(old: Json, new: Json) -> Iterator[Change]:
    """Compare two overrides of one matcher, property by property."""
    for one in differences(
        old.get("properties") or [],
        new.get("properties") or [],
        noun="property",
        path="properties",
        key=lambda one: str(one.get("id", "")),
        inside=_property,
        tell=lambda one: say(one.get("value")),
        ordered=False,
    ):
        yield replace(one, words=one.words.partition(": ")[2]) if one.kind is Kind.CHANGED else one
    yield from settings(old, new, without=frozenset({"properties", "matcher"}))
    if not same(old.get("matcher"), new.get("matcher")):
        yield setting(("matcher",), old.get("matcher"), new.get("matcher"))


def _property(old: Json, new: Json) -> Iterator[Change]:
    key = str(old.get("id", ""))
    before, after = old.get("value"), new.get("value")
    *under, last = key.split(".")
    found = _special(key, before, after) if key in SPECIAL else settings({last: before}, {last: after}, *under)
    for one in found:
        yield replace(one, path=one.path.removeprefix(key).removeprefix(".") or "value", weight=weight(key))
    yield from settings(old, new, without=frozenset({"id", "value"}))
