"""How is a restore taken back, without taking back what somebody did since?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scripts.backup.contents import BELONGS
from scripts.backup.differences import digest
from scripts.backup.model import BY_NAME, KINDS, Saved
from scripts.errors import DashError
from scripts.journal import Entry, Push, Recorder
from scripts.jsonvalue import Json
from scripts.restore import judging, reading
from scripts.restore.kinds import RESTORERS
from scripts.restore.place import Place, Target

ORGANISATIONS, MEMBERS = "organisations", "members"
ORDER = {kind.name: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """One object that a restore wrote.

    Attributes:
        entry: what the journal knows.
        live: what is there now; `None` for nothing.
        before: what was there before; `None` for nothing.
        why: why it cannot be taken back; empty if it can.
        along: it goes with what it belongs to, which is taken away too.
    """

    entry: Entry
    live: Saved | None
    before: Saved | None
    why: str = ""
    along: bool = False

    @property
    def nothing(self) -> bool:
        """Tell whether it is as it was before."""
        if self.live is None or self.before is None:
            return self.live is self.before
        return self.live.body == self.before.body

    def __str__(self) -> str:
        """Name the object for people."""
        return f"{BY_NAME[self.entry.kind].words} {self.entry.uid}"


def prepare(target: Target, push: Push, entries: Sequence[Entry]) -> list[Back]:
    """Look at each object that a restore wrote, the last one first, and decide.

    Raises:
        DashError: an object could not be read.
    """
    found: list[Back] = []
    last_first = list(reversed(entries))
    last_first.sort(key=lambda entry: -ORDER.get(entry.kind, 0))
    for (kind, org), group in groupby(last_first, lambda entry: (entry.kind, entry.org)):
        wanted = list(group)
        place = _place(target, kind, org)
        names = {entry.uid for entry in wanted}
        there = {live.name: live for live in reading.live(place, kind, names)} if place else {}
        found += [_decided(push, entry, there.get(entry.uid)) for entry in wanted]
    return _kept_together([_unless_used(target, back, entries) for back in found])


def _unless_used(target: Target, back: Back, entries: Sequence[Entry]) -> Back:
    """Keep an organisation into which somebody else has put something: deleting it would delete that, too."""
    doomed = back.entry.kind == ORGANISATIONS and back.before is None and back.live is not None and not back.why
    place = target.place(back.entry.uid) if doomed else None
    if place is None:
        return back
    ours = {(entry.kind, entry.uid) for entry in entries if entry.org == back.entry.uid}
    strange = next((one for one in reading.made(place) if (one.kind, one.name) not in ours), None)
    return replace(back, why=f"it holds {strange}, which the restore did not make") if strange else back


def _kept_together(backs: Sequence[Back]) -> list[Back]:
    """Let things go with their organisation, dashboard or folder; an organisation that somebody uses stays."""
    gone = {(back.entry.kind, back.entry.org, back.entry.uid) for back in backs if back.before is None and not back.why}
    used = {back.entry.org for back in backs if back.why}
    made = [back for back in backs if back.entry.kind == ORGANISATIONS and back.before is None]
    staying = {back.entry.uid for back in made if back.why or back.entry.uid in used}
    found = []
    for back in backs:
        entry = back.entry
        if entry.kind == MEMBERS and entry.org in staying and back.before is None and not back.why:
            found.append(replace(back, why="its organisation stays"))  # without members nobody could get at it
            continue
        if entry.kind == ORGANISATIONS and entry.uid in used and not back.why:
            found.append(replace(back, why="something in it was changed since"))
            continue
        owner = (BELONGS.get(entry.kind, ""), entry.org, entry.uid)
        with_org = (ORGANISATIONS, "", entry.org) in gone and entry.org not in used
        found.append(replace(back, along=back.before is None and not back.why and (with_org or owner in gone)))
    return found


def _decided(push: Push, entry: Entry, live: Saved | None) -> Back:
    document = push.before(entry.key)
    back = Back(entry=entry, live=live, before=_saved(entry, document) if document else None)
    if back.nothing:
        return back
    if live is None:
        return Back(entry=entry, live=live, before=back.before, why="it is gone since")
    if digest(live.body) not in (entry.wanted, entry.object):
        return Back(entry=entry, live=live, before=back.before, why="it was changed since")
    return back


def carry_out(target: Target, backs: Sequence[Back], recorder: Recorder) -> Iterator[tuple[Back, DashError | None]]:
    """Take the objects back one after the other.

    Yields:
        Each object, and what went wrong with it.

    Raises:
        AuthError: the credentials are refused.
        DashError: the journal cannot be written.
    """
    for back in backs:
        place = _place(target, back.entry.kind, back.entry.org)
        if place is not None:
            yield back, _one(place, back, recorder)


def _one(place: Place, back: Back, recorder: Recorder) -> DashError | None:
    entry, live, before = back.entry, back.live, back.before
    if live is None:
        return None
    if back.along:
        recorder.intend(
            entry.uid, entry.title, "delete", wanted="", folder="", before=None, kind=entry.kind, org=entry.org
        )
        recorder.outcome(entry.uid, "done", "went with what it belongs to", kind=entry.kind, org=entry.org)
        return None
    recorder.intend(
        entry.uid,
        entry.title,
        "update" if before else "delete",
        wanted=digest(before.body) if before else "",
        folder=entry.folder,
        before=judging.document(live),
        kind=entry.kind,
        org=entry.org,
    )
    restorer = RESTORERS[entry.kind]
    try:
        if before is None:
            restorer.delete(place, live)
        else:
            restorer.put_back(place, before, live)
        error = None
    except DashError as failure:
        if place.client.refused:
            raise
        error = failure
    gone = not any(True for _ in reading.live(place, entry.kind, {entry.uid})) if before is None else error is None
    why = error.message if error else ""
    recorder.outcome(entry.uid, "done" if gone else "refused", why, kind=entry.kind, org=entry.org)
    return None if gone else error or DashError("Grafana said yes, but it is still there")


def _place(target: Target, kind: str, org: str) -> Place | None:
    return target.home if BY_NAME[kind].server else target.place(org)


def _saved(entry: Entry, document: Json) -> Saved:
    return Saved(
        kind=entry.kind,
        org=entry.org,
        name=entry.uid,
        title=str(document["title"]),
        body=document["body"],
        aside=document["aside"],
    )
