"""How do the contract tests speak to a Grafana, be it the stand-in or a real one?

A real one is used if GRAFANA_URL is set, with GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD (admin, admin).
Everything that a test makes lies in a folder of its own, or is remembered and taken away.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import requests

from scripts.jsonvalue import Json

V0 = "/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards"
SECONDS = 30


@dataclass(frozen=True)
class Target:
    """Where a Grafana is and how one signs in; without token by user and password."""

    url: str
    token: str = ""
    user: str = "admin"
    password: str = "admin"


def real() -> Target | None:
    """The real Grafana that the environment names, if it does."""
    url = os.environ.get("GRAFANA_URL", "").rstrip("/")
    if not url:
        return None
    user, password = os.environ.get("GRAFANA_USER", "admin"), os.environ.get("GRAFANA_PASSWORD", "admin")
    return Target(url, os.environ.get("GRAFANA_TOKEN", ""), user, password)


@dataclass(frozen=True)
class Said:
    """What a server answered."""

    status: int
    body: Any
    headers: Mapping[str, str]
    text: str


@dataclass
class Api:
    """One signed-in conversation, with a folder of its own."""

    target: Target
    folder: str = field(default_factory=lambda: f"contract-{secrets.token_hex(4)}")
    session: requests.Session = field(default_factory=requests.Session)
    _annotations: list[int] = field(default_factory=list)
    _boards: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Sign in and make the folder."""
        self.session.trust_env = False
        if self.target.token:
            self.session.headers["Authorization"] = f"Bearer {self.target.token}"
        else:
            self.session.auth = (self.target.user, self.target.password)
        made = self.ask("POST", "/api/folders", {"uid": self.folder, "title": "Contract tests"})
        assert made.status == 200, made.text
        return self

    def __exit__(self, *_: object) -> None:
        """Take everything away: the folder with what is in it, what lies outside, annotations."""
        for uid in self._boards:
            self.ask("DELETE", f"/api/dashboards/uid/{uid}")
        self.ask("DELETE", f"/api/folders/{self.folder}")
        for ident in self._annotations:
            self.ask("DELETE", f"/api/annotations/{ident}")
        self.session.close()

    def ask(self, method: str, path: str, body: object = None, **params: str) -> Said:
        """Send one request."""
        response = self.session.request(method, self.target.url + path, json=body, params=params, timeout=SECONDS)
        return _said(response)

    def ask_as(self, headers: Mapping[str, str], method: str, path: str) -> Said:
        """Send one request with other credentials than ours."""
        with requests.Session() as stranger:
            stranger.trust_env = False
            return _said(stranger.request(method, self.target.url + path, headers=dict(headers), timeout=SECONDS))

    def name(self) -> str:
        """A uid that nobody has; taken away in the end even if it lies outside of our folder."""
        uid = f"contract-{secrets.token_hex(6)}"
        self._boards.append(uid)
        return uid

    def annotate(self, body: Json) -> Said:
        """Post an annotation that is taken away in the end."""
        said = self.ask("POST", "/api/annotations", body)
        self._annotations.append(said.body["id"])
        return said

    def put(self, uid: str, spec: Json, version: str = "", **annotations: str) -> Said:
        """Replace a dashboard in our folder, on the condition of a resourceVersion if one is given."""
        return self.ask("PUT", f"{V0}/{uid}", self.board(uid, spec, version, **annotations), fieldValidation="Ignore")

    def post(self, uid: str, spec: Json, **annotations: str) -> Said:
        """Make a dashboard in our folder."""
        return self.ask("POST", V0, self.board(uid, spec, **annotations), fieldValidation="Ignore")

    def board(self, uid: str, spec: Json, version: str = "", **annotations: str) -> Json:
        """An object to send; annotations by their short names."""
        named = {"folder": self.folder, **annotations}
        metadata: Json = {"name": uid, "annotations": {f"grafana.app/{key}": text for key, text in named.items()}}
        return {"metadata": metadata | ({"resourceVersion": version} if version else {}), "spec": spec}

    def get(self, uid: str) -> Json:
        """Read a dashboard that must be there."""
        said = self.ask("GET", f"{V0}/{uid}")
        assert said.status == 200, said.text
        found: Json = said.body
        return found

    def version(self, uid: str) -> str:
        """The resourceVersion of a dashboard."""
        return str(self.get(uid)["metadata"]["resourceVersion"])

    def keeps_annotations(self, uid: str) -> bool:
        """Whether the storage keeps annotations: on the other one resourceVersion and generation are one number."""
        metadata = self.get(uid)["metadata"]
        return str(metadata["generation"]) != str(metadata["resourceVersion"])


def _said(response: requests.Response) -> Said:
    try:
        body = response.json()
    except ValueError:
        body = None
    return Said(response.status_code, body, response.headers, response.text)
