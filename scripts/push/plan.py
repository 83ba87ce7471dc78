"""What is to be done, and what is refused?"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from scripts.canonical import digest
from scripts.errors import ConfigurationError
from scripts.grafana.marks import Mark, annotations
from scripts.push.model import Step
from scripts.settings import Environment
from scripts.status import Pair, Status
from scripts.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user decided.

    Attributes:
        ours: uids whose edits in Grafana are overwritten.
        theirs: uids that stay as they are in Grafana.
        prune: delete what is gone from the code.
    """

    ours: AbstractSet[str] = frozenset()
    theirs: AbstractSet[str] = frozenset()
    prune: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a push would do.

    Attributes:
        writes: creations and updates.
        deletions: what `--prune` takes away.
        refused: what cannot be pushed as it is.
        kept: what stays as it is in Grafana because the user said so.
        in_sync: what needs nothing.
        orphans: ours, gone from the code, and not pruned.
        others: other people's dashboards in our folder.
    """

    writes: Sequence[Step] = ()
    deletions: Sequence[Step] = ()
    refused: Sequence[Pair] = ()
    kept: Sequence[Pair] = ()
    in_sync: Sequence[Pair] = ()
    orphans: Sequence[Pair] = ()
    others: Sequence[Pair] = ()

    @property
    def steps(self) -> list[Step]:
        """List all that would be done."""
        return [*self.writes, *self.deletions]


WRITTEN = {Status.ONLY_CODE, Status.CODE_AHEAD}
EDITS = {Status.EDITED, Status.BOTH}
NEVER = {Status.PROVISIONED, Status.MANAGED}


def make(survey: Survey, environment: Environment, choices: Choices) -> Plan:
    """Decide what to do.

    Raises:
        ConfigurationError: a choice names no dashboard or contradicts another, or too much would be deleted.
    """
    _check(survey, choices)
    ours = [pair for pair in survey.pairs if pair.source is not None]
    theirs = [pair for pair in survey.pairs if pair.source is None]
    orphans = [pair for pair in theirs if pair.status is Status.ORPHAN]
    kept = [pair for pair in (*ours, *orphans) if pair.uid in choices.theirs and pair.status is not Status.IN_SYNC]
    ours = [pair for pair in ours if pair not in kept]
    orphans = [pair for pair in orphans if pair not in kept]
    overwritten = [pair for pair in ours if pair.status in EDITS and pair.uid in choices.ours]
    doomed = [one for one in orphans if choices.prune and (not one.edited or one.uid in choices.ours)]
    _brake(doomed, environment)
    spared = [one for one in orphans if choices.prune and one not in doomed]
    return Plan(
        writes=[write(pair, environment) for pair in ours if pair.status in WRITTEN or pair in overwritten],
        deletions=[_deletion(pair) for pair in doomed],
        refused=[
            *(pair for pair in ours if pair.status in NEVER or (pair.status in EDITS and pair not in overwritten)),
            *spared,
        ],
        kept=kept,
        in_sync=[pair for pair in ours if pair.status is Status.IN_SYNC],
        orphans=[] if choices.prune else orphans,
        others=[pair for pair in theirs if pair.status is not Status.ORPHAN],
    )


def write(pair: Pair, environment: Environment) -> Step:
    """Make the write that brings a dashboard of the code to Grafana."""
    if pair.source is None or pair.wanted is None:
        raise ValueError(f"{pair.uid} is not in the code")
    wanted, live, folder = digest(pair.wanted), pair.live, environment.folder.uid
    mark = Mark(source=pair.source.file, checksum=wanted, locked=environment.locked)
    return Step(
        uid=pair.uid,
        title=pair.title,
        action="create" if live is None else "update",
        live=live,
        spec=pair.wanted,
        wanted=wanted,
        folder=folder,
        notes=annotations(mark, folder, live.annotations if live else None),
        ours=pair.status is Status.CODE_AHEAD,
        pair=pair,
    )


def _deletion(pair: Pair) -> Step:
    """Make the deletion of an orphan."""
    folder = pair.live.folder if pair.live else ""
    return Step(
        uid=pair.uid,
        title=pair.title,
        action="delete",
        live=pair.live,
        folder=folder,
        ours=not pair.edited,
        pair=pair,
    )


def _check(survey: Survey, choices: Choices) -> None:
    """Refuse choices that make no sense."""
    twice = choices.ours & choices.theirs
    if twice:
        raise ConfigurationError(f"--ours and --theirs both name {min(twice)}", "choose one of them")
    unknown = (choices.ours | choices.theirs) - {pair.uid for pair in survey.pairs}
    if unknown:
        raise ConfigurationError(
            f"{min(unknown)} is neither in the code nor ours in Grafana", "`dash diff` shows the uids"
        )
    if choices.prune and not survey.whole:
        raise ConfigurationError("--prune looks at everything, so it takes no uids", "run it without them")
    if choices.prune and not any(pair.source for pair in survey.pairs):
        raise ConfigurationError("--prune with no dashboard in the code would delete all", "see [sources] in dash.toml")


def _brake(doomed: Sequence[Pair], environment: Environment) -> None:
    """Stop a prune that takes more than it may, or that cannot tell ours from those of another project."""
    if doomed and not environment.folder.uid:
        raise ConfigurationError("--prune needs a folder of our own, not the root", "see folder in dash.toml")
    if len(doomed) > environment.prune_limit:
        names = ", ".join(pair.uid for pair in doomed)
        raise ConfigurationError(
            f"--prune would delete {len(doomed)} dashboards, more than prune_limit = {environment.prune_limit} "
            f"of {environment.name}: {names}",
            "raise prune_limit in dash.toml if that is meant",
        )
