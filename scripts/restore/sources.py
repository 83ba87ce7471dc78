"""Which data source of the target is to be asked instead of one of the backup?"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.backup.manifest import Entry
from scripts.errors import ConfigurationError
from scripts.grafana import datasources
from scripts.restore.place import Target


def pair(text: str) -> tuple[str, str]:
    """Read `OLD=NEW`.

    Raises:
        ConfigurationError: it is none.
    """
    old, sign, new = text.partition("=")
    if not (old and sign and new):
        raise ConfigurationError(f"--map-datasource {text}: not OLD=NEW", "as in --map-datasource prom=prometheus-2")
    return old, new


def read(path: Path) -> dict[str, str]:
    """Read a file of pairs: JSON, `{"old": "new"}`.

    Raises:
        ConfigurationError: there is none, or it has another form.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}", FORM) from None
    except ValueError:
        raise ConfigurationError(f"{path}: not JSON", FORM) from None
    if not isinstance(found, dict) or not all(isinstance(new, str) and new for new in found.values()):
        raise ConfigurationError(f"{path}: not of the form of a mapping", FORM)
    return found


FORM = 'write {"old uid": "new uid"}'


def resolved(
    wished: Mapping[str, str], entries: Iterable[Entry], target: Target, landing: Mapping[str, str]
) -> dict[str, str]:
    """Find the uids of what was named by uid or by name, on both sides.

    Args:
        wished: old -> new, each a uid or a name.
        entries: of the whole backup.
        target: where the new ones are.
        landing: organisation of the backup -> the one of the target.

    Returns:
        Uid and name of each old one -> uid of the new one.

    Raises:
        ConfigurationError: there is no such data source in the target.
    """
    if not wished:
        return {}
    there: dict[str, str] = {}
    for org in landing.values():
        place = target.place(org)
        for one in datasources.everything(place.client) if place else ():
            there |= {one.name: one.uid, one.uid: one.uid}
    known = [entry for entry in entries if entry.kind == KIND]
    found: dict[str, str] = {}
    for old, new in wished.items():
        if new not in there:
            hint = f"there is {', '.join(sorted(set(there.values()))) or 'none'}"
            raise ConfigurationError(f"{target.environment.name} has no data source {new}", hint)
        found |= {name: there[new] for entry in known if old in (entry.name, entry.title) for name in _names(entry)}
        found[old] = there[new]
    return found


KIND = "data-sources"


def _names(entry: Entry) -> tuple[str, str]:
    return entry.name, entry.title
