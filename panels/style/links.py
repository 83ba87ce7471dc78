"""Where does a click lead, with the time and the choices of the reader?"""

import json
import re
from typing import Any
from urllib.parse import quote

from grafana_foundation_sdk.models import dashboard as model

from panels.queries.expr import Expr

RUNBOOKS = "${runbooks}"
ALERTMANAGER = "${alertmanager}"

CHOICE = re.compile(r'=~"\$(\w+)"')
CHOSEN = r'=~"${\1:pipe}|${\1:percentencode}"'
"""In a URL a variable is not written as in a query: several values as `{a,b}`, which is no regular expression, and the
`.+` of "All" with a plus that means a blank there. The first form is right for values, the second for "All"; each is
harmless where the other is meant (tried with Grafana 12.4)."""


class Link(model.DashboardLink):
    """A link of a panel or of its data.

    The SDK's own writes `placement` (Grafana then hides the link) and fields that only dashboard links have.
    """

    def to_json(self) -> dict[str, Any]:
        """Write what Grafana's editor writes."""
        link: dict[str, Any] = {"title": self.title, "url": self.url}
        return {**link, "targetBlank": True} if self.target_blank else link


def link(title: str, url: str, *, new_tab: bool = False) -> Link:
    """Link anywhere."""
    return Link(title=title, url=url, target_blank=new_tab)


def runbook(name: str) -> Link:
    """Link to a runbook, `HIGH_CPU` for docs/runbooks/HIGH_CPU_RUNBOOK.md."""
    return link(f"Runbook {name}", f"{RUNBOOKS}/{name}_RUNBOOK.md", new_tab=True)


def to_dashboard(uid: str, title: str = "", *, panel: int | None = None, **variables: str) -> Link:
    """Link to a dashboard of ours, with the reader's time range and environment.

    Args:
        uid: the dashboard.
        title: what the reader sees; made from the uid if not given.
        panel: open this panel alone.
        variables: what to set there, such as `service="${__field.labels.service}"`.
    """
    query = ["${__url_time_range}", "${environment:queryparam}"]
    query += [f"var-{name}={value}" for name, value in variables.items()]
    query += [f"viewPanel=panel-{panel}"] if panel is not None else []
    return link(title or f"Open {uid.replace('-', ' ')}", f"/d/{uid}?{'&'.join(query)}")


def alertmanager(page: str = "alerts") -> Link:
    """Link to a page of Alertmanager: `alerts` or `silences`."""
    return link("Alertmanager", f"{ALERTMANAGER}/#/{page}", new_tab=True)


def explore(title: str, asked: Expr) -> Link:
    """Link to Explore with a query and the reader's time range and choices (Grafana's `panes` URL, schemaVersion 1)."""
    kind, uid = (
        ("loki", "${loki_datasource}") if asked.language == "logql" else ("prometheus", "${prometheus_datasource}")
    )
    target = {"refId": "A", "datasource": {"type": kind, "uid": uid}, "expr": CHOICE.sub(CHOSEN, asked.text)}
    pane = {"datasource": uid, "queries": [target], "range": {"from": "${__from}", "to": "${__to}"}}
    panes = quote(json.dumps({"a": pane}, separators=(",", ":"), ensure_ascii=False), safe="${}:_")
    return link(title, f"/explore?schemaVersion=1&panes={panes}&orgId=${{__org.id}}")
