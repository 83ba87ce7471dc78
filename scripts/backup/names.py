"""Where in a backup does an object lie, so that any name is safe on any disk?"""

import hashlib
import re
import unicodedata
from functools import cache
from urllib.parse import quote

SAFE = " !#&'()+,=@[]{}$;^~"
"""Kept as they are beside letters, digits and `_.-`: no shell-independent disk objects to them."""

LONGEST = 120
"""Bytes of a file's name that all disks, archives and object stores take, with room for a suffix."""

RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for its devices; a backup may be unpacked there."""


PLAIN = re.compile(r"^[a-z0-9_-]{1,120}$", re.IGNORECASE | re.ASCII)
"""What most uids look like: nothing in them has to be looked at letter by letter."""


@cache
def _folder(org: str, kind: str) -> str:
    """Name the folder of a kind; asked for each of its objects."""
    return f"orgs/{segment(org)}/{segment(kind)}" if org else f"server/{segment(kind)}"


def segment(name: str) -> str:
    """Make a name fit for one part of a path.

    Letters of all alphabets stay readable; slashes, controls and what else a disk may refuse are percent-encoded; a
    long or reserved name is cut and told apart by its hash. The name itself stands in the manifest.
    """
    if PLAIN.match(name) and not RESERVED.match(name):
        return name
    text = "".join(letter if letter.isalnum() else quote(letter, safe=SAFE, errors="surrogatepass") for letter in name)
    if text.startswith("."):
        text = "%2E" + text[1:]
    text = re.sub(r"[ .]$", lambda end: quote(end[0], safe="") if end[0] == " " else "%2E", text)
    if not text or RESERVED.match(text) or len(text.encode()) > LONGEST:
        text = f"{_cut(text)}~{_hash(name)}"
    return text


def path(kind: str, org: str, name: str, suffix: str = ".json") -> str:
    """Make the path of an object below its backup: `orgs/Bots/dashboards/uid.json`, or `server/users/login.json`."""
    return f"{_folder(org, kind)}/{segment(name)}{suffix}"


def alike(path: str) -> str:
    """Tell which paths some disks take for one: they ignore case, or how an accent is written."""
    return unicodedata.normalize("NFC", path.casefold())


def twin(taken: str, name: str) -> str:
    """Make another path for a name that differs from one before only by case, or is written alike."""
    stem, dot, suffix = taken.rpartition(".")
    return f"{stem}~{_hash(name)}{dot}{suffix}"


def _cut(text: str) -> str:
    return text.encode()[: LONGEST - 20].decode("utf-8", "ignore").rstrip(" .%")


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
