"""Which annotations did people and programs make?

Saved by the day, because an annotation has no identity that a restore could keep.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import annotations
from scripts.jsonvalue import Json

LASTING = ("time", "timeEnd", "text", "tags", "data", "dashboardUID", "panelId")
FOREVER = 253_402_300_799_000
"""The end of the year 9999, in milliseconds since 1970."""


def saved(org: str, day: str, items: Iterable[Json]) -> Saved:
    """Part the annotations that begin on one day, in the order of their times."""
    rows = [{key: item[key] for key in LASTING if item.get(key) not in (None, "", [], {})} for item in items]
    body: Json = {"annotations": sorted(rows, key=lambda row: (row.get("time", 0), str(sorted(row.items(), key=str))))}
    return Saved(kind="annotations", org=org, name=day, body=body, aside={"number": len(rows)})


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all annotations of the range, the newest day first."""
    del tally
    end = site.wishes.until or FOREVER
    day, rows = "", list[Json]()
    for window in annotations.between(site.client, site.wishes.since, end):
        for item in reversed(window):
            began = _day(item)
            if began != day and rows:
                yield saved(site.org, day, rows)
                rows = []
            day = began
            rows.append(item)
    if rows:
        yield saved(site.org, day, rows)


def _day(item: Json) -> str:
    return datetime.fromtimestamp(int(item.get("time", 0)) / 1000, UTC).strftime("%Y-%m-%d")
