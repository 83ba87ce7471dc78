"""How is a list of steps done with a record in the journal, and what became of all of them, whatever came between?"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from scripts import journal, output
from scripts.errors import DashError
from scripts.grafana import Client
from scripts.grafana.capabilities import Capabilities
from scripts.journal import Push, Recorder
from scripts.push import run
from scripts.push.model import Result, State, Step
from scripts.push.writer import Writer

STATES: dict[str, State] = {"done": "done", "refused": "failed", "unknown": "unknown"}


@dataclass(slots=True)
class Job:
    """Steps with their record.

    Attributes:
        root: the project.
        client: one that writes.
        can: what the server can do.
        recorder: the journal of this job.
        results: of all steps, once `do` has ended.
        ended: what ended it early; `None` if it came to its end.
    """

    root: Path
    client: Client
    can: Capabilities
    recorder: Recorder
    results: list[Result] = field(default_factory=list)
    ended: DashError | KeyboardInterrupt | None = None

    def do(
        self,
        steps: Sequence[Step],
        writer: Writer,
        show: Callable[[Result], None],
        *,
        stop: bool = False,
        label: str = "pushing",
    ) -> None:
        """Do the steps and show each result; on a terminal a bar comes first and the results after it.

        Args:
            steps: what to do.
            writer: does one.
            show: prints a result.
            stop: end at the first step that is not done.
            label: of the progress bar.
        """
        try:
            with closing(run.execute(self.client, self.can, writer, steps)) as running:
                for result in output.progress(running, label, len(steps)):
                    self.results.append(result)
                    if not output.shows_progress():
                        show(result)
                    if stop and result.state != "done":
                        break
        except (DashError, KeyboardInterrupt) as end:
            self.ended = end
        shown = 0 if output.shows_progress() else len(self.results)
        self.results.extend(self._rest(steps))
        for result in self.results[shown:]:
            show(result)

    @property
    def done(self) -> list[Step]:
        """List the steps that were done."""
        return [result.step for result in self.results if result.state == "done"]

    def push(self) -> Push:
        """Read what the journal says of this job."""
        return journal.find(self.root, self.client.environment, self.can.namespace, self.recorder.header.id)

    def _rest(self, steps: Sequence[Step]) -> list[Result]:
        """Tell what became of steps whose results nobody waited for: the journal knows."""
        entries = {entry.uid: entry for entry in self.push().entries}
        seen = {result.step.uid for result in self.results}
        rest = []
        for step in steps:
            if step.uid in seen:
                continue
            entry = entries.get(step.uid)
            if entry is None:
                rest.append(Result(step=step, state="skipped", why="not begun"))
            else:
                rest.append(Result(step=step, state=STATES[entry.outcome], why=entry.why))
        return rest
