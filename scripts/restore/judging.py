"""What became of one object, judged by what is there afterwards?"""

from scripts.backup.model import Saved
from scripts.errors import DashError
from scripts.jsonvalue import Json
from scripts.restore.kinds import Restorer
from scripts.restore.model import Action, Outcome, State, Step
from scripts.restore.place import Place

SHOWN = 3
"""Places that are named where an object is different."""


def judge(place: Place, restorer: Restorer, step: Step, wanted: Saved, live: Saved, error: DashError | None) -> Outcome:
    """Compare what is there with what was sent."""
    found = list(restorer.differences(wanted, live))
    bad = [one for one in found if not restorer.excuse(place, one.path)]
    if bad:
        more = f", and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""
        known = error.message if error else restorer.reason(place, wanted)
        why = known or "; ".join(map(str, bad[:SHOWN])) + more
        return Outcome(step=step, state=State.DIFFERENT, why=why, fields=[one.path for one in bad], written=True)
    if not found:
        return Outcome(step=step, state=State.EQUAL, written=True)
    why = "; ".join(sorted({restorer.excuse(place, one.path) for one in found}))
    return Outcome(step=step, state=State.GENERATED, why=why, fields=[one.path for one in found], written=True)


def missing(step: Step, error: DashError | None) -> Outcome:
    """Tell of what was sent and is not there."""
    why = error.message if error else "Grafana said yes, but does not have it"
    return Outcome(step=step, state=State.MISSING, why=why, written=True)


def unseen(step: Step, error: DashError) -> Outcome:
    """Tell of what was sent and cannot be read back."""
    return Outcome(step=step, state=State.UNKNOWN, why=f"cannot be read back: {error.message}", written=True)


def failed(step: Step, why: str) -> Outcome:
    """Tell of what could not be sent."""
    return Outcome(step=step, state=State.MISSING, why=why)


def not_begun(step: Step) -> Outcome:
    """Tell of what the restore did not come to."""
    if step.action in (Action.CREATE, Action.REPLACE):
        return Outcome(step=step, state=State.OPEN)
    return unwritten(step)


def unwritten(step: Step) -> Outcome:
    """Tell of what needed nothing, or was left."""
    return Outcome(step=step, state=State.EQUAL if step.action is Action.EQUAL else None, why=step.why)


def document(saved: Saved) -> Json:
    """Make what the journal keeps of an object."""
    return {"title": saved.title, "body": saved.body, "aside": saved.aside}
