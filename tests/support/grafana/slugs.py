"""Which address does Grafana give to a title?"""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(title: str) -> str:
    """The last part of a dashboard's address, near enough for Latin titles."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _NOT_WORD.sub("-", plain).strip("-")
