"""How does a data source come back, without its secrets, which no Grafana gives?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from scripts.backup.differences import Difference, between
from scripts.backup.model import Saved
from scripts.grafana import datasources
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import FILE, Restorer
from scripts.restore.model import Step
from scripts.restore.place import Place

SECRETS = "secureJsonFields"
"""Names of the secrets, in what Grafana gives."""


class DataSources(Restorer):
    """The default one last: the first one of an organisation is made the default whatever is said."""

    kind: ClassVar[str] = "data-sources"

    def owned(self, saved: Saved) -> str:
        """A provisioned one cannot be written."""
        return FILE if saved.aside.get("readOnly") else ""

    def secrets(self, saved: Saved) -> set[tuple[str, str]]:
        """Name the secrets."""
        return {(saved.name, key) for key, there in (saved.body.get(SECRETS) or {}).items() if there}

    def ordered(self, steps: Sequence[Step]) -> Sequence[Step]:
        """The default one last."""
        return sorted(steps, key=lambda step: step.default)

    def wanted(self, place: Place, saved: Saved) -> Saved:
        """Leave the default that is there as it is."""
        if saved.body.get("isDefault") and place.default_source not in ("", saved.name):
            return replace(saved, body={**saved.body, "isDefault": False})
        return saved

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Compare all but secrets, of which only the names are known; what is absent is empty or off."""
        yield from between(_said(live.body), _said(wanted.body))

    def create(self, place: Place, saved: Saved) -> None:
        """Make it, with those of its secrets that the user gave."""
        body = _open(saved.body) | _secrets(place, saved)
        made = datasources.create(place.client, body)
        if made.get("isDefault") and not body.get("isDefault"):
            datasources.update(place.client, saved.name, body | {"version": made.get("version")})

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Replace it; secrets that are there stay."""
        body = _open(saved.body) | _secrets(place, saved) | {"version": live.aside.get("version")}
        datasources.update(place.client, live.name, body)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        datasources.delete(place.client, live.name)


def _open(body: Json) -> Json:
    return {key: value for key, value in body.items() if key != SECRETS}


def _said(body: Json) -> Json:
    return {key: value for key, value in _open(body).items() if value not in ("", False, None, {})}


def _secrets(place: Place, saved: Saved) -> Json:
    """Find the secrets that were given for it."""
    named = saved.body.get(SECRETS) or {}
    given = {key: value for key in named if (value := place.secrets.find(saved.name, key))}
    return {"secureJsonData": given} if given else {}
