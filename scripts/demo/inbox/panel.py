"""What does a panel ask, and what comes of it now, where there is no Grafana to show it?

Messages lead to a panel. Here its description and queries are shown, with the choices of the link filled in, and the
last hour as plain lines: no units, no thresholds, no colours of Grafana's.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from scripts.demo.inbox.chart import chart
from scripts.demo.inbox.document import document
from scripts.errors import DashError
from scripts.jsonvalue import Json
from scripts.lint.probe import fill
from scripts.listing import panels
from scripts.simulate.query import query_range
from scripts.smoke.asking import Direct
from scripts.smoke.times import Span
from scripts.smoke.variables import built_in, resolve

FOLDER = "provisioning/grafana/dashboards"
HOUR, STEP = 3600.0, 15.0
ADDRESS = re.compile(r"/d/([A-Za-z0-9_-]{1,40})")
SHOWN = re.compile(r"panel-(\d+)")
PLAIN = re.compile(r"[\w :/.-]+")
"""Values that need no escape in a regular expression, but for the dot."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Shows panels of the built dashboards.

    Attributes:
        root: of the project.
        prometheus: its URL.
    """

    root: Path
    prometheus: str

    def page(self, path: str, asked: Mapping[str, str]) -> str:
        """Write the page of a link as `/d/UID?viewPanel=panel-ID&var-NAME=VALUE`; empty if there is no such panel."""
        address, shown = ADDRESS.fullmatch(path), SHOWN.fullmatch(asked.get("viewPanel", ""))
        file = self.root / FOLDER / f"{address[1]}.json" if address else None
        if not shown or not file or not file.is_file():
            return ""
        spec = json.loads(file.read_text(encoding="utf-8"))
        for placed in panels(spec):
            if placed.panel.get("id") == int(shown[1]):
                title = f"{spec['title']} / {placed.row} / {placed.panel['title']}"
                return document(title, "".join(self._parts(spec, placed.panel, title, asked)))
        return ""

    def _parts(self, spec: Json, panel: Json, title: str, asked: Mapping[str, str]) -> Iterator[str]:
        yield f"<h1>{escape(title)}</h1><p>{escape(panel.get('description', ''))}</p>"
        yield "<p class=quiet>Without a Grafana: the panel's queries, drawn plainly. --grafana URL leads to one.</p>"
        try:
            chosen = {**built_in(Span(HOUR, STEP)), **self._chosen(spec, asked)}
        except DashError as error:
            yield f"<p>{escape(error.message)}</p>"
            return
        for target in panel.get("targets", ()):
            if target.get("expr"):
                yield from self._query(fill(target["expr"], chosen).text, target)

    def _chosen(self, spec: Json, asked: Mapping[str, str]) -> dict[str, str]:
        """Choose what the link says, and else what a reader gets who opens the dashboard."""
        chosen, _ = resolve(spec, Direct(self.prometheus))
        for name in chosen:
            value = asked.get(f"var-{name}", "")
            if PLAIN.fullmatch(value):
                chosen[name] = value.replace(".", "\\\\.")
        return chosen

    def _query(self, expr: str, target: Json) -> Iterator[str]:
        yield f"<article><pre>{escape(expr)}</pre>"
        if target.get("datasource", {}).get("type") == "loki":
            yield "<p class=quiet>This is a question for Loki, which is not here.</p></article>"
            return
        link = f"{self.prometheus}/graph?g0.expr={quote(expr, safe='')}&g0.tab=0&g0.range_input=1h"
        now = time.time()
        try:
            yield chart(query_range(self.prometheus, expr, now - HOUR, now, STEP), now - HOUR, now)
        except DashError as error:
            yield f"<p>{escape(error.message)}</p>"
        yield f'<a href="{escape(link)}">In Prometheus</a></article>'
