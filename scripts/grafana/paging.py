"""How is a long list read to its end, without holding it?

Grafana has two ways of paging: a token (`/apis`), and numbers (`/api`). Both end in an error rather than in silence
when a page is not what was promised: a list that is cut short must not look complete.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.errors import UnexpectedAnswer
from scripts.grafana.client import Client
from scripts.jsonvalue import Json

PAGE = 500
"""Items a page of `/apis`; the server cuts at 2 MiB as well, so a short page is not the last one."""

NUMBERED_PAGE = 1000
"""Items a page of `/api`."""


def pages(client: Client, path: str, params: Mapping[str, str] | None = None) -> Iterator[Json]:
    """Follow a list of `/apis` until `continue` is empty, and yield each page with its `metadata` and `items`.

    Raises:
        UnexpectedAnswer: something that is not such a list, or a list that runs in circles.
        DashError: a page could not be read.
    """
    token, seen = "", set[str]()
    while True:
        asked = {"limit": str(PAGE), **(params or {})} | ({"continue": token} if token else {})
        page = client.get(path, asked)
        if not isinstance(page, dict) or not isinstance(page.get("items"), list):
            raise UnexpectedAnswer(f"{client.environment.name}: {path}: a list without items", "is this Grafana?")
        yield page
        token = str((page.get("metadata") or {}).get("continue") or "")
        if not token:
            return
        if token in seen:
            raise UnexpectedAnswer(f"{client.environment.name}: {path}: the list has no end", "try again")
        seen.add(token)


def objects(client: Client, path: str, params: Mapping[str, str] | None = None) -> Iterator[Json]:
    """Yield the items of a list of `/apis`.

    Raises:
        DashError: as `pages`.
    """
    for page in pages(client, path, params):
        yield from page["items"]


def numbered(
    client: Client, path: str, key: str = "", *, params: Mapping[str, str] | None = None, first: int = 1
) -> Iterator[Json]:
    """Yield the items of a list of `/api` whose pages have numbers.

    Args:
        client: where.
        path: of the list.
        key: of the items in the answer, with dots (`result.elements`); empty where the answer is the list.
        params: more of them; `perpage` is ours, in both spellings.
        first: number of the first page: 1, but 0 for organisations.

    Raises:
        UnexpectedAnswer: something that is not such a list.
        DashError: a page could not be read.
    """
    number = first
    size = str(NUMBERED_PAGE)
    while True:
        asked = {"perpage": size, "perPage": size, "limit": size, "page": str(number)}
        found = rows(client, path, key, client.get(path, asked | dict(params or {})))
        yield from found
        if len(found) < NUMBERED_PAGE:
            return
        number += 1


def rows(client: Client, path: str, key: str, answer: Any) -> list[Json]:  # noqa: ANN401 - JSON of any shape
    """Take the list out of an answer; `null` is an empty one.

    Raises:
        UnexpectedAnswer: there is none.
    """
    for part in key.split(".") if key else ():
        if not isinstance(answer, dict) or part not in answer:
            raise UnexpectedAnswer(f"{client.environment.name}: {path}: an answer without {key}", "is this Grafana?")
        answer = answer[part]
    if answer is None:
        return []
    if not isinstance(answer, list):
        raise UnexpectedAnswer(f"{client.environment.name}: {path}: not a list", "is this Grafana?")
    return answer
