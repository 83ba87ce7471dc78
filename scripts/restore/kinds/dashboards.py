"""How does a dashboard come back, at the version at which it was stored?"""

from collections.abc import Iterator
from dataclasses import replace

from scripts.backup.differences import Difference, between
from scripts.backup.model import Saved
from scripts.canonical import digest
from scripts.errors import Conflict
from scripts.grafana import dashboards
from scripts.grafana.live import Live
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json
from scripts.restore.kinds import objects
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place

CLASSIC = "v0alpha1"
MESSAGES = (PREFIX + "message", PREFIX + "saved-from-ui")
"""Annotations of the last save, not of the content."""


class Dashboards(Restorer):
    """Dashboards: several at a time; folders, data sources and library panels are there already."""

    kind = "dashboards"
    parallel = True

    def owned(self, saved: Saved) -> str:
        """A copy with the mark of a file would be deleted at the next reload."""
        return objects.owner(saved)

    def refused(self, place: Place, saved: Saved) -> str:
        """A version that this server does not have would be rewritten."""
        version = str(saved.body["apiVersion"])
        if _classic(saved.body) or version in place.can.dashboards:
            return ""
        return f"it is stored as {version}, which this Grafana {place.can.version} does not have"

    def wanted(self, place: Place, saved: Saved) -> Saved:
        """Leave the marks of files and repositories away; the first versions of the API have the same content."""
        body = objects.without_owner(saved)
        if _classic(body) and body["apiVersion"] not in place.can.dashboards:
            body = {**body, "apiVersion": CLASSIC}
        return replace(saved, body=body)

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Compare contents and place; what only describes the last save is no difference, nor what looks alike."""
        mine, there = _content(wanted), _content(live)
        found = list(between(there, mine))
        if found and _alike(mine, there):
            found = [one for one in found if not one.path.startswith(("spec", "apiVersion"))]
        yield from found

    def shown(self, wanted: Saved, live: Saved) -> Iterator[str]:
        """Show it panel by panel, as `dash diff` does."""
        from scripts.diff import render_text
        from scripts.diff.board import between as boards
        from scripts.diff.report import Compared
        from scripts.output import coloured

        if not (_classic(wanted.body) and _classic(live.body)):
            yield from super().shown(wanted, live)
            return
        changes = boards(live.body["spec"], wanted.body["spec"])
        compared = Compared(uid=wanted.name, title=wanted.title, status="differs", changes=changes, drift=True)
        yield from list(render_text.dashboard(compared, coloured))[1:]
        for one in self.differences(wanted, live):
            if one.path.startswith("metadata"):
                yield f"      {one}"

    def excuse(self, place: Place, path: str) -> str:
        """Storage mode 0 keeps the content and the folder."""
        return objects.excuse(path) if place.legacy else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make it, with its earlier versions where they are wished; its own permissions follow later."""
        earlier = [one for one in place.versions(saved.name)[:-1] if _classic(one.body) and _classic(saved.body)]
        for number, one in enumerate([*(_at_version(saved, one) for one in earlier), saved]):
            if number:
                self._save(place, one)
            else:
                _create(place, one)

    def _save(self, place: Place, saved: Saved) -> None:
        """Make the next version of a dashboard."""
        live = dashboards.get(place.client, place.can, saved.name)
        if live is None:
            raise Conflict(f"dashboard {saved.name} was deleted meanwhile", "run it again")
        dashboards.update(place.client, place.can, live, saved.body["spec"], objects.notes(saved), _version(saved))

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Replace it, provided it is still as it was read."""
        metadata = saved.body["metadata"]
        there = _live(live, metadata.get("labels") or {})
        notes = metadata.get("annotations") or {}
        dashboards.update(place.client, place.can, there, saved.body["spec"], notes, _version(saved))

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it, provided it is still as it was read."""
        dashboards.delete(place.client, place.can, _live(live, {}))


def _create(place: Place, saved: Saved) -> None:
    metadata = saved.body["metadata"]
    notes, labels = metadata.get("annotations") or {}, metadata.get("labels") or {}
    spec, version = saved.body["spec"], _version(saved)
    dashboards.create(place.client, place.can, saved.name, spec, notes, version, labels=labels)


def _at_version(saved: Saved, version: Saved) -> Saved:
    """Make the dashboard as it was: content and message of then, place and marks of now."""
    notes = {key: value for key, value in objects.notes(saved).items() if key not in MESSAGES}
    body = objects.with_notes(saved.body, {**notes, MESSAGES[0]: version.body["message"]})
    return replace(saved, body={**body, "apiVersion": version.body["apiVersion"], "spec": version.body["spec"]})


def _content(saved: Saved) -> Json:
    notes = {key: value for key, value in objects.notes(saved).items() if key not in MESSAGES}
    return objects.with_notes(saved.body, notes)


def _classic(body: Json) -> bool:
    return not str(body["apiVersion"]).startswith("v2")


def _alike(one: Json, other: Json) -> bool:
    """Tell whether two classic dashboards look and behave alike, as after an unchanged save in the browser."""
    return _classic(one) and _classic(other) and digest(one["spec"]) == digest(other["spec"])


def _version(saved: Saved) -> str:
    return str(saved.body["apiVersion"])


def _live(live: Saved, labels: Json) -> Live:
    """Describe what is there, as a write has to name it."""
    return Live(
        uid=live.name,
        title=live.title,
        folder="",
        spec={},
        resource_version=str(live.aside.get("resourceVersion", "")),
        version=int(live.aside.get("generation", 0)),
        annotations={},
        labels=labels,
        raw={},
    )
