"""What is in a folder of `backup_<uid>.json`, as the guide's curl loop writes them?"""

import re
from collections.abc import Sequence
from functools import partial

from scripts.backup.store.files import FolderSource
from scripts.restore.formats import classic
from scripts.restore.formats.foreign import Foreign

NAME = "curl"
LOOKS = "such a folder has files backup_<uid>.json, each an answer of /api/dashboards/uid/<uid>"
FILE = re.compile(r"^(.*/)?backup_[^/]+\.json$")


def recognised(paths: Sequence[str]) -> bool:
    """Tell the files by their names."""
    return any(FILE.match(path) for path in paths)


def read(source: FolderSource, paths: Sequence[str]) -> Foreign:
    """Read the dashboards, and the folders that they name.

    Raises:
        BadBackup: a file is no dashboard.
    """
    foreign = Foreign(source.where, source)
    boards = [path for path in paths if FILE.match(path)]
    found = [(path, partial(classic.dashboard, foreign, path)) for path in boards]
    strangers = [(path, "not named backup_<uid>.json") for path in paths if path not in boards]
    return foreign.fill([*found, *classic.mentioned(foreign, boards)], strangers)
