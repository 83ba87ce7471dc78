"""What do the queries of a panel answer, through Grafana?"""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.grafana.client import Client
from scripts.jsonvalue import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to one query.

    Attributes:
        ref: its refId.
        error: what went wrong; empty if nothing did.
        series: how many series came.
        points: how many values that are not null, in all of them.
    """

    ref: str
    error: str = ""
    series: int = 0
    points: int = 0


def run(client: Client, queries: Sequence[Json], start: str, end: str) -> list[Result]:
    """Run queries, each with `refId` and `datasource`, over a range of time.

    POST /api/ds/query: stores nothing, and is allowed where only reading is.

    Args:
        client: where.
        queries: as a panel's targets, with their variables filled in.
        start: as `now-1h`, or milliseconds.
        end: as `now`, or milliseconds.
    """
    _, answer = client.query({"queries": list(queries), "from": start, "to": end})
    return [_result(ref, one) for ref, one in sorted(answer.get("results", {}).items())]


def _result(ref: str, answer: Json) -> Result:
    """Count what came."""
    frames: list[Json] = answer.get("frames") or []
    points = series = 0
    for frame in frames:
        fields: list[Json] = (frame.get("schema") or {}).get("fields") or []
        columns: list[list[object]] = (frame.get("data") or {}).get("values") or []
        for field, column in zip(fields, columns, strict=False):
            if field.get("type") != "time":
                series += 1
                points += sum(value is not None for value in column)
    return Result(ref=ref, error=str(answer.get("error") or ""), series=series, points=points)
