"""Where do dashboards come from? The catalog's modules, grafanalib's `*.dashboard.py`, and JSON files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.errors import SourceError
from scripts.jsonvalue import Json
from scripts.settings import Settings

UID = re.compile(r"[a-zA-Z0-9_-]{1,40}")
"""What Grafana takes for a uid; it is also the name of the file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A dashboard, built.

    Attributes:
        uid: its identity.
        title: its title.
        spec: in the canonical form, the uid included.
        file: the source, relative to the project.
        lines: panel id -> `file:line` of the Python that made it.
        notes: what had no living counterpart and was left out.
    """

    uid: str
    title: str
    spec: Json
    file: str
    lines: Mapping[int, str]
    notes: tuple[str, ...] = ()


def load(settings: Settings, uids: Iterable[str] = ()) -> list[Source]:
    """Build dashboards from all their sources.

    Args:
        settings: where they lie.
        uids: only these; none means all.

    Raises:
        SourceError: a source cannot be built, a uid is unknown or none, or two sources have one uid.
        ConfigurationError: the project has no dashboards, and its `dash.toml` names none.
    """
    from scripts import catalog

    wanted = list(uids)
    found = [*catalog.load(settings, wanted)]
    if settings.sources.files:
        from scripts import sourcefiles

        found += [one for one in sourcefiles.load(settings) if not wanted or one.uid in wanted]
    by_uid: dict[str, Source] = {}
    for one in found:
        if not UID.fullmatch(one.uid):
            raise SourceError(
                f"{one.file}: Grafana takes no uid {one.uid!r}",
                "use at most 40 letters, digits, dashes and underscores",
            )
        if one.uid in by_uid:
            raise SourceError(f"two dashboards have the uid {one.uid}: {by_uid[one.uid].file} and {one.file}")
        by_uid[one.uid] = one
    missing = [uid for uid in wanted if uid not in by_uid]
    if missing:
        raise SourceError(f"no dashboard has the uid {missing[0]}", "dash list shows them all")
    return list(by_uid.values())
