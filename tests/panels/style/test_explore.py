"""Does a link take the reader's choices to Explore, where variables are written in another way?"""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from panels.queries.expr import Expr, metric, stream
from panels.queries.scope import SERVICE
from panels.style.links import explore


def asked(link_to: Expr, **values: str) -> tuple[str, str]:
    """Follow a link as Grafana does: put the values in, read the URL; return data source and query."""
    url = explore("Explore", link_to).url or ""
    for variable, value in values.items():
        url = url.replace(variable, value)
    panes = json.loads(parse_qs(urlsplit(url).query)["panes"][0])
    query = panes["a"]["queries"][0]
    return query["datasource"]["type"], query["expr"]


@pytest.mark.parametrize(
    ("pipe", "percent", "found"),
    [
        (".+", ".%2B", ". |.+"),
        ("production|staging", "%7Bproduction%2Cstaging%7D", "production|staging|{production,staging}"),
    ],
    ids=["All: the plus of the first form is a blank in a URL", "two values: the second form matches nothing more"],
)
def test_a_choice_arrives_as_a_regular_expression(pipe: str, percent: str, found: str) -> None:
    """What a real Grafana 12.4 writes for each form, read back as its Explore does."""
    values = {"${environment:pipe}": pipe, "${environment:percentencode}": percent}

    assert asked(metric("up", environment="$environment"), **values) == ("prometheus", f'up{{environment=~"{found}"}}')


def test_the_language_chooses_the_data_source() -> None:
    """Logs are explored in Loki."""
    kind, query = asked(stream(SERVICE, level="ERROR"))

    assert kind == "loki"
    assert query.startswith('{environment=~"${environment:pipe}|${environment:percentencode}",service=~"$')


def test_what_was_clicked_is_an_exact_value() -> None:
    """A field's label is one value, so it stays as it is."""
    _, query = asked(metric("ALERTS", alertname="${__data.fields.alertname}"))

    assert query == 'ALERTS{alertname="${__data.fields.alertname}"}'
