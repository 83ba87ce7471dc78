"""What does a restore say: its plan, each kind as it is done, and what reading back showed?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from scripts.backup.model import BY_NAME
from scripts.jsonvalue import Json
from scripts.output import coloured
from scripts.restore.model import Action, Outcome, Plan, State, Step
from scripts.restore.secrets import Secrets, variable

SHOWN = 20
"""Objects of a kind that are named; of more the rest is counted."""

FEW = 5
"""Names that stand in one line."""

NOTHING = "nothing to restore"

COMING: Mapping[Action, str] = {
    Action.CREATE: "to be created",
    Action.REPLACE: "to be replaced",
    Action.COMPLETE: "to be completed",
    Action.EQUAL: "equal",
    Action.LEAVE: "left as they are there",
    Action.SKIP: "skipped",
    Action.REFUSE: "refused",
}


DONE: Mapping[Action, str] = {
    Action.CREATE: "created",
    Action.REPLACE: "replaced",
    Action.COMPLETE: "completed",
}


def planned(plan: Plan) -> Iterator[str]:
    """Tell what would be done; what is equal is only counted."""
    for org, there in plan.landing.items():
        if org != there:
            yield f"organisation {org} of the backup goes to {there}"
    several = len(plan.landing) > 1
    for (org, _, action), steps in groupby(plan.steps, lambda one: (one.entry.org, one.entry.kind, one.action)):
        yield from _planned(list(steps), action, f"{org}: " if several and org else "")
    for note in plan.notes:
        yield f"{coloured('note', 'yellow')}: {note}"


def _planned(steps: Sequence[Step], action: Action, place: str) -> Iterator[str]:
    if action is Action.EQUAL:
        return
    for step in steps[:SHOWN]:
        yield from _step(step, place)
    if len(steps) > SHOWN:
        yield f"{_sign(action)} {place}{len(steps) - SHOWN} more of these {BY_NAME[steps[0].entry.kind].name}"


def _step(step: Step, place: str) -> Iterator[str]:
    """Show one object."""
    if step.action is Action.REFUSE:
        yield f"{coloured('refused', 'red')} {place}{step}: {step.why}"
        return
    if step.action is Action.SKIP:
        yield f"{coloured('skipped', 'dim')} {place}{step}: {step.why}"
        return
    yield f"{_sign(step.action)} {place}{step}"
    for line in step.changes if step.action is not Action.CREATE else ():
        yield line if line.startswith(" ") else f"      {line}"
    if step.action is Action.REPLACE:
        yield "    is replaced; a copy of what is there goes to the journal"
    if step.action is Action.COMPLETE:
        yield f"    is completed: {step.why}"
    if step.action is Action.LEAVE:
        yield "    stays as it is there: --overwrite replaces it"


def _sign(action: Action) -> str:
    sign = {Action.CREATE: "+", Action.REPLACE: "~", Action.COMPLETE: "~", Action.LEAVE: "~"}.get(action, " ")
    return coloured(sign, {"+": "green", "~": "yellow"}.get(sign, "dim"))


def told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Tell of one kind that has been written and read back."""
    written = [one for one in outcomes if one.written]
    if written:
        counts = Counter(_done(one) for one in written if one.good)
        said = ", ".join(f"{number} {word}" for word, number in counts.items())
        if said:
            yield f"{written[0].step.entry.kind}: {said}"
    for one in outcomes:
        if not one.good and one.state not in (None, State.OPEN):
            yield f"{coloured(_word(one), 'red')} {one.step}: {one.why}"

    yield from _generated([one for one in outcomes if one.state is State.GENERATED])


def _generated(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Tell of objects that are equal but for what this server does not keep: once for each reason."""
    reasons = dict.fromkeys(one.why for one in outcomes)
    for why in reasons:
        names = [one.step.entry.name for one in outcomes if one.why == why]
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        yield f"{coloured('not kept', 'yellow')} {outcomes[0].step.entry.kind} {', '.join(names[:FEW])}{more}: {why}"


def _done(outcome: Outcome) -> str:
    return DONE[outcome.step.action]


def _word(outcome: Outcome) -> str:
    words = {State.DIFFERENT: "different", State.MISSING: "failed", State.UNKNOWN: "not known", State.OPEN: "not begun"}
    return words.get(outcome.state, "failed") if outcome.state else "failed"


def unwritten(plan: Plan) -> str:
    """Count what a dry run found, in one line."""
    return f"{_coming(plan.steps)} (dry run)"


def summary(outcomes: Iterable[Outcome]) -> str:
    """Count everything in one line."""
    counts: Counter[str] = Counter()
    for one in outcomes:
        if one.written and one.good:
            counts[_done(one)] += 1
        elif one.state is State.EQUAL:
            counts["equal"] += 1
        elif one.state is not None:
            counts[_word(one)] += 1
        else:
            counts[COMING[one.step.action]] += 1
    order = (*DONE.values(), "equal", *COMING.values(), "different", "failed", "not begun", "not known")
    return ", ".join(f"{counts[word]} {word}" for word in dict.fromkeys(order) if counts[word]) or NOTHING


def lacking(steps: Iterable[Step], secrets: Secrets) -> Iterator[str]:
    """Name the secrets that are missing, and how to give them."""
    for step in steps:
        for uid, name in secrets.missing(step.secrets):
            holder = f" ({uid})" if uid != step.entry.name else ""
            yield f"{coloured('secret', 'yellow')} {name} of {step}{holder} is missing: ${variable(uid, name)}"


def question(plan: Plan, env: str) -> str:
    """Ask for a yes, naming what is replaced."""
    create, replace = list(plan.of(Action.CREATE)), list(plan.of(Action.REPLACE))
    parts = [f"create {len(create)}"] if create else []
    parts += [f"replace {_named(replace)}"] if replace else []
    return f"{' and '.join(parts).capitalize()} in {env}?"


def _named(steps: Sequence[Step]) -> str:
    if len(steps) > 3:  # noqa: PLR2004 - more would not be read
        return f"{len(steps)} objects"
    return ", ".join(step.entry.name for step in steps)


def document(
    plan: Plan,
    outcomes: Sequence[Outcome],
    *,
    secrets: Secrets,
    backup: str,
    env: str,
    dry_run: bool,
    exit_code: int,
) -> Json:
    """Describe a restore for machines."""
    return {
        "backup": backup,
        "environment": env,
        "dry_run": dry_run,
        "exit_code": exit_code,
        "organisations": dict(plan.landing),
        "notes": list(plan.notes),
        "missing_secrets": [
            {
                "kind": step.entry.kind,
                "object": step.entry.name,
                "uid": uid,
                "name": name,
                "variable": variable(uid, name),
            }
            for step in plan.steps
            for uid, name in secrets.missing(step.secrets)
        ],
        "summary": unwritten(plan) if dry_run else summary(outcomes),
        "objects": [_object(one) for one in outcomes],
    }


def _object(outcome: Outcome) -> Json:
    step = outcome.step
    return {
        "kind": step.entry.kind,
        "org": step.entry.org or None,
        "name": step.entry.name,
        "title": step.entry.title or None,
        "action": str(step.action),
        "state": str(outcome.state) if outcome.state else None,
        "why": outcome.why or None,
        "fields": list(outcome.fields),
        "changes": [line.strip() for line in step.changes],
    }


def _coming(steps: Sequence[Step]) -> str:
    counts = Counter(step.action for step in steps)
    return ", ".join(f"{counts[action]} {word}" for action, word in COMING.items() if counts[action]) or NOTHING
