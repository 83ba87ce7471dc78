"""Which function answers which request? A table of paths with variables."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from support.grafana.identity import Identity
from support.grafana.modes import Mode
from support.grafana.state import State
from support.grafana.wire import Answer, Request


@dataclass(frozen=True)
class Call:
    """A request that found its route: what it asks, of which server, and who asks."""

    state: State
    request: Request
    who: Identity

    def __getitem__(self, name: str) -> str:
        """A variable of the path."""
        return self.request.names[name]


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """One line of the table."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    served: Callable[[Mode], bool]


_ROUTES: list[Route] = []


def route(method: str, path: str, served: Callable[[Mode], bool] = lambda _: True) -> Callable[[Handler], Handler]:
    """Register a function for a path such as `/api/folders/{uid}`, in the modes that have it."""
    expression = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path.replace("{rest}", "(?P<rest>.+)"))
    pattern = re.compile(expression + "/?")

    def register(handler: Handler) -> Handler:
        _ROUTES.append(Route(method, pattern, handler, served))
        return handler

    return register


@lru_cache(maxsize=4096)
def _find(mode: Mode, method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
    for line in _ROUTES:
        if line.method == method and (match := line.pattern.fullmatch(path)) and line.served(mode):
            return line.handler, {key: unquote(text) for key, text in match.groupdict().items()}
    return None


def find(state: State, request: Request) -> tuple[Handler, Request] | None:
    """The function for a request, and the request with the path's variables; None if the path is unknown."""
    found = _find(state.mode, request.method, request.raw or request.path)
    return None if found is None else (found[0], replace(request, names=found[1]))
