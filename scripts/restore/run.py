"""How is a plan carried out: written kind after kind, each kind read back before the next one is begun?

The intention and what was there go to the journal before each request. Whatever the server says then, only reading back
tells what it has: an answer can be lost, and a 500 can have been a success.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby

from scripts.backup.differences import digest
from scripts.backup.model import BY_NAME, Saved
from scripts.errors import Conflict, DashError
from scripts.grafana.failures import UnknownOutcome
from scripts.journal import Recorder
from scripts.restore import history, judging, reading
from scripts.restore.kinds import RESTORERS, Restorer
from scripts.restore.model import WRITES, Action, Origin, Outcome, Plan, Step
from scripts.restore.place import Place, Target
from scripts.restore.shaping import Shape

Progress = Callable[[str, Iterable[Step], int], Iterator[Step]]
"""Shows how far a kind is: its words, the steps, how many."""


@dataclass(slots=True, kw_only=True)
class Run:
    """A restore that is going on.

    Attributes:
        origin: what is restored.
        target: one that writes.
        plan: what is to be done.
        shape: what becomes of an object on the way.
        recorder: the journal.
        told: gets each outcome that is not plain success, and a line for each kind.
        outcomes: of all steps that have been come to.
        ended: what ended it early; `None` if it came to its end.
    """

    origin: Origin
    target: Target
    plan: Plan
    shape: Shape
    recorder: Recorder
    told: Callable[[Sequence[Outcome]], None]
    progress: Progress
    outcomes: list[Outcome] = field(default_factory=list)
    ended: DashError | KeyboardInterrupt | None = None

    def run(self) -> None:
        """Do all steps; whatever ends it, `outcomes` tells of every step."""
        try:
            for (kind, org), steps in groupby(self.plan.steps, lambda step: (step.entry.kind, step.entry.org)):
                self._kind(kind, org, list(steps))
        except (DashError, KeyboardInterrupt) as end:
            self.ended = end
        come_to = {outcome.step.entry.path for outcome in self.outcomes}
        for step in self.plan.steps:
            if step.entry.path not in come_to:
                self.outcomes.append(judging.not_begun(step))

    def _kind(self, kind: str, org: str, steps: Sequence[Step]) -> None:
        """Write one kind of one organisation, and read it back."""
        found = [judging.unwritten(step) for step in steps if step.action not in WRITES]
        writes = [step for step in steps if step.action in WRITES]
        place = self._place(kind, org) if writes else None
        if writes and place is None:
            found += [judging.failed(step, "its organisation was not made") for step in writes]
        elif place is not None:
            found += self._written(place, RESTORERS[kind], writes)
            self._settled(kind)
            RESTORERS[kind].finish(place, [step.entry.name for step in steps])
        self.outcomes += found
        self.told(found)

    def _place(self, kind: str, org: str) -> Place | None:
        place = self.target.home if BY_NAME[kind].server else self.target.place(self.plan.landing[org])
        if place is not None and kind == "dashboards" and self.plan.wishes.history:
            place.versions = history.of(self.origin, org)
        return place

    def _settled(self, kind: str) -> None:
        """Look anew at people and organisations once some were made."""
        if kind in ("users", "organisations", "members", "teams", "service-accounts"):
            self.target.forget()

    def _written(self, place: Place, restorer: Restorer, writes: Sequence[Step]) -> list[Outcome]:
        """Write and read back; what failed without a clear answer, and is not there, is tried once more."""
        restorer.prepare(place)
        order = restorer.ordered(writes)
        errors: dict[str, DashError | None] = {}
        try:
            for step, error in self._all(place, restorer, order):
                errors[step.entry.name] = error
        except KeyboardInterrupt:
            self.outcomes += self._read_back(
                place, restorer, [one for one in order if one.entry.name in errors], errors
            )
            raise
        found = self._read_back(place, restorer, order, errors)
        again = [one.step for one in found if _worth_a_second_try(one, errors)]
        if not again:
            return found
        names = {self.shape.name(step.entry) for step in again}
        half = {live.name: live for live in reading.live(place, restorer.kind, names)}
        for step in again:
            errors[step.entry.name] = self._one(place, restorer, step, half.get(self.shape.name(step.entry)))
        second = {one.step.entry.name: one for one in self._read_back(place, restorer, again, errors)}
        return [second.get(one.step.entry.name, one) for one in found]

    def _all(self, place: Place, restorer: Restorer, steps: Sequence[Step]) -> Iterator[tuple[Step, DashError | None]]:
        """Write the steps, one after the other or several at a time."""
        words = BY_NAME[restorer.kind].words
        if not restorer.parallel:
            for step in self.progress(words, steps, len(steps)):
                yield step, self._one(place, restorer, step)
            return
        with closing(place.client.parallel(lambda step: self._one(place, restorer, step), steps)) as running:
            results: dict[str, DashError | None] = {}

            def noted() -> Iterator[Step]:
                for step, error in running:
                    results[step.entry.name] = error
                    yield step

            for step in self.progress(words, noted(), len(steps)):
                yield step, results[step.entry.name]

    def _one(self, place: Place, restorer: Restorer, step: Step, half: Saved | None = None) -> DashError | None:
        """Write one object, and return what went wrong.

        Args:
            place: where.
            restorer: of its kind.
            step: what is to be done.
            half: what an attempt before this one has left there.

        Raises:
            AuthError: the credentials are refused.
            DashError: the journal or the backup fails; nothing was sent.
        """
        wanted = self._wanted(place, restorer, step)
        named = {"kind": restorer.kind, "org": place.org}
        self.recorder.intend(
            wanted.name,
            wanted.title,
            "create" if step.action is Action.CREATE else "update",
            wanted=digest(wanted.body),
            folder=step.folder or "",
            before=judging.document(step.live) if step.live else None,
            **named,
        )
        there = half or step.live
        try:
            if there is None:
                restorer.create(place, wanted)
            else:
                restorer.replace(place, wanted, there)
        except DashError as error:
            if place.client.refused:
                raise
            return error
        return None

    def _wanted(self, place: Place, restorer: Restorer, step: Step) -> Saved:
        return restorer.wanted(place, self.shape.of(self.origin.object(step.entry)))

    def _read_back(
        self, place: Place, restorer: Restorer, steps: Sequence[Step], errors: dict[str, DashError | None]
    ) -> list[Outcome]:
        """Compare what is there now with what was sent."""
        missing = {self.shape.name(step.entry): step for step in steps}
        found: list[Outcome] = []
        try:
            for live in reading.live(place, restorer.kind, missing.keys()):
                step = missing.pop(live.name, None)
                if step is not None:
                    wanted = self._wanted(place, restorer, step)
                    error = errors.get(step.entry.name)
                    found.append(judging.judge(place, restorer, step, wanted, live, error))
                    self._note(place, found[-1], error, digest(live.body))
        except DashError as error:
            if place.client.refused:
                raise
            return [*found, *(judging.unseen(step, error) for step in missing.values())]
        for step in missing.values():
            found.append(judging.missing(step, errors.get(step.entry.name)))
            self._note(place, found[-1], errors.get(step.entry.name), "")
        return found

    def _note(self, place: Place, outcome: Outcome, error: DashError | None, there: str) -> None:
        """Write into the journal what is there now, which the answer alone does not tell."""
        entry = outcome.step.entry
        refused = not there or (error is not None and not outcome.good)
        self.recorder.outcome(
            self.shape.name(entry),
            "refused" if refused else "done",
            error.message if error else "",
            there,
            kind=entry.kind,
            org=place.org,
        )


def _worth_a_second_try(outcome: Outcome, errors: dict[str, DashError | None]) -> bool:
    """Tell what was lost on the way, from what was refused."""
    error = errors.get(outcome.step.entry.name)
    return isinstance(error, UnknownOutcome) and not outcome.good and not isinstance(error, Conflict)
