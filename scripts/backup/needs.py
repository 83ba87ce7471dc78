"""What do the objects of a backup need, and which of that is not in it: what would a restore break?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scripts.backup import contents
from scripts.backup.model import BY_NAME, Saved, words

Key = tuple[str, str, str]
"""Organisation, kind, name."""


@dataclass(slots=True)
class Needs:
    """Collects what there is and what is needed, one object after the other; keeps no object."""

    _there: set[Key] = field(default_factory=set)
    _needed: dict[Key, list[str]] = field(default_factory=dict)
    _parents: dict[tuple[str, str], str] = field(default_factory=dict)
    _rules: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def see(self, saved: Saved) -> None:
        """Look at an object."""
        self._there.add((saved.org, saved.kind, saved.name))
        for kind, name in _of(saved):
            if name:
                self._needed.setdefault((saved.org, kind, name), []).append(str(saved))
        if saved.kind == "folders":
            self._parents[saved.org, saved.name] = contents.folder(saved) or ""
        if saved.kind == "rule-groups":
            for rule in saved.body.get("rules") or ():
                self._rules.setdefault((saved.org, str(rule.get("uid"))), []).append(str(saved))

    def unmet(self, *, whole: bool = True) -> Iterator[str]:
        """Tell what is missing, and what cannot be restored beside each other.

        Args:
            whole: all kinds are in the backup; if only some were saved, what it lacks of others says nothing.
        """
        kinds = {kind for _, kind, _ in self._there}
        for (org, kind, name), by in sorted(self._needed.items()):
            if (org, kind, name) not in self._there and (whole or kind in kinds):
                more = f" and {len(by) - 1} more" if len(by) > 1 else ""
                yield f"{by[0]}{more} needs {words(kind)} {name}, which is not in the backup"
        yield from self._circles()
        for (_, uid), groups in sorted(self._rules.items()):
            if len(groups) > 1:
                yield f"rule {uid} is in {len(groups)} groups: {', '.join(groups)}; a Grafana has each uid once"
        for org, kind, name in sorted(self._there):
            if kind == "dashboards" and (org, "folders", name) in self._there:
                yield f"{name} is a folder and a dashboard; a Grafana on legacy storage takes only one of them"

    def _circles(self) -> Iterator[str]:
        for org, name in sorted(self._parents):
            seen = [name]
            while parent := self._parents.get((org, seen[-1]), ""):
                if parent in seen:
                    if min(seen) == name:
                        yield f"folders lie in each other in a circle: {' in '.join([*seen, parent])}"
                    break
                seen.append(parent)


def _of(saved: Saved) -> Iterator[tuple[str, str]]:
    """List what an object needs, its folder too; where a rule lies is told apart from what it needs."""
    yield "folders", contents.folder(saved) or ""
    yield from (need for need in contents.needs(saved) if need[0] in BY_NAME)
