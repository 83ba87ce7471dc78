"""What does a push say: its plan, each result, what is refused and how to go on?"""

from collections.abc import Iterator, Mapping, Sequence

from scripts.journal.model import Action
from scripts.output import coloured
from scripts.push.model import Result, Step
from scripts.push.plan import Plan
from scripts.status import Pair, Status

EMPTY = "nothing to push"
SIGNS: Mapping[Action, tuple[str, str]] = {"create": ("+", "green"), "update": ("~", "yellow"), "delete": ("-", "red")}
UNDO: Mapping[Action, str] = {"create": "+", "update": "~", "delete": "-"}
DONE: Mapping[Action, str] = {"create": "created", "update": "updated", "delete": "deleted"}


def planned(plan: Plan) -> Iterator[str]:
    """Tell what a push would do, a line a dashboard; what is in sync is only counted."""
    for step in plan.steps:
        sign, colour = SIGNS[step.action]
        yield f"{coloured(sign, colour)} {step.uid}  {_reason(step)}"
    for pair in plan.kept:
        yield f"  {pair.uid}  stays as it is in Grafana ({pair.status})"
    for pair in plan.orphans:
        yield f"  {pair.uid}  gone from the code; --prune deletes it"


def refusals(plan: Plan, env: str) -> Iterator[str]:
    """Tell what is refused, why, and the ways on."""
    for pair in plan.refused:
        why = f" ({pair.why})" if pair.why else ""
        edited = f"{pair.status}, edited there" if pair.edited and pair.status is Status.ORPHAN else str(pair.status)
        yield f"{coloured('refused', 'red')} {pair.uid}: {edited}{why}"
        yield from ways(pair, env)


def ways(pair: Pair, env: str) -> Iterator[str]:
    """Name the commands that lead on from a refusal."""
    if pair.status is Status.PROVISIONED:
        yield "  change the file on the server, or take it out of provisioning there"
        return
    if pair.status is Status.MANAGED:
        yield "  change it there, or give the dashboard in the code another uid"
        return
    prune = "--prune " if pair.status is Status.ORPHAN else ""
    verb = "delete it all the same" if prune else "overwrite it"
    yield f"  keep Grafana's:  dash push --env {env} {prune}--theirs {pair.uid}"
    yield f"  {verb + ':':<16} dash push --env {env} {prune}--ours {pair.uid}"
    if not prune:
        yield f"  bring it home:   dash adopt --env {env} {pair.uid}"


def result(one: Result) -> str:
    """Tell what became of a step."""
    why = f": {one.why}" if one.why else ""
    if one.state == "done":
        return f"{coloured(DONE[one.step.action], 'green')} {one.step.uid}{why}"
    word = {"skipped": "left", "unknown": "not known", "conflict": "refused"}.get(one.state, one.state)
    return f"{coloured(word, 'red')} {one.step.uid}{why}"


def summary(plan: Plan, results: Sequence[Result]) -> str:
    """Count everything in one line."""
    done = [one.step.action for one in results if one.state == "done"]
    counts = [
        (done.count("create"), "created"),
        (done.count("update"), "updated"),
        (done.count("delete"), "deleted"),
        (len(plan.in_sync), "in sync"),
        (len(plan.kept), "kept"),
        (len(plan.refused) + sum(one.state == "conflict" for one in results), "refused"),
        (sum(one.state in ("failed", "skipped") for one in results), "not written"),
        (sum(one.state == "unknown" for one in results), "not known"),
    ]
    return ", ".join(f"{number} {word}" for number, word in counts if number) or EMPTY


def unwritten(plan: Plan) -> str:
    """Count what a dry run found, in one line."""
    counts = [(len(plan.writes), "to be written"), (len(plan.deletions), "to be deleted")]
    head = [f"{number} {word}" for number, word in counts if number]
    rest = summary(plan, [])
    return f"{', '.join(head if rest == EMPTY and head else [*head, rest])} (dry run)"


def question(plan: Plan, env: str) -> str:
    """Ask for a yes, naming what is deleted."""
    writes, deletions = len(plan.writes), [step.uid for step in plan.deletions]
    parts = [f"write {writes} dashboard{'s' * (writes != 1)}"] if writes else []
    parts += [f"delete {', '.join(deletions)}"] if deletions else []
    return f"{' and '.join(parts).capitalize()} in {env}?"


def _reason(step: Step) -> str:
    """Say why a step is done."""
    if step.action == "delete" or step.pair is None:
        return "gone from the code"
    if step.pair.status in (Status.EDITED, Status.BOTH):
        return f"{step.pair.status}: overwritten, what is there goes to the journal"
    return str(step.pair.status)
