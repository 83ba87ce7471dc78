"""Can a value ever break out of its quotes, or a number lose a digit?"""

import math

import promql_parser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.queries.expr import exactly, field, metric, re, stream
from panels.queries.expr.text import duration, number, quote, seconds
from scripts.lint import logql

AWKWARD = ['"', "\\", '"} or vector(1) #', "a\nb", "\t", "é", "💶", "\x00", "`", "{{service}}", "'", "\u2028"]
VALUES = st.one_of(st.text(), st.sampled_from(AWKWARD), st.lists(st.sampled_from(AWKWARD)).map("".join))


@given(VALUES)
def test_a_label_value_is_read_back_as_it_was(value: str) -> None:
    """Quotes, backslashes, line ends, emoji: Prometheus asks for exactly this value."""
    parsed = promql_parser.parse(metric("up", instance=exactly(value)).text)

    assert isinstance(parsed, promql_parser.VectorSelector)
    assert [(one.name, one.value) for one in parsed.matchers.matchers] == [("instance", value)]


@given(VALUES)
def test_a_label_value_of_a_log_stream_is_read_back_as_it_was(value: str) -> None:
    """Loki's quotes are Go's too."""
    (selector,) = logql.read(stream(service=exactly(value), environment="production").text).selectors

    assert [(one.name, one.value) for one in selector] == [("service", value), ("environment", "production")]


@given(VALUES)
def test_a_field_of_a_line_is_compared_with_what_was_given(value: str) -> None:
    """What a line filter holds cannot end the pipeline."""
    asked = stream(service="x").json().having(field("message", "=", value)).count_over_time("5m").sum("service")

    assert logql.parse(asked.text) == "metric"


@given(VALUES)
def test_a_text_argument_of_a_function_stays_one_argument(value: str) -> None:
    """`label_replace` takes its pattern as a string."""
    parsed = promql_parser.parse(metric("up").relabelled("class", value, "job", "(.*)").text)

    assert isinstance(parsed, promql_parser.Call)
    assert [str(argument) for argument in parsed.args[1:]][2] == '"job"'
    assert parsed.args[2].val == value


@given(st.floats(allow_nan=False))
def test_a_number_keeps_all_its_digits(value: float) -> None:
    """Six significant digits would turn 1234567 USD into 1.23457e+06."""
    assert float(number(value).replace("Inf", "inf")) == value


@pytest.mark.parametrize(
    ("value", "text"), [(60.0, "60"), (0.95, "0.95"), (1234567, "1234567"), (-math.inf, "-Inf"), (1e-9, "1e-09")]
)
def test_a_number_is_written_as_a_person_would(value: float, text: str) -> None:
    """No `.0` behind whole numbers."""
    assert number(value) == text


@pytest.mark.parametrize("window", ["5m", "1h30m", "250ms", "30d", "$__rate_interval", "$__range", "$__auto", "$step"])
def test_a_window_is_a_duration_or_a_variable(window: str) -> None:
    """Both stand between square brackets."""
    assert duration(window) == window


@pytest.mark.parametrize("window", ["", "5", "5 m", "m5", "5m]", "5x", "1h 30m"])
def test_anything_else_is_no_window(window: str) -> None:
    """Prometheus would say "bad duration" only when the panel is opened."""
    with pytest.raises(ValueError, match="is no duration"):
        duration(window)


def test_seconds_are_counted_for_one_unit() -> None:
    """Intervals of rule groups and panels are compared by them."""
    assert [seconds(window) for window in ("30s", "2m", "1h", "1d", "1w")] == [30, 120, 3600, 86400, 604800]
    with pytest.raises(ValueError, match="expected a number and one of"):
        seconds("$__interval")


def test_a_variable_may_hold_several_values() -> None:
    """With `=` a choice of two services would show nothing; `exactly` is for panels that repeat."""
    assert metric("up", service="$service").text == 'up{service=~"$service"}'
    assert metric("up", service=exactly("$service")).text == 'up{service="$service"}'
    assert metric("up", job=re("redis|mongodb")).text == 'up{job=~"redis|mongodb"}'


def test_quotes_are_those_of_go() -> None:
    r"""Go has no `\/`, and no surrogate pairs: other characters stand for themselves."""
    assert quote('é "x" \\ 💶') == '"é \\"x\\" \\\\ 💶"'
