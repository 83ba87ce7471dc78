"""Everything `dash` can fail with, and the exit code each failure has.

DashError                    5  a file or a server did not do what we asked
├── ConfigurationError       2  dash.toml, flags, environment
├── SourceError              2  a dashboard's source cannot be built: module, panel or file named
├── Conflict                 4  somebody else changed it, or only a part was done
├── AuthError                3  credentials refused, or not permitted
├── Unreachable              5  no answer at all
└── UnexpectedAnswer         5  an answer, but not to what we asked

Exit 1 always means findings (lint, drift, stale files, empty panels) and is no exception; 70 is a bug in dash.
"""

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_AUTH = 3
EXIT_CONFLICT = 4
EXIT_FAILED = 5
EXIT_BUG = 70


class DashError(Exception):
    """Something failed that a person can do something about.

    Args:
        message: what failed, and on which object; one line, without secrets.
        hint: the next thing to try, ideally a command; may be empty.
    """

    exit_code = EXIT_FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep message and hint apart, so that each is printed on a line of its own."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigurationError(DashError):
    """`dash.toml`, a flag or an environment variable is wrong."""

    exit_code = EXIT_USAGE


class SourceError(DashError):
    """A dashboard cannot be built: its Python, grafanalib or JSON source is wrong."""

    exit_code = EXIT_USAGE


class Conflict(DashError):
    """Somebody else changed the object, or only a part of the work was done."""

    exit_code = EXIT_CONFLICT


class AuthError(DashError):
    """The server refused the credentials, or what they may do."""

    exit_code = EXIT_AUTH


class Unreachable(DashError):
    """The server gave no answer."""


class UnexpectedAnswer(DashError):
    """The server answered, but with something that is not the answer to our question."""
