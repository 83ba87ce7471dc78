"""What does a backup say of itself, and can it be believed?"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from scripts.backup.model import KINDS
from scripts.errors import DashError
from scripts.jsonvalue import Json

FILE = "manifest.json"
FORMAT = "bot-core-dashboards backup"
SCHEMA = 1
"""Raised when an older dash could misread a newer backup."""

LARGEST = 512 * 1024 * 1024
"""Bytes of a manifest that is still read."""


class BadBackup(DashError):
    """What lies there is no backup of ours, or a damaged one; nothing of it is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a backup.

    Attributes:
        path: below the backup, with `/`.
        sha256: of its content.
        size: bytes.
        kind, org, name, title, aside: of the object in it, see `model.Saved`.
        encrypted: its content is an age file, not JSON.
    """

    path: str
    sha256: str
    size: int
    kind: str
    org: str
    name: str
    title: str = ""
    aside: Json = field(default_factory=dict)
    encrypted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An object that is there and could not be saved, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How complete one kind of one organisation is.

    Attributes:
        expected: how many the server listed.
        saved: how many are in the backup.
        missing: those that are not, each with its reason.
    """

    org: str
    kind: str
    expected: int
    saved: int
    missing: Sequence[Missing] = ()

    @property
    def complete(self) -> bool:
        """All that was listed is saved."""
        return self.saved >= self.expected and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Whence a backup is, and what it could not hold.

    Attributes:
        environment: name of the environment.
        started: when reading began, in UTC, as 2026-11-28T16:00:00Z.
        finished: when it ended.
        server: url, version, storage and what else is known of it.
        identity: who read, with which role.
        organisations: id and name of those that were read.
        counts: how complete each kind is.
        left_out: what was not saved on purpose or by nature, with the reason: `{"what": …, "why": …}`.
        warnings: what the reader should know, such as objects that the role could not see.
    """

    environment: str
    started: str
    finished: str = ""
    server: Json = field(default_factory=dict)
    identity: Json = field(default_factory=dict)
    organisations: Sequence[Json] = ()
    counts: Sequence[Count] = ()
    left_out: Sequence[Json] = ()
    warnings: Sequence[str] = ()

    @property
    def complete(self) -> bool:
        """Everything that the server listed is saved."""
        return all(count.complete for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The table of contents of a backup.

    Attributes:
        facts: whence it is, and how complete.
        entries: one for each file, sorted by path.
    """

    facts: Facts
    entries: Sequence[Entry]

    @property
    def complete(self) -> bool:
        """Everything that the server listed is saved."""
        return self.facts.complete

    @property
    def size(self) -> int:
        """Bytes of all objects."""
        return sum(entry.size for entry in self.entries)

    def of(self, kind: str = "", org: str | None = None) -> Iterator[Entry]:
        """List the files of a kind and of an organisation; without them, all."""
        for entry in self.entries:
            if kind in ("", entry.kind) and org in (None, entry.org):
                yield entry


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


SECRETS = "secrets"
"""The kind of encrypted files: the secrets of an organisation's contact points."""
