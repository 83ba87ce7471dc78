"""How is a manifest written, and when is one believed?"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from scripts.backup.manifest import FILE, SECRETS, BadBackup, Count, Entry, Facts, Manifest, Missing
from scripts.backup.model import KINDS
from scripts.jsonvalue import Json

FORMAT = "bot-core-dashboards backup"
SCHEMA = 1
"""Raised when an older dash could misread a newer backup."""

LARGEST = 512 * 1024 * 1024
"""Bytes of a manifest that is still read."""


def text(manifest: Manifest) -> bytes:
    """Write a manifest; one file a line, so that git and people can compare two."""
    head: Json = {
        "format": FORMAT,
        "schema": SCHEMA,
        "complete": manifest.complete,
        **asdict(manifest.facts),
    }
    lines = ",\n  ".join(_line(entry) for entry in sorted(manifest.entries, key=lambda one: one.path))
    opened = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    return sealed(f'{opened},\n "files": [\n  {lines}\n ]'.encode("utf-8", "surrogatepass"))


SEAL = b',\n "sha256": "'
"""Begins the last line: the hash of all that stands before it, so that a flipped bit in the manifest is noticed too."""


def sealed(opened: bytes) -> bytes:
    """Close a manifest with its own hash."""
    return opened + SEAL + hashlib.sha256(opened).hexdigest().encode() + b'"\n}\n'


ALWAYS = ("name", "size")
"""Written even where they are empty."""


def _line(entry: Entry) -> str:
    fields = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    kept = {key: value for key, value in fields.items() if value not in ("", {}, False) or key in ALWAYS}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def read(raw: bytes, where: str) -> Manifest:
    """Read a manifest.

    Args:
        raw: the content of its file.
        where: for messages.

    Raises:
        BadBackup: it is cut short, of another tool, of a newer dash, or names files outside of the backup.
    """
    try:
        document = json.loads(raw.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise BadBackup(f"{where}: {FILE} is cut short or damaged", "use another backup: `dash backup list`") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadBackup(
            f"{where}: its {FILE} is not one of dash", "`dash restore --from-format` reads backups of some other tools"
        )
    schema = document.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise BadBackup(f"{where}: made by a newer dash (schema {schema}, this one reads {SCHEMA})", "update dash")
    opened = raw.rpartition(SEAL)[0]
    wrong = _wrong(document) or ("" if raw == sealed(opened) else "its hash differs")
    if wrong:
        raise BadBackup(f"{where}: {FILE} is damaged: {wrong}", "use another backup: `dash backup list`")
    try:
        made = Manifest(facts=_facts(document), entries=[_entry(one) for one in document["files"]])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBackup(
            f"{where}: {FILE} is damaged: {_said(error)}", "use another backup: `dash backup list`"
        ) from None
    _sane(made, where)
    return made


def _wrong(document: Json) -> str:
    """Hold all but the files, which may be many thousands, against the schema; empty if it is right."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    rules = json.loads(Path(__file__).with_name("manifest.schema.json").read_text(encoding="utf-8"))
    head = {**document, "files": document["files"][:1]} if isinstance(document.get("files"), list) else document
    error = best_match(Draft202012Validator(rules).iter_errors(head))
    return f"{error.json_path.removeprefix('$.')}: {error.message[:200]}" if error else ""


def _facts(document: Json) -> Facts:
    known: Json = {key: document[key] for key in Facts.__dataclass_fields__ if key in document}
    known["counts"] = [
        Count(**{**one, "missing": [Missing(**each) for each in one.get("missing", ())]}) for one in known["counts"]
    ]
    return Facts(**known)


TYPES: dict[str, type] = {"size": int, "aside": dict, "encrypted": bool}
"""Of an entry's fields; the others are text."""


def _entry(one: Json) -> Entry:
    for key, value in one.items():
        if type(value) is not TYPES.get(key, str):
            raise TypeError(f"{key} of {one.get('path')} is {value!r}")
    return Entry(**{"org": "", **one})


def _said(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error).split(".__init__() ")[-1]


def _sane(manifest: Manifest, where: str) -> None:
    """Refuse paths that leave the backup, and names that are there twice: what lies there was not written by dash.

    Raises:
        BadBackup: at the first of them.
    """
    seen: set[str] = set()
    known = {kind.name for kind in KINDS} | {SECRETS}
    for entry in manifest.entries:
        parts = PurePosixPath(entry.path).parts
        if not parts or entry.path.startswith("/") or ".." in parts or "\\" in entry.path or "\0" in entry.path:
            raise BadBackup(f"{where}: {FILE} names a file outside of the backup: {entry.path!r}", "do not use it")
        if entry.path in seen:
            raise BadBackup(f"{where}: {FILE} names {entry.path} twice", "use another backup")
        if entry.kind not in known:
            raise BadBackup(
                f"{where}: {entry.path} is of a kind that this dash does not know: {entry.kind}", "update dash"
            )
        seen.add(entry.path)
