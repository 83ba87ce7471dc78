"""Which address does Grafana give to a title?"""

import hashlib
import unicodedata
from functools import lru_cache

LONGEST = 50
_OMITTED = set(" ,\"'\n\r\0?.()-_[]/\\!{}%")
_WORDS = {"&": "and", "@": "at", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "p"}


@lru_cache(maxsize=32_768)
def slug(title: str) -> str:
    """The last part of an address: Latin letters in their plain form, anything else in hexadecimal; a hash if long."""
    parts, gap = [], False
    for letter in title.strip().lower():
        if letter in _OMITTED:
            gap = True
            continue
        plain = _plain(letter)
        parts.append(("-" if gap else "") + (plain or letter.encode().hex()))
        gap = not plain
    text = "".join(parts).strip("-")
    short = 0 < len(text) <= LONGEST
    return text if short else hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:7]


def _plain(letter: str) -> str:
    """A letter in a to z and 0 to 9; empty when it has no such form."""
    if letter in _WORDS:
        return _WORDS[letter]
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() and base.isalnum() else ""
