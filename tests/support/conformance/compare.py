"""Is an answer the recorded one? Equal in everything but what no two servers have in common.

Numbers of sixteen digits, times, generated uids and tokens differ from server to server; but where the recording has
one value twice, the other server must have one value twice as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_CLASSES = {
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z",
    "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "hash": r"\b[A-Za-z0-9]{43}X\b",
    "user": r"\b[a-z]g5[a-z0-9]{11}\b",
    "refusal": r"\bACE\d+|<id>",
    "version": r"\b(?=[0-9]*[a-f])[0-9a-f]{16}\b",
    "checksum": r"\b[0-9a-f]{32}\b",
    "page": r"\beyJ[A-Za-z0-9+/]+=*",
    "generated": r"\bg-[a-z0-9]{5}\b",
    "number": r"\b\d{10,}\b",
    "token": r"<token \w+>|glsa_\w+",
    "key": r"\b(?=[A-Za-z]*\d)(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{32}\b",
    "place": r"\bstart:\d+",
}
_VOLATILE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CLASSES.items()))
_UNCHECKED = {"time", "refusal", "number", "page", "place"}
"""Classes whose values may repeat by chance, such as times of the same second."""

_LONG = 100_000
"""A text that long is filling, not worth a search."""


@dataclass
class Likeness:
    """What is known to stand for what, recorded value by actual one."""

    known: dict[str, str] = field(default_factory=dict)

    def differences(self, recorded: Any, actual: Any, path: str = "body") -> Iterator[str]:  # noqa: ANN401 - JSON
        """Paths at which an answer differs from the recorded one."""
        if isinstance(recorded, dict) and isinstance(actual, dict):
            yield from (f"{path}.{key}" for key in sorted(recorded.keys() ^ actual.keys()))
            for key in recorded.keys() & actual.keys():
                yield from self.differences(recorded[key], actual[key], f"{path}.{key}")
        elif isinstance(recorded, list) and isinstance(actual, list):
            if len(recorded) != len(actual):
                yield f"{path}.length"
            for index, (old, new) in enumerate(zip(recorded, actual, strict=False)):
                yield from self.differences(old, new, f"{path}.{index}")
        elif not self._same(recorded, actual):
            yield path

    def _same(self, recorded: object, actual: object) -> bool:
        if type(recorded) is not type(actual):
            return False
        if recorded == actual:
            return True
        old, new = _parts(str(recorded)), _parts(str(actual))
        return [part[:2] for part in old] == [part[:2] for part in new] and all(
            self._stands_for(kind, before, after) for (_, kind, before), (_, _, after) in zip(old, new, strict=True)
        )

    def _stands_for(self, kind: str, before: str, after: str) -> bool:
        if kind in _UNCHECKED:
            self.known[before] = after
            return True
        return self.known.setdefault(before, after) == after

    def translate(self, value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
        """A recorded request with this server's values in place of the recorded ones."""
        if isinstance(value, dict):
            return {key: self.translate(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.translate(each) for each in value]
        if isinstance(value, str) and len(value) < _LONG:
            return _VOLATILE.sub(lambda match: self.known.get(match.group(), match.group()), value)
        known = self.known.get(str(value)) if isinstance(value, int) and not isinstance(value, bool) else None
        return value if known is None else int(known)


def _parts(text: str) -> list[tuple[str, str, str]]:
    """A text cut at its volatile values: what stands before each, the class of each, and each; then the rest."""
    parts, end = [], 0
    for match in _VOLATILE.finditer(text):
        parts.append((text[end : match.start()], str(match.lastgroup), match.group()))
        end = match.end()
    return [*parts, (text[end:], "", "")]
