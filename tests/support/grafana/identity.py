"""Who asks? Users, service accounts, tokens, and how each may prove itself."""

import base64
import binascii
import itertools
import secrets
from dataclasses import dataclass, field

from support.grafana.wire import ACCESS_TYPE, RefusedError, Request, answer

LOCKED_AFTER = 5
LOCK_SECONDS = 300

ROLES = ("Viewer", "Editor", "Admin")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody signed in.

    Attributes:
        kind: `user` or `service-account`.
        ident: numeric identifier, shared by users and service accounts.
        server_admin: may LIST before Grafana 12, reload provisioning, manage organisations.
    """

    kind: str
    ident: int
    uid: str
    login: str
    name: str = ""
    email: str = ""
    role: str = "Viewer"
    server_admin: bool = False

    @property
    def reference(self) -> str:
        """How annotations of objects name the person."""
        return f"{self.kind}:{self.uid}"

    @property
    def shown(self) -> str:
        """How versions and folders name the person."""
        return self.name or self.login


@dataclass
class Accounts:
    """Everybody the server knows, and the failed attempts of each user."""

    users: dict[str, Identity] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    service_accounts: dict[int, Identity] = field(default_factory=dict)
    tokens: dict[str, Identity] = field(default_factory=dict)
    failures: dict[str, list[float]] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add_user(self, login: str, password: str, role: str = "Admin", *, server_admin: bool = False) -> Identity:
        """A person with a password."""
        identity = Identity(
            kind="user",
            ident=next(self.numbers),
            uid=short_uid(),
            login=login,
            email=f"{login}@localhost",
            role=role,
            server_admin=server_admin,
        )
        self.users[login], self.passwords[login] = identity, password
        return identity

    def add_service_account(self, name: str, role: str) -> Identity:
        """A service account without tokens."""
        ident, login = next(self.numbers), f"sa-1-{name.lower()}"
        identity = Identity(
            kind="service-account", ident=ident, uid=short_uid(), login=login, name=name, email=login, role=role
        )
        self.service_accounts[ident] = identity
        return identity

    def add_token(self, identity: Identity) -> str:
        """A new key of a service account, shown once."""
        key = f"glsa_{secrets.token_urlsafe(24).replace('-', 'x').replace('_', 'y')}_{secrets.token_hex(4)}"
        self.tokens[key] = identity
        return key

    def by_reference(self, reference: str) -> Identity | None:
        """Who is meant by `user:x` or `service-account:y`; None for the server itself."""
        everybody = (*self.users.values(), *self.service_accounts.values())
        return next((identity for identity in everybody if identity.reference == reference), None)

    def authenticate(self, request: Request, now: float) -> Identity:
        """The identity behind a request.

        Raises:
            RefusedError: with the 401 or 400 that Grafana answers.
        """
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer":
            if value in self.tokens:
                return self.tokens[value]
            raise unauthorized("Invalid API key", "api-key.invalid")
        if scheme == "Basic":
            login, password = basic(value)
            return self._sign_in(login, password, now)
        raise unauthorized("Unauthorized", "auth.unauthorized")

    def _sign_in(self, login: str, password: str, now: float) -> Identity:
        recent = [moment for moment in self.failures.get(login, []) if moment > now - LOCK_SECONDS]
        known = self.passwords.get(login)
        if len(recent) < LOCKED_AFTER and known is not None and secrets.compare_digest(known, password):
            return self.users[login]
        self.failures[login] = [*recent, now]
        raise unauthorized("Invalid username or password", "password-auth.failed")


def basic(value: str) -> tuple[str, str]:
    """User and password of a Basic header; a header that is none counts as no credentials."""
    try:
        login, separator, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        login, separator, password = "", "", ""
    if not separator:
        raise unauthorized("Unauthorized", "auth.unauthorized")
    return login, password


def unauthorized(text: str, message_id: str, status: int = 401) -> RefusedError:
    """A refusal of the credentials themselves."""
    body = {"extra": None, "message": text, "messageId": message_id, "statusCode": status, "traceID": ""}
    return RefusedError(answer(body, status, ACCESS_TYPE))


def short_uid() -> str:
    """A uid as Grafana makes for users, teams and data sources: a letter, then thirteen of base 36."""
    return "fg5" + "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(11))
