"""How do the annotations of a day come back, when none of them has an identity?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from scripts.backup.differences import Difference, digest
from scripts.backup.kinds.annotations import LASTING
from scripts.backup.model import Saved
from scripts.grafana import annotations
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Annotations(Restorer):
    """What is missing is added; what is there beside it stays."""

    kind: ClassVar[str] = "annotations"
    adds: ClassVar[bool] = True

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Find those that are missing."""
        missing = lacking(wanted.body["annotations"], live.body["annotations"])
        yield from (Difference(f"annotations[{row['time']}]", None, row.get("text", "")) for row in missing)

    def create(self, place: Place, saved: Saved) -> None:
        """Post all."""
        self._post(place, saved.body["annotations"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Post those that are missing."""
        self._post(place, lacking(saved.body["annotations"], live.body["annotations"]))

    def delete(self, place: Place, live: Saved) -> None:
        """Take them all away."""
        self._remove(place, live.name, live.body["annotations"])

    def put_back(self, place: Place, before: Saved, live: Saved) -> None:
        """Take those away that were not there before."""
        self._remove(place, live.name, lacking(live.body["annotations"], before.body["annotations"]))

    def _post(self, place: Place, rows: Sequence[Json]) -> None:
        """Post annotations; one that fails stops the rest, and the next run goes on there."""
        for row in rows:
            annotations.create(place.client, row)

    def _remove(self, place: Place, day: str, rows: Sequence[Json]) -> None:
        """Find the numbers of annotations by their content, and delete them."""
        doomed = Counter(digest(row) for row in rows)
        begin = datetime.fromisoformat(day).replace(tzinfo=UTC)
        start = max(1, _milliseconds(begin))
        for window in annotations.between(place.client, start, _milliseconds(begin + timedelta(days=1)) - 1):
            for item in window:
                key = digest({name: item[name] for name in LASTING if item.get(name) not in (None, "", [], {})})
                if doomed[key] > 0:
                    doomed[key] -= 1
                    annotations.delete(place.client, int(item["id"]))


def lacking(wanted: Sequence[Json], there: Sequence[Json]) -> list[Json]:
    """List those of the wanted ones that are not there, each as often as it is lacking."""
    have = Counter(digest(row) for row in there)
    missing = []
    for row in wanted:
        key = digest(row)
        if have[key] > 0:
            have[key] -= 1
        else:
            missing.append(row)
    return missing


def _milliseconds(when: datetime) -> int:
    return int(when.timestamp() * 1000)
