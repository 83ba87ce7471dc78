"""What do the queries answer through a Grafana, as its readers get them?"""

from collections.abc import Mapping, Sequence
from typing import Self
from urllib.parse import quote

from scripts.errors import ConfigurationError, DashError
from scripts.grafana import datasources, queries
from scripts.grafana.client import Client
from scripts.jsonvalue import Json
from scripts.settings import Environment
from scripts.smoke.asking import Heard
from scripts.smoke.questions import Question
from scripts.smoke.times import Span

TYPES = {"promql": "prometheus", "logql": "loki"}


class ThroughGrafana:
    """Asks by `/api/ds/query`, which stores nothing.

    Args:
        client: the Grafana; read-only is enough.
        uids: data source type -> uid.
    """

    def __init__(self, client: Client, uids: Mapping[str, str]) -> None:
        """Keep the client and the data sources' uids."""
        self.client = client
        self.uids = uids

    @classmethod
    def of(cls, environment: Environment) -> Self:
        """Connect to an environment, with the data sources that dash.toml names, else the defaults there.

        Raises:
            DashError: the Grafana does not answer.
        """
        client = Client(environment, read_only=True)
        return cls(client, known(client, environment))

    def ask(self, question: Question, query: str) -> Heard | None:
        """Ask as the panel does; `None` where that Grafana has no Loki.

        Raises:
            ConfigurationError: it has no Prometheus.
            DashError: the query is refused, or Grafana does not answer.
        """
        kind = TYPES[question.language]
        if kind == "loki" and kind not in self.uids:
            return None
        wanted: Json = {
            **{key: question.target[key] for key in ("format", "queryType", "maxLines") if key in question.target},
            "refId": "A",
            "datasource": {"type": kind, "uid": self._uid(kind)},
            "expr": query,
            "instant": question.instant,
            "range": not question.instant,
            "intervalMs": round(question.span.step * 1000),
            "maxDataPoints": round(question.span.length / question.span.step),
        }
        found = queries.run(self.client, [wanted], f"now-{round(question.span.length)}s", "now")
        refused = next((one.error for one in found if one.error), "")
        if refused:
            raise DashError(refused)
        return Heard(sum(one.series for one in found), sum(one.points for one in found))

    def label_values(self, selector: str, label: str, span: Span) -> Sequence[str]:
        """List a label's values, by the data source's own resources.

        GET /api/datasources/uid/:uid/resources/api/v1/label/:label/values

        Raises:
            ConfigurationError: it has no Prometheus.
            DashError: Grafana does not answer.
        """
        del span  # Grafana's proxy takes the server's default range
        uid = quote(self._uid("prometheus"), safe="")
        path = f"/api/datasources/uid/{uid}/resources/api/v1/label/{label}/values"
        answer = self.client.get(path, {"match[]": selector} if selector else None)
        return [str(value) for value in answer.get("data") or []]

    def _uid(self, kind: str) -> str:
        if kind not in self.uids:
            raise ConfigurationError(
                f"{self.client} has no data source of type {kind}",
                f"`dash doctor --env {self.client.environment.name}` shows what is missing",
            )
        return self.uids[kind]


def known(client: Client, environment: Environment) -> dict[str, str]:
    """Find the uid of each type of data source: as configured, else that Grafana's first or default one."""
    found: dict[str, str] = {}
    for source in datasources.everything(client):
        if source.type not in found or source.default:
            found[source.type] = source.uid
    return found | dict(environment.datasources)
