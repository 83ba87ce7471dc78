"""How can a request to Grafana fail, beyond what `scripts.errors` tells apart?

UnexpectedAnswer             5
├── NotFound                 5  404, said by Grafana itself
├── Refused                  5  another 4xx: the request is wrong for this server; nothing was done
│   └── NoEndpoint           5  404, but not in Grafana's words: another version, or another program
└── UnknownOutcome           5  a write that may have happened or not: read back before repeating it
AuthError                    3  401: everything stops
└── NotPermitted             3  403: this request only
Conflict                     4
└── VersionConflict          4  409, 412: the object is not as it was when it was read
"""

from scripts.errors import AuthError, Conflict, UnexpectedAnswer


class NotFound(UnexpectedAnswer):
    """Grafana says that there is no such thing."""


class Refused(UnexpectedAnswer):
    """Grafana did nothing, because it does not accept the request."""


class NoEndpoint(Refused):
    """This server does not have the path at all."""


class UnknownOutcome(UnexpectedAnswer):
    """The answer to a write was lost or useless; only reading back tells whether it happened."""


class NotPermitted(AuthError):
    """The credentials are good, but do not allow this request."""


class VersionConflict(Conflict):
    """Somebody else wrote the object, or one of that name is already there."""


class ReadOnlyViolation(AssertionError):
    """A reading command or a dry run tried to write: a bug in dash, stopped before anything was sent."""
