"""Do queries get the values that Grafana would give them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.lint.probe import AUTO, PROBE, RATE_INTERVAL, fill, names, values


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("rate(a[$__rate_interval])", f"rate(a[{RATE_INTERVAL}])"),
        ("rate(a[${__rate_interval}])", f"rate(a[{RATE_INTERVAL}])"),
        ("count_over_time({a=`b`}[$__auto])", f"count_over_time({{a=`b`}}[{AUTO}])"),
        ("a[$__range] + $__range_s", "a[1h] + 3600"),
        ('a{b=~"$server",c="[[server]]",d="${server:regex}"}', f'a{{b=~"{PROBE}",c="{PROBE}",d="{PROBE}"}}'),
        ("rate(a[$window])", "rate(a[2m])"),
        ("rate(a[$server])", "rate(a[5m])"),
        ("max_over_time(a[1h:$server])", "max_over_time(a[1h:5m])"),
        ("topk($server, a)", "topk(1, a)"),
        ("a * $factor", "a * 1.5"),
        ('a{b="$path"}', 'a{b="c:\\\\x"}'),
        ('label_replace(a, "b", "$1-${2}", "c", "(.*)$")', 'label_replace(a, "b", "$1-${2}", "c", "(.*)$")'),
        ("$outer", "rate"),
        ("sum by (${__field.labels.x}) (a)", f"sum by ({PROBE}) (a)"),
        ("rate(a[$__auto_interval_window])", "rate(a[10s])"),
    ],
)
def test_variables_become_what_they_probably_are(text: str, filled: str) -> None:
    """Built-in ones, the dashboard's own, unknown values in brackets, and groups of label_replace."""
    own = values(
        [
            {"name": "server", "type": "query", "query": "label_values(up, server)"},
            {"name": "window", "type": "interval", "query": "auto, 2m,5m"},
            {"name": "factor", "type": "custom", "query": "Half more : 1.5, 2"},
            {"name": "path", "type": "textbox", "query": "c:\\x"},
            {"name": "outer", "type": "constant", "query": "$inner"},
            {"name": "inner", "type": "constant", "query": "rate"},
        ]
    )

    result = fill(text, own)

    assert (result.text, result.undefined) == (filled, ())


def test_variables_that_nobody_defines_are_collected_in_order() -> None:
    """Each is named once; built-in ones never."""
    result = fill('$b{x="$a"} + $b * $__interval_ms', {"c": ""})

    assert result.undefined == ("b", "a")
    assert result.used == {"b", "a", "__interval_ms"}


def test_a_variable_that_names_itself_ends() -> None:
    """A circle of variables is followed a few times and then left."""
    assert "$a" in fill("$a", {"a": "$a"}).text


def test_names_are_those_of_a_person() -> None:
    """Built-in variables and groups are none."""
    assert names("$a ${b:csv} [[c]] ${d.e} $1 $__rate_interval ${__url_time_range}") == {"a", "b", "c", "d"}


def test_values_of_strange_variables_are_empty() -> None:
    """A file may hold anything."""
    assert values([{}, {"name": "a", "type": "custom"}, {"name": "b", "query": 1}]) == {"": "", "a": "", "b": ""}


@given(st.text(st.sampled_from("$[]{}:.ab1_ ")))
def test_any_text_can_be_filled(text: str) -> None:
    """No text makes it fail, and what has no variable stays."""
    result = fill(text, {})

    assert result.text == text or result.used
