"""Which number does somebody have here, whom a backup knows by name?"""

from collections.abc import Callable, Iterable

from scripts.grafana import Client, organisations, serviceaccounts, teams
from scripts.jsonvalue import Json


class People:
    """Users, teams and service accounts of one organisation; each list is read when it is first needed."""

    def __init__(self, client: Client) -> None:
        """Remember where to ask.

        Args:
            client: bound to the organisation.
        """
        self._client = client
        self._known: dict[str, dict[str, int]] = {}
        self._emails: dict[str, str] = {}

    def forget(self) -> None:
        """Look anew, after somebody was made."""
        self._known.clear()
        self._emails.clear()

    def user(self, login: str) -> int | None:
        """Find a user by login; case does not tell two apart."""
        found = self._list("users", lambda: _users(organisations.members(self._client)))
        return found.get(login.lower())

    def email(self, login: str) -> str:
        """Find the address of a user by login; who has none is known by the login. Empty for nobody."""
        if not self._emails:
            rows = organisations.members(self._client)
            self._emails = {str(one["login"]).lower(): str(one.get("email") or one["login"]) for one in rows}
        return self._emails.get(login.lower(), "")

    def team(self, name: str) -> int | None:
        """Find a team by its name."""
        return self._list("teams", lambda: _numbers(teams.everything(self._client), "name", "id")).get(name)

    def account(self, login: str) -> int | None:
        """Find a service account by its login, whatever number of organisation is in it."""
        found = self._list("accounts", lambda: _accounts(serviceaccounts.everything(self._client)))
        return found.get(without_org(login))

    def _list(self, name: str, read: Callable[[], dict[str, int]]) -> dict[str, int]:
        if name not in self._known:
            self._known[name] = read()
        return self._known[name]


def without_org(login: str) -> str:
    """Take the number of the organisation out of a service account's login: `sa-1-ci` is `ci`."""
    prefix, _, rest = login.partition("-")
    number, _, name = rest.partition("-")
    return name if prefix == "sa" and number.isdigit() and name else login


def _users(rows: Iterable[Json]) -> dict[str, int]:
    return {str(one["login"]).lower(): int(one["userId"]) for one in rows}


def _accounts(rows: Iterable[Json]) -> dict[str, int]:
    return {without_org(str(one["login"])): int(one["id"]) for one in rows}


def _numbers(rows: Iterable[Json], name: str, number: str) -> dict[str, int]:
    return {str(one[name]): int(one[number]) for one in rows}
