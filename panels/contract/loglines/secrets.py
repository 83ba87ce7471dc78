"""What never goes into a line: what opens a door, and what names a person?"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """One kind of thing that is not logged.

    Attributes:
        name: what it is, for a message.
        pattern: finds it in a text.
        instead: what to log.
    """

    name: str
    pattern: re.Pattern[str]
    instead: str


_OPENS = "nothing; change it now, everybody who reads the log has it"

SECRETS = (
    Secret(
        "an e-mail address",
        re.compile(
            r"(?<![\w.+/:-])[\w.+-]{1,64}@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![\w@])"
        ),
        "the user_id",
    ),
    Secret("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"), _OPENS),
    Secret("a JSON web token", re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*"), _OPENS),
    Secret("a bearer token", re.compile(r"(?i)\b(?:bearer|basic)\s+(?![*<\[])[A-Za-z0-9+/_.~-]{16,}=*"), _OPENS),
    Secret("an OpenAI key", re.compile(r"\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}"), _OPENS),
    Secret("a key of AWS", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"), _OPENS),
    Secret("a token of GitHub", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})"), _OPENS),
    Secret(
        "a token of Slack", re.compile(r"\bxox[abeprs]-[\w-]{10,}|hooks\.slack\.com/services/T\w+/B\w+/\w+"), _OPENS
    ),
    Secret("a token of Grafana", re.compile(r"\bgl(?:sa|c)_[\w=+/-]{20,}"), _OPENS),
    Secret("a password in a URL", re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"']*:(?![*]+@)[^\s/@\"']+@"), _OPENS),
    Secret(
        "a password or key",
        re.compile(
            r"(?i)(?<![a-z])(?:password|passwd|pwd|secret|token|api[_-]?key|apikey|signature)[\"']?\s*[=:]\s*"
            r"[\"']?(?![*<\[]|null\b|none\b|missing\b|invalid\b|required\b|expired\b)[^\s\"',;&)}]{6,}"
        ),
        _OPENS,
    ),
    Secret(
        "an exchange key",
        re.compile(
            r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{64}(?![A-Za-z0-9])"
        ),
        _OPENS,
    ),
)
"""By shape, in any text of a line. Binance's keys have 64 letters of both cases and digits."""

SECRET_NAMES = re.compile(
    r"(?i)(?:.*[_.-])?(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|private_?key|secret_?key"
    r"|authorization|cookie|set-cookie|credentials?|session_?id|e_?mail|email_?address|phone|first_?name|last_?name"
    r"|full_?name|card_?number|iban|mnemonic|seed_?phrase)"
)
"""Fields that are not logged whatever they hold; `token_count` and the like are."""

MASKED = re.compile(r"[*x•]{3,}|\[?(?:redacted|masked|filtered|removed|hidden)\]?|<[^>]*>", re.IGNORECASE)
"""A value that says that something was taken out."""
