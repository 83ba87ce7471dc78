"""How was an alert tried? The cases of the project's tests, where those are there."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from scripts.jsonvalue import Json

FOLDER = Path("tests/support/alertcases")


def of(name: str, root: Path) -> list[Json] | None:
    """List the cases of an alert.

    Args:
        name: of the alert.
        root: the project.

    Returns:
        `None` if the project has no such tests.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return None
    sys.path.insert(0, str(root / "tests"))
    try:
        return [one for path in sorted(folder.glob("*.py")) for one in _cases(path, name)]
    finally:
        sys.path.remove(str(root / "tests"))


def _cases(path: Path, name: str) -> Iterator[Json]:
    for case in import_module(f"support.alertcases.{path.stem}").CASES:
        if case.alert == name:
            yield {
                "what": case.what,
                "expected": "quiet" if case.since is None else "fires",
                "after": case.until if case.since is None else case.since,
                "file": str(FOLDER / path.name),
                "series": [made.spell(case.environment) for made in case.series],
            }
