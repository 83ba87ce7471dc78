"""How does one dashboard of the code stand to what is on the other side, and what differs?"""

from scripts.diff.board import compare
from scripts.diff.model import Change, Changes, Kind
from scripts.diff.report import Compared
from scripts.jsonvalue import Json
from scripts.sources import Source
from scripts.status import Pair, Status

QUIET = frozenset({Status.IN_SYNC, Status.OTHERS, Status.PROVISIONED, Status.MANAGED})
"""Nobody has to do anything, unless the contents differ."""

DIFFERENT = "different"
GONE = "gone from the code"
"""What is said of files, for they do not tell who changed what."""


def of_pair(pair: Pair, folder: str, *, full: bool = False) -> Compared:
    """Tell what a push would change about one dashboard.

    Args:
        pair: both sides, and how they stand to each other.
        folder: uid of our folder.
        full: every difference on its own.
    """
    source, live, wanted = pair.source, pair.live, pair.wanted
    if source is None or wanted is None or live is None:
        return _one_sided(pair)
    changes = Changes()
    if pair.status is not Status.IN_SYNC and not live.broken:
        changes = compare(wanted, live.spec, source.lines, file=source.file, full=full)
    if live.folder != folder:
        changes = Changes((_elsewhere(live.folder, folder, source.file), *changes))
    return Compared(
        uid=pair.uid,
        title=pair.title,
        status=pair.status,
        why=pair.why,
        file=source.file,
        changes=changes,
        drift=pair.status not in QUIET or bool(changes),
    )


def _one_sided(pair: Pair) -> Compared:
    spec: Json = pair.live.spec if pair.live else pair.wanted or {}
    why = ", ".join(part for part in ("edited there" if pair.edited else "", pair.why) if part)
    return Compared(
        uid=pair.uid,
        title=pair.title,
        status=pair.status,
        why=why,
        file=pair.source.file if pair.source else "",
        only="there" if pair.live else "code",
        panels=counted(spec),
        drift=pair.status not in QUIET,
    )


def of_files(source: Source, wanted: Json, other: Json | None, *, full: bool = False) -> Compared:
    """Compare a dashboard of the code with a file.

    Args:
        source: the code.
        wanted: its content, with the values of an environment.
        other: the content of the file; `None` if there is none.
        full: every difference on its own.
    """
    changes = Changes()
    if other is not None:
        changes = compare(wanted, other, source.lines, file=source.file, full=full)
    status = DIFFERENT if changes else str(Status.IN_SYNC)
    return Compared(
        uid=source.uid,
        title=source.title,
        status=Status.ONLY_CODE if other is None else status,
        file=source.file,
        changes=changes,
        only="code" if other is None else "",
        panels=counted(wanted) if other is None else 0,
        drift=other is None or bool(changes),
    )


def of_file(uid: str, title: str, spec: Json) -> Compared:
    """Tell of a dashboard that is in a file and no more in the code."""
    return Compared(uid=uid, title=title, status=GONE, only="there", panels=counted(spec), drift=True)


def counted(spec: Json) -> int:
    """Count the panels of a dashboard, rows not included."""
    panels = spec.get("panels") or ()
    return sum(len(one.get("panels") or ()) if one.get("type") == "row" else 1 for one in panels)


def _elsewhere(there: str, ours: str, file: str) -> Change:
    words = f"folder {there or '(root)'} -> {ours or '(root)'}"
    return Change(kind=Kind.MOVED, path="folder", old=there, new=ours, words=words, line=file)
