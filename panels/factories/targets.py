"""How is a query asked by a panel: by which data source, as range or instant, under which legend?"""

from collections.abc import Sequence
from typing import Literal

from grafana_foundation_sdk.models import common, loki, prometheus

from panels.queries.expr import Expr
from panels.style.sources import LOKI, PROMETHEUS

Ask = Literal["range", "instant", "table", "heatmap"]
FORMATS = {
    "range": prometheus.PromQueryFormat.TIME_SERIES,
    "instant": prometheus.PromQueryFormat.TIME_SERIES,
    "table": prometheus.PromQueryFormat.TABLE,
    "heatmap": prometheus.PromQueryFormat.HEATMAP,
}
AUTO_LEGEND = "__auto"

Target = prometheus.Dataquery | loki.Dataquery


def targets(queries: Sequence[Expr], ask: Ask, *, exemplars: bool = False) -> list[Target]:
    """Write queries as targets A, B, C and so on."""
    return [target(query, chr(ord("A") + n), ask, exemplars=exemplars) for n, query in enumerate(queries)]


def target(query: Expr, ref_id: str, ask: Ask, *, exemplars: bool = False) -> Target:
    """Write one query as a target of the data source that understands it."""
    legend = "{{le}}" if ask == "heatmap" else query.legend or AUTO_LEGEND
    instant = ask in ("instant", "table")
    if query.language == "logql":
        return loki.Dataquery(
            expr=query.text,
            ref_id=ref_id,
            query_type="instant" if instant else "range",
            editor_mode=loki.QueryEditorMode.CODE,
            legend_format=query.legend or None,
            datasource=LOKI,
        )
    return prometheus.Dataquery(
        expr=query.text,
        ref_id=ref_id,
        instant=instant,
        range_val=not instant,
        format_val=FORMATS[ask],
        legend_format=legend,
        exemplar=exemplars or None,
        editor_mode=prometheus.QueryEditorMode.CODE,
        datasource=PROMETHEUS,
    )


def source_of(queries: Sequence[Expr]) -> common.DataSourceRef:
    """Choose the panel's data source.

    Raises:
        ValueError: its queries are in two languages.
    """
    languages = {query.language for query in queries}
    if len(languages) > 1:
        raise ValueError("PromQL and LogQL in one panel: make it two panels")
    return LOKI if languages == {"logql"} else PROMETHEUS
