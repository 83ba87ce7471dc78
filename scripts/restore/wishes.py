"""What did the user ask for?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.backup.model import BY_NAME
from scripts.errors import ConfigurationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The flags that decide what a restore does.

    Attributes:
        only: kinds; none means all.
        names: uids and names of objects; none means all.
        folders: uids of folders, with all that is in them; none means all.
        tags: only dashboards that carry one of them, with what belongs to them; none means all.
        orgs: organisations of the backup; none means all.
        overwrite: replace what differs.
        into: uid of the folder that takes what would else lie at the root, or in a folder that is not restored.
        provisioned: restore what a provisioning file or a repository of the source owned, without its mark.
        history: bring back the earlier versions of dashboards that are made.
        sources: uid of a data source in the backup -> uid in the target.
    """

    only: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    overwrite: bool = False
    into: str = ""
    provisioned: bool = False
    history: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the kinds.

        Raises:
            ConfigurationError: there is no such kind.
        """
        unknown = sorted(self.only - BY_NAME.keys())
        if unknown:
            raise ConfigurationError(f"there is no kind {unknown[0]}", f"there is {', '.join(BY_NAME)}")

    @property
    def narrow(self) -> bool:
        """Tell whether single objects were chosen, so that what they need comes along."""
        return bool(self.names or self.folders or self.tags)
