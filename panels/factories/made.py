"""What do we know of a panel beside the SDK's model: where it was made, and how large it wants to be?"""

from typing import Protocol, Self

from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models import dashboard as model

TILE = 4
GRAPH = 8
LIST = 9
LOGS = 12
"""Heights by kind, in grid rows of 30 px + 8 px (house style)."""


class Made:
    """Mixed into the SDK's builders by our factories.

    Attributes:
        made_at: file and line of the call, for `dash show`, diffs and findings; never in the JSON.
        columns: the width asked for; 0 is an equal share of the line.
        lines: the height.
        key: what the panel's id is made from beside its title and kind, for twins.
    """

    made_at: str = ""
    columns: int = 0
    lines: int = GRAPH
    key: str = ""

    def wide(self, columns: int) -> Self:
        """Ask for a width of 1 to 24 columns."""
        self.columns = columns
        return self

    def tall(self, lines: int) -> Self:
        """Ask for a height."""
        self.lines = lines
        return self

    def fit(self, columns: int) -> None:
        """Adapt to the width that the layout found; most kinds look the same at every width."""


class Panel(Protocol):
    """A builder that one of our factories made."""

    made_at: str
    columns: int
    lines: int
    key: str
    _internal: model.Panel

    def fit(self, columns: int) -> None:
        """Adapt to the width that the layout found."""

    def build(self) -> model.Panel:
        """Return the SDK's model."""

    def datasource(self, datasource: common.DataSourceRef) -> object:
        """Set the panel's data source."""
