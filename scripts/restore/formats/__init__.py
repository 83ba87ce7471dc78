"""How are the exports of other tools read, so that they are restored like a backup of ours?"""

from collections.abc import Mapping
from pathlib import Path

from scripts.backup.manifest import FILE
from scripts.backup.store import archive
from scripts.backup.store.files import FolderSource
from scripts.errors import ConfigurationError, DashError
from scripts.restore.formats import curl, gbt
from scripts.restore.formats.foreign import Foreign, Reader

FORMATS: Mapping[str, Reader] = {curl.NAME: curl, gbt.NAME: gbt}
"""By the name that `--from-format` takes."""


def recognised(name: str) -> str:
    """Name the format of an export; empty where it is none that is known, or a backup of ours, or both could be.

    Raises:
        BadBackup: it is an archive that cannot be unpacked.
    """
    if not Path(name).exists():
        return ""
    source = _source(name)
    try:
        paths = sorted(source.paths())
    finally:
        source.close()
    found = [key for key, reader in FORMATS.items() if FILE not in paths and reader.recognised(paths)]
    return found[0] if len(found) == 1 else ""


def open_foreign(name: str, form: str) -> Foreign:
    """Open the export of another tool.

    Args:
        name: a folder, or an archive of one.
        form: the name of the format.

    Raises:
        ConfigurationError: there is nothing of that name, or nothing of that format in it.
        BadBackup: a file in it is damaged.
    """
    if not Path(name).exists():
        raise ConfigurationError(f"{name}: there is no such export", "name its folder or archive")
    source = _source(name)
    try:
        paths = sorted(source.paths())
        if FORMATS[form].recognised(paths):
            return FORMATS[form].read(source, paths)
    except DashError:
        source.close()
        raise
    source.close()
    raise ConfigurationError(f"{name}: nothing of the format {form} is in it", FORMATS[form].LOOKS)


def _source(name: str) -> FolderSource:
    path = Path(name)
    return FolderSource(path) if path.is_dir() else archive.unpacked(path)
