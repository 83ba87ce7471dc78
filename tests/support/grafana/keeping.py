"""How does a test go back to what was on the server before?"""

import copy
from dataclasses import dataclass, fields
from typing import Any

from support.grafana.state import State

_SHARED = {"mode", "clock", "lock", "orgs", "org", "interject", "queries"}
_LATER = {"pages", "chosen", "newest"}
"""What is found out again."""


@dataclass(frozen=True)
class Picture:
    """Everything that all organisations of a server hold, users among it."""

    states: dict[int, State]
    contents: dict[int, dict[str, Any]]

    @classmethod
    def of(cls, state: State) -> "Picture":
        """Take one."""
        with state.lock:
            kept = [each.name for each in fields(State) if each.name not in _SHARED | _LATER]
            contents = {number: {name: getattr(org, name) for name in kept} for number, org in state.orgs.items()}
            return cls(dict(state.orgs), copy.deepcopy(contents))

    def put_back(self) -> None:
        """Make the server hold that again, and nothing else; as often as one likes."""
        root = next(iter(self.states.values()))
        with root.lock:
            contents = copy.deepcopy(self.contents)
            root.orgs.clear()
            for number, state in self.states.items():
                serial = state.serial
                state.__dict__.update(contents[number])
                state.serial = serial + 1
                state.pages, state.chosen, state.newest = {}, {}, (-1, 1)
                root.orgs[number] = state
