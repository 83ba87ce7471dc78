"""What happened besides: alerts, starts of services, deployments."""

from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models import prometheus

from panels.queries import choices
from panels.queries.expr import Where
from panels.style.sources import GRAFANA, PROMETHEUS


class Annotation(model.AnnotationQuery):
    """An annotation query; the SDK's own writes `placement`, and Grafana then hides its switch."""

    placement = None  # type: ignore[assignment]  # absent is the only value that shows the switch

    def to_json(self) -> dict[str, object]:
        """Write what Grafana's editor writes."""
        return {key: value for key, value in super().to_json().items() if key not in ("placement", "builtIn", "type")}


def alerts() -> Annotation:
    """Mark when critical alerts and warnings fired."""
    return Annotation(
        name="Alerts",
        datasource=PROMETHEUS,
        icon_color="red",
        expr=str(choices.alert_marks()),
        step="60s",
        title_format="{{alertname}}",
        text_format="{{service}} {{severity}}",
        tag_keys="severity,service",
        target=_target(str(choices.alert_marks())),
    )


def starts(where: Where) -> Annotation:
    """Mark each start of a service, with its version, at the exact second; needs no hook in CI."""
    return Annotation(
        name="Starts and versions",
        datasource=PROMETHEUS,
        icon_color="blue",
        expr=str(choices.start_marks(where)),
        title_format="{{service}} {{version}} started",
        use_value_for_time=True,
        target=_target(str(choices.start_marks(where))),
    )


def deployments() -> Annotation:
    """Mark what CI posted with the tag `deployment`."""
    return Annotation(
        name="Deployments",
        datasource=GRAFANA,
        icon_color="purple",
        target=model.AnnotationTarget(limit=100, match_any=False, tags=["deployment"], type_val="tags"),  # type: ignore[arg-type]  # the SDK types it as a data source query; Grafana's own source has this form
    )


def _target(expr: str) -> prometheus.Dataquery:
    return prometheus.Dataquery(expr=expr, ref_id="Anno", datasource=None)
