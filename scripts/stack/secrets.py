"""Does each secret file of the stack hold what Alertmanager takes from it?

Alertmanager reads a secret only when it sends: a wrong file is noticed in the night when nobody is called. Nothing here
ever prints what a file holds.

Each file is mounted by itself into a container whose user is neither root nor the owner. So the folder keeps the other
users of the machine out (700), and the files let the container's user read (644).
"""

import re
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path

from dashboards.rules.notifying import secretfiles as files
from dashboards.rules.notifying.secretfiles import SecretFile

Form = tuple[re.Pattern[str], str]
"""What a secret looks like, and how that is said."""

FORMS: dict[SecretFile, Form] = {
    files.SLACK: (
        re.compile(r"https?://(?!hooks\.slack\.com/?$)[^\s/]+/\S+"),
        "the URL of an incoming webhook, https://hooks.slack.com/services/...",
    ),
    files.PAGERDUTY: (re.compile(r"[A-Za-z0-9]{32}"), "the 32 letters and digits of an Events API v2 integration key"),
    files.SMTP: (re.compile(r"[^\r\n]+"), "the password alone"),
    files.HEARTBEAT: (re.compile(r"https?://[^\s/]+\S*"), "the URL that the dead man's switch wants to be called at"),
}
BOT = (re.compile(r"xoxb-[A-Za-z0-9-]{10,}"), 'a bot\'s token, xoxb-..., because [notifications] slack is "bot"')
PLACEHOLDER = re.compile(r"\$\{?\w+\}?|<.*>|change[-_ ]?me|todo|x{3,}", re.IGNORECASE)
QUOTES = ('"', "'")
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        path: the file, or the folder.
        what: what is wrong with it, in a few words and without the secret.
        command: what mends it, as typed in a shell; SECRET stands for the secret.
    """

    path: Path
    what: str
    command: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.path}: {self.what}: {self.command}"


def check(folder: Path, *, bot: bool = False) -> list[Problem]:
    """Check all secret files of a folder: there, readable, complete, and of the form that its receiver wants.

    Args:
        folder: what is mounted as `/run/secrets`.
        bot: Slack is reached by a bot, not by a webhook.

    Returns:
        Every problem, in the order of the files; none if all is well.
    """
    if not folder.is_dir():
        return [Problem(folder, "the folder is missing", f"mkdir -m 700 -p {_quoted(folder)}")]
    forms = FORMS | ({files.SLACK: BOT} if bot else {})
    found = [_judged(folder / one.name, one, forms[one]) for one in files.ALL]
    return [*_open(folder), *(one for one in found if one)]


def _open(folder: Path) -> list[Problem]:
    """Find out whether other people of the machine get at the files."""
    if stat.S_IMODE(folder.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return [Problem(folder, "others on this machine can look into it", f"chmod 700 {_quoted(folder)}")]
    return []


def _judged(path: Path, kind: SecretFile, form: Form) -> Problem | None:
    write = f"printf %s 'SECRET' > {_quoted(path)}"
    try:
        raw = path.read_bytes()[: LONGEST + 1]
    except FileNotFoundError:
        return Problem(path, f"is missing; it holds {form[1]}", write)
    except IsADirectoryError:  # Docker makes one where a mounted file was missing
        return Problem(path, "is a folder, not a file", f"rmdir {_quoted(path)} && {write}")
    except OSError as error:
        return Problem(path, error.strerror or "cannot be read", f"chmod 644 {_quoted(path)}")
    what = _wrong(raw, kind, form)
    if what:
        return Problem(path, what, write)
    if not path.stat().st_mode & stat.S_IROTH:
        return Problem(path, "the container's user cannot read it", f"chmod 644 {_quoted(path)}")
    return None


def _wrong(raw: bytes, kind: SecretFile, form: Form) -> str:
    """Say what is wrong with the content; empty if nothing is."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return "is not UTF-8 text"
    bare = text.strip()
    findings = (
        (not bare, f"is empty; it holds {form[1]}"),
        (text.startswith("\ufeff"), "begins with a byte order mark, which would be sent too"),
        (len(bare.splitlines()) > 1, "holds more than one line"),
        (kind.exact and text != bare, "has blanks or a newline around the secret, which would be sent too"),
        (bare[:1] in QUOTES and bare[-1:] == bare[:1], "holds the quotes too"),
        (PLACEHOLDER.fullmatch(bare), f"holds a placeholder, which nobody replaces; it must be {form[1]}"),
        (len(bare) > LONGEST or not form[0].fullmatch(bare), f"is not {form[1]}"),
    )
    return next((what for wrong, what in findings if wrong), "")


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
