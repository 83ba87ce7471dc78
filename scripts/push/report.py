"""What does a push say: its plan, each result, what is refused and how to go on?"""

from collections.abc import Iterator, Mapping, Sequence

from scripts.journal.model import Action
from scripts.output import coloured
from scripts.push.model import Result, Step
from scripts.push.plan import Plan
from scripts.status import Pair, Status

EMPTY = "nothing to push"
UNDO: Mapping[Action, str] = {"create": "+", "update": "~", "delete": "-"}
DONE: Mapping[Action, str] = {"create": "created", "update": "updated", "delete": "deleted"}


def planned(plan: Plan, folder: str) -> Iterator[str]:
    """Tell what a push would change, as `dash diff` does; what is in sync is only counted.

    Args:
        plan: what is to be done.
        folder: uid of our folder.
    """
    for step in plan.steps:
        if step.pair is not None:
            yield from _compared(step.pair, folder)
            yield from _remark(step)
    for pair in plan.kept:
        yield from _compared(pair, folder)
        yield "    stays as it is in Grafana"
    for pair in plan.orphans:
        yield from _compared(pair, folder)
        yield "    stays: --prune deletes what is gone from the code"
    for pair in plan.refused:
        yield from _compared(pair, folder)


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


def summary(plan: Plan, results: Sequence[Result], *, withheld: int = 0) -> str:
    """Count everything in one line.

    Args:
        plan: what was to be done.
        results: what became of it.
        withheld: how many steps were not even tried.
    """
    done = [one.step.action for one in results if one.state == "done"]
    counts = [
        (done.count("create"), "created"),
        (done.count("update"), "updated"),
        (done.count("delete"), "deleted"),
        (len(plan.in_sync), "in sync"),
        (len(plan.kept), "kept"),
        (len(plan.refused) + sum(one.state == "conflict" for one in results), "refused"),
        (withheld + sum(one.state in ("failed", "skipped") for one in results), "not written"),
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


def _compared(pair: Pair, folder: str) -> Iterator[str]:
    """Show a dashboard as `dash diff` does."""
    from scripts.diff import render_text
    from scripts.diff.compared import of_pair

    return render_text.dashboard(of_pair(pair, folder), coloured)


def _remark(step: Step) -> Iterator[str]:
    """Say what happens to what is in Grafana, where that is not plain."""
    if step.action == "delete":
        yield "    is deleted; a copy goes to the journal"
    elif step.pair is not None and step.pair.status in (Status.EDITED, Status.BOTH):
        yield "    is overwritten; a copy of what is there goes to the journal"
