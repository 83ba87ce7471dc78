"""How does any Grafana, the stand-in or a real one, get one or more of every kind of object?

The requests are those that filled the recorded source (`recordings/objects/seed.json`); numbers of users, teams and
accounts are looked up, because every server has its own.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import requests

from scripts.jsonvalue import Json

SEED = Path(__file__).parents[1] / "recordings" / "objects" / "seed.json"
USERS = {7: "rt-viewer", 8: "rt-editor", 9: "rt-admin", 10: "rt-none", 11: "rt-server", 12: "rt-off"}
TEAMS = {1: "ops", 2: "rt ops", 3: "rt dev", 4: "rt a/b 🚀"}
ACCOUNT = 13
SECOND_ORG = 3
SECONDS = 30


@dataclass
class Seeder:
    """One signed-in conversation.

    Attributes:
        url: the server.
        unknown: requests that this server does not know, as `METHOD path`.
        different: requests that it answered otherwise than the recorded one.
    """

    url: str
    unknown: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    _session: requests.Session = field(default_factory=requests.Session)

    def run(self) -> "Seeder":
        """Send everything."""
        self._session.auth = ("admin", "admin")
        self._session.trust_env = False
        self._send("POST", "/api/orgs", {"name": "Second Org"})
        self._send("POST", "/api/teams", {"name": "ops", "email": "ops@example.com"})
        for case in json.loads(SEED.read_text()):
            for exchange in case["exchanges"]:
                self._repeat(exchange["request"], exchange["response"]["status"])
        self._session.close()
        return self

    def _repeat(self, request: Json, expected: int) -> None:
        """Send a recorded request with the numbers of this server."""
        path, body = self._path(request["path"]), self._body(request.get("body"))
        if "/silence/" in path or request["path"].endswith("rt-d-stale?fieldValidation=Ignore"):
            return  # by ids of the recorded server
        answer = self._send(request["method"], path, body, request.get("headers") or {})
        if answer.status_code != expected:
            told = f"{request['method']} {request['path']}: {answer.status_code} {answer.text[:200]}"
            known = answer.status_code != requests.codes.not_found or "message" in answer.text
            (self.different if known else self.unknown).append(told)

    def _path(self, path: str) -> str:
        patterns: tuple[tuple[str, Callable[[str], int]], ...] = (
            (r"^(/api/org/users/)(\d+)", lambda found: self._user(int(found))),
            (r"^(/api/admin/users/)(\d+)", lambda found: self._user(int(found))),
            (r"^(/api/teams/)(\d+)", lambda found: self._team(int(found))),
            (r"^(/api/serviceaccounts/)(\d+)", lambda _: self._account()),
            (r"^(/api/orgs/)(\d+)", lambda _: self._number("/api/orgs", "", "name", "RT Org")),
        )
        for pattern, number in patterns:
            if match := re.match(pattern, path):
                return f"{match[1]}{number(match[2])}{path[match.end() :]}"
        return path

    def _body(self, body: Json | None) -> Json | None:
        for rule in body.get("rules", ()) if isinstance(body, dict) and "interval" in body else ():
            if "grafana_alert" in rule:  # both mean the default; a rule that brings its own uid must name them
                rule.setdefault("keep_firing_for", "0s")
                rule["grafana_alert"].setdefault("missing_series_evals_to_resolve", 0)
        for row in body.get("items", ()) if isinstance(body, dict) else ():
            if isinstance(row, dict) and row.get("userId"):
                row["userId"] = self._account() if row["userId"] == ACCOUNT else self._user(row["userId"])
            if isinstance(row, dict) and row.get("teamId"):
                row["teamId"] = self._team(row["teamId"])
        return body

    def _user(self, number: int) -> int:
        return self._number("/api/users?perpage=1000", "", "login", USERS[number])

    def _team(self, number: int) -> int:
        return self._number("/api/teams/search?perpage=1000", "teams", "name", TEAMS[number])

    def _account(self) -> int:
        return self._number("/api/serviceaccounts/search?perpage=1000", "serviceAccounts", "name", "rt-sa")

    def _number(self, path: str, key: str, field_: str, value: str) -> int:
        answer = self._send("GET", path).json()
        rows: list[Json] = answer[key] if key else answer
        return next((int(row["id"]) for row in rows if row[field_] == value), 0)

    def _send(self, method: str, path: str, body: Json | None = None, headers: Json | None = None) -> requests.Response:
        return self._session.request(method, self.url + path, json=body, headers=headers, timeout=SECONDS)
