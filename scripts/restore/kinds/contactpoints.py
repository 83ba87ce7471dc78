"""How does a contact point come back, integration by integration, without the secrets that no Grafana gives?"""

from collections.abc import Mapping
from typing import Any, ClassVar

from scripts.backup.kinds.contactpoints import REDACTED
from scripts.backup.model import Saved
from scripts.grafana import contactpoints
from scripts.jsonvalue import Json
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.kinds.protocol import FILE
from scripts.restore.place import Place

SECRETS = "secureFields"


class ContactPoints(Notifying):
    """Each integration is an object of its own; the name makes them one contact point."""

    kind: ClassVar[str] = "contact-points"

    def owned(self, saved: Saved) -> str:
        """One integration of a file makes the whole the file's."""
        return FILE if any(one.get("provenance") == "file" for one in saved.body["integrations"]) else ""

    def secrets(self, saved: Saved) -> set[tuple[str, str]]:
        """Name the secrets of all integrations."""
        return {(str(one["uid"]), str(field)) for one in saved.body["integrations"] for field in one[SECRETS]}

    def excuse(self, place: Place, path: str) -> str:
        """A secret that nobody gave is missing."""
        del place
        return "its secrets are not in the backup" if f".{SECRETS}" in path else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make all integrations, with those of their secrets that the user gave."""
        if not saved.body["integrations"]:
            contactpoints.create_empty(place.client, place.can.namespace, saved.name)
        for one in saved.body["integrations"]:
            contactpoints.create(place.client, _body(place, saved.name, one, None), one["provenance"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change, add and remove integrations until they are the saved ones."""
        there = {one["uid"]: one for one in live.body["integrations"]}
        for one in saved.body["integrations"]:
            old = there.pop(one["uid"], None)
            if old is not None and old["provenance"] and not one["provenance"]:
                contactpoints.delete(place.client, one["uid"], old["provenance"])
                old = None
            body = _body(place, saved.name, one, old)
            if old is None:
                contactpoints.create(place.client, body, one["provenance"])
            elif old != one:
                contactpoints.update(place.client, body, one["provenance"])
        for one in there.values():
            contactpoints.delete(place.client, one["uid"], one["provenance"])

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it; refused by Grafana while a policy or rule uses it."""
        for one in live.body["integrations"]:
            contactpoints.delete(place.client, one["uid"], one["provenance"])
        if not live.body["integrations"]:
            contactpoints.delete_empty(place.client, place.can.namespace, str(live.aside["identity"]))


def _body(place: Place, name: str, one: Json, old: Json | None) -> Json:
    """Make what is sent of an integration; a secret that is there and that nobody gave anew is kept."""
    settings: Json = dict(one["settings"])
    for field in one[SECRETS]:
        given = place.secrets.find(one["uid"], field)
        if given:
            settings = _with(settings, field.split("."), given)
        elif old is not None and field in old[SECRETS]:
            settings = _with(settings, field.split("."), REDACTED)  # in a change, and only there, it means: as it is
    return {
        "uid": one["uid"],
        "name": name,
        "type": one["type"],
        "settings": settings,
        "disableResolveMessage": one["disableResolveMessage"],
    }


def _with(settings: Mapping[str, Any], path: list[str], value: str) -> Json:
    """Put a value at a path."""
    key, *rest = path
    inner = settings.get(key)
    return {**settings, key: _with(inner if isinstance(inner, dict) else {}, rest, value) if rest else value}
