"""Which panels may be empty, and why?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.errors import ConfigurationError
from scripts.smoke.asking import Result

FILE = ".smoke"
KEYS = {"dashboard", "place", "reason"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """One exception.

    Attributes:
        dashboard: a uid, or `*` for all.
        place: "Row / Panel B", "annotation Alerts" or "variable symbol"; without a letter all of a panel's queries.
        reason: why emptiness is right there.
    """

    dashboard: str
    place: str
    reason: str

    def covers(self, result: Result) -> bool:
        """Tell whether a result is this exception."""
        question = result.question
        places = (question.place, question.place.removesuffix(f" {question.ref_id}"))
        return self.dashboard in ("*", question.uid) and self.place in places


def read(root: Path) -> list[Allowed]:
    """Read the exceptions of a project; a missing file means none.

    Raises:
        ConfigurationError: the file is not a list of exceptions, each with its reason.
    """
    import yaml

    file = root / FILE
    if not file.is_file():
        return []
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{FILE} is not YAML: {str(error).splitlines()[0]}") from error
    return [_entry(n, entry) for n, entry in enumerate(document or [], 1)]


def _entry(n: int, entry: Any) -> Allowed:  # noqa: ANN401 - whatever the file holds
    if not isinstance(entry, dict) or set(entry) != KEYS or not all(str(value).strip() for value in entry.values()):
        raise ConfigurationError(f"{FILE}: entry {n} needs {', '.join(sorted(KEYS))}, and nothing else")
    return Allowed(str(entry["dashboard"]), str(entry["place"]), str(entry["reason"]))
