"""How is a deployment marked on the dashboards, and which marks are there?"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scripts.grafana.client import Client
from scripts.grafana.paging import rows
from scripts.jsonvalue import Json

PATH = "/api/annotations"
PAGE = 5000
"""Annotations of one answer; a full one is not believed to be whole."""

DEPLOYMENT = "deployment"
"""The tag that the dashboards' "Deployments" annotation shows."""


def post(client: Client, text: str, when: datetime, tags: Sequence[str] = (DEPLOYMENT,)) -> int:
    """Post an annotation of the organisation, and return its id.

    POST /api/annotations
    """
    body: Json = {"time": int(when.timestamp() * 1000), "tags": list(tags), "text": text}
    answer: Json = client.write("POST", PATH, body) or {}
    return int(answer.get("id", 0))


def create(client: Client, body: Json) -> int:
    """Post an annotation and return its id; the same one twice makes two.

    POST /api/annotations

    Args:
        client: where.
        body: time, timeEnd (milliseconds), tags, text, dashboardUID, panelId, data.
    """
    answer: Json = client.write("POST", "/api/annotations", body) or {}
    return int(answer.get("id", 0))


def delete(client: Client, ident: int) -> None:
    """Delete an annotation.

    DELETE /api/annotations/:id
    """
    client.write("DELETE", f"/api/annotations/{ident}")


def between(client: Client, start: int, end: int, most: int = PAGE) -> Iterator[list[Json]]:
    """Read the annotations that people and programs made, the newest window of time first, none left out.

    GET /api/annotations has no pages: a window whose answer is full is halved, and of what reaches into a window only
    that is taken which begins there.

    Args:
        client: where.
        start: milliseconds since 1970, more than 0.
        end: the same; annotations that begin at it are included.
        most: how many to ask for at once.

    Yields:
        The annotations of one window, in the order of their times.
    """
    asked = {"type": "annotation", "from": str(start), "to": str(end), "limit": str(most)}
    found = rows(client, PATH, "", client.get(PATH, asked))
    if len(found) >= most and start < end:
        middle = _middle(found, start, end)
        yield from between(client, middle + 1, end, most)
        yield from between(client, start, middle, most)
    elif len(found) >= most:
        yield from between(client, start, end, 4 * most)  # more than that at one millisecond
    else:
        inside = [one for one in found if start <= int(one.get("time", 0)) <= end]
        yield sorted(inside, key=lambda one: (int(one.get("time", 0)), int(one.get("id", 0))))


def _middle(found: Sequence[Json], start: int, end: int) -> int:
    """Choose where to cut a window: where half of what came begins later, or in its middle."""
    times = sorted(int(one.get("time", 0)) for one in found)
    middle = times[len(times) // 2] - 1
    return middle if start <= middle < end else (start + end) // 2
