"""What is different between two dashboards, as a person would say it?

`compare(code, live)` tells what a push of the code would change in Grafana. Pure: no disk, no network.
"""

from scripts.diff.board import between, compare
from scripts.diff.model import Change, Changes, Kind, Weight

__all__ = ["Change", "Changes", "Kind", "Weight", "between", "compare"]
