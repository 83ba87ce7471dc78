"""What can the reader choose? The variables of a dashboard, in the order of the screen."""

from grafana_foundation_sdk.models import dashboard as model

from panels.queries import choices, meta
from panels.queries.expr import Series
from panels.style.sources import PROMETHEUS

ALL = model.VariableOption(text=["All"], value=["$__all"])
EVERYTHING = ".+"
"""What `All` means in a matcher: every series that has the label."""


def datasource(kind: str, name: str, label: str) -> model.VariableModel:
    """Choose a data source of a kind."""
    return model.VariableModel(
        type_val=model.VariableType.DATASOURCE, name=name, label=label, query=kind, current=_option(kind)
    )


def constant(name: str, value: str) -> model.VariableModel:
    """Hold a value that links use; hidden."""
    return model.VariableModel(
        type_val=model.VariableType.CONSTANT,
        name=name,
        hide=model.VariableHide.HIDE_VARIABLE,
        query=value,
        current=_option(value),
    )


def query(
    name: str, asked: Series, label: str = "", *, title: str = "", single: str = "", sort: bool = True
) -> model.VariableModel:
    """Choose among a label's values.

    Args:
        name: of the variable.
        asked: the series that have the label.
        label: the label, if it is not the name.
        title: what the reader sees, if it is not the name.
        single: choose one, and this by default; else several, and all by default.
        sort: alphabetically.
    """
    text = f"label_values({asked}, {label or name})"
    return model.VariableModel(
        type_val=model.VariableType.QUERY,
        name=name,
        label=title or name.capitalize(),
        datasource=PROMETHEUS,
        query={"qryType": 1, "query": text, "refId": "PrometheusVariableQueryEditor-VariableQuery"},
        definition=text,
        current=_option(single) if single else ALL,
        multi=not single,
        include_all=not single,
        all_value=None if single else EVERYTHING,
        refresh=model.VariableRefresh.ON_TIME_RANGE_CHANGED,
        sort=model.VariableSort.ALPHABETICAL_ASC if sort else model.VariableSort.DISABLED,
        regex="",
    )


def environment(*, single: str = "") -> model.VariableModel:
    """Choose environments."""
    return query("environment", meta.up(), single=single)


def service(asked: Series | None = None) -> model.VariableModel:
    """Choose services: those that are scraped, or those that have a series."""
    return query("service", asked if asked is not None else meta.up(environment="$environment", job=choices.SCRAPED))


def instance() -> model.VariableModel:
    """Choose instances of the chosen services."""
    return query("instance", meta.up(environment="$environment", service="$service"))


def _option(value: str) -> model.VariableOption:
    return model.VariableOption(text=value, value=value)


PROMETHEUS_SOURCE = datasource("prometheus", "prometheus_datasource", "Prometheus data source")
LOKI_SOURCE = datasource("loki", "loki_datasource", "Loki data source")
HIDDEN = (constant("alertmanager", "http://localhost:9093"), constant("runbooks", "docs/runbooks"))
"""Base URLs of links; an environment of dash.toml may set them at push."""
