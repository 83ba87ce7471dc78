"""Who asks? Users, service accounts, tokens, and how each may prove itself."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from typing import Any

from support.grafana.wire import ACCESS_TYPE, RefusedError, Request, answer

LOCKED_AFTER = 5
LOCK_SECONDS = 300

LONG_AGO = "2020-01-01T00:00:00Z"
ROLES = ("Viewer", "Editor", "Admin")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody signed in.

    Attributes:
        kind: `user` or `service-account`.
        ident: numeric identifier, shared by users and service accounts.
        role: what the person is in the organisation of a request; of a stored user, in the first organisation.
        server_admin: may LIST before Grafana 12, reload provisioning, manage organisations.
        org: the organisation of a service account; the one that a user comes to without naming one.
        created, updated: times of the account.
    """

    kind: str
    ident: int
    uid: str
    login: str
    name: str = ""
    email: str = ""
    role: str = "Viewer"
    server_admin: bool = False
    org: int = 1
    theme: str = ""
    disabled: bool = False
    created: str = LONG_AGO
    updated: str = LONG_AGO

    @property
    def reference(self) -> str:
        """How annotations of objects name the person."""
        return f"{self.kind}:{self.uid}"

    @property
    def shown(self) -> str:
        """How versions and folders name the person."""
        return self.name or self.login


@dataclass(frozen=True, kw_only=True)
class Token:
    """A key of a service account; `expires` is a second since 1970, 0 for never."""

    ident: int
    owner: int
    name: str
    created: str
    expires: float = 0.0


@dataclass
class Accounts:
    """Everybody the server knows, and the failed attempts of each user.

    Attributes:
        stars: uids of dashboards that a user marked, by the user's number; of all organisations together.
        tokens: by the key itself.
    """

    users: dict[str, Identity] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    service_accounts: dict[int, Identity] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    stars: dict[int, list[str]] = field(default_factory=dict)
    failures: dict[str, list[float]] = field(default_factory=dict)
    last: int = 0
    last_token: int = 0

    def add_user(self, login: str, password: str, role: str = "Admin", **more: Any) -> Identity:  # noqa: ANN401
        """A person with a password; more is `name`, `email`, `server_admin`, ... of the identity."""
        self.last += 1
        about = {"email": f"{login}@localhost"} | more
        identity = Identity(kind="user", ident=self.last, uid=short_uid(), login=login, role=role, **about)
        self.users[login], self.passwords[login] = identity, password
        return identity

    def add_service_account(self, name: str, role: str, org: int = 1, **more: Any) -> Identity:  # noqa: ANN401
        """A service account without tokens."""
        self.last += 1
        login = account_login(name, org)
        identity = Identity(
            kind="service-account",
            ident=self.last,
            uid=short_uid(),
            login=login,
            name=name,
            email=login,
            role=role,
            org=org,
            **more,
        )
        self.service_accounts[identity.ident] = identity
        return identity

    def add_token(self, identity: Identity, name: str = "", created: str = "", expires: float = 0.0) -> str:
        """A new key of a service account, shown once."""
        key = f"glsa_{secrets.token_urlsafe(24).replace('-', 'x').replace('_', 'y')}_{secrets.token_hex(4)}"
        self.last_token += 1
        self.tokens[key] = Token(
            ident=self.last_token, owner=identity.ident, name=name, created=created, expires=expires
        )
        return key

    @property
    def everybody(self) -> dict[int, Identity]:
        """Users and service accounts by number."""
        return {each.ident: each for each in self.users.values()} | self.service_accounts

    def by_reference(self, reference: str) -> Identity | None:
        """Who is meant by `user:x` or `service-account:y`; None for the server itself."""
        return next((identity for identity in self.everybody.values() if identity.reference == reference), None)

    def authenticate(self, request: Request, now: float) -> Identity:
        """The identity behind a request.

        Raises:
            RefusedError: with the 401 or 400 that Grafana answers.
        """
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer":
            token = self.tokens.get(value)
            owner = self.service_accounts.get(token.owner) if token else None
            if token is not None and owner is not None and not 0 < token.expires <= now:
                return owner
            raise unauthorized("Invalid API key", "api-key.invalid")
        if scheme == "Basic":
            login, password = basic(value)
            return self._sign_in(login, password, now)
        raise unauthorized("Unauthorized", "auth.unauthorized")

    def _sign_in(self, login: str, password: str, now: float) -> Identity:
        recent = [moment for moment in self.failures.get(login, []) if moment > now - LOCK_SECONDS]
        known = self.passwords.get(login)
        if len(recent) < LOCKED_AFTER and known is not None and secrets.compare_digest(known, password):
            return self._enabled(self.users[login])
        self.failures[login] = [*recent, now]
        raise unauthorized("Invalid username or password", "password-auth.failed")

    def _enabled(self, user: Identity) -> Identity:
        if user.disabled:
            raise unauthorized("User is disabled", "user.sync.disabled")
        return user


def account_login(name: str, org: int) -> str:
    """The login of a service account: neither capitals nor blanks tell two names apart."""
    return f"sa-{org}-{name.lower().replace(' ', '-')}"


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
