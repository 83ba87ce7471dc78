"""Which data source of the target is to be asked instead of one of the backup?"""

import json
from pathlib import Path

from scripts.errors import ConfigurationError


def pair(text: str) -> tuple[str, str]:
    """Read `OLD=NEW`.

    Raises:
        ConfigurationError: it is none.
    """
    old, sign, new = text.partition("=")
    if not (old and sign and new):
        raise ConfigurationError(f"--map-datasource {text}: not OLD=NEW", "as in --map-datasource prom=prometheus-2")
    return old, new


def read(path: Path) -> dict[str, str]:
    """Read a file of pairs: JSON, `{"old": "new"}`.

    Raises:
        ConfigurationError: there is none, or it has another form.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}", FORM) from None
    except ValueError:
        raise ConfigurationError(f"{path}: not JSON", FORM) from None
    if not isinstance(found, dict) or not all(isinstance(new, str) and new for new in found.values()):
        raise ConfigurationError(f"{path}: not of the form of a mapping", FORM)
    return found


FORM = 'write {"old uid": "new uid"}'
