"""Does a value become what JavaScript makes of it?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.canonical.values import cleaned, merged, ordered, without

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from([0.5, 2.0]), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (2.0, 2),
        (-0.0, 0),
        (0.5, 0.5),
        (1e-9, 1e-9),
        (1e22, 1e22),
        (math.inf, 0),
        (-math.inf, 0),
        (True, True),
        ([None, math.nan], [None, None]),
        ({"a": None, "b": math.nan, "c": [{"d": None}]}, {"c": [{}]}),
    ],
)
def test_a_value_is_written_as_javascript_does(given_: object, expected: object) -> None:
    """No nulls in objects, no infinities, no fraction of a whole number."""
    made = cleaned(given_)
    assert made == expected
    assert type(made) is type(expected)


@given(one=JSON)
def test_cleaning_twice_changes_nothing_more(one: object) -> None:
    """What is clean is left alone."""
    assert cleaned(cleaned(one)) == cleaned(one)


@given(one=JSON, other=JSON)
def test_what_is_given_survives_its_defaults(one: object, other: object) -> None:
    """To fill in defaults once more changes nothing, and every given leaf is there."""
    filled = merged(one, other)
    assert merged(one, filled) == filled
    assert not isinstance(other, dict) or set(other) <= set(filled)


def test_an_object_that_meets_another_kind_gives_way() -> None:
    """What is given wins, whatever it is."""
    assert merged({"a": {"b": 1}}, {"a": 3}) == {"a": 3}
    assert merged({"a": 3}, {"a": {"b": 1}}) == {"a": {"b": 1}}
    assert merged({"a": [1, 2]}, {"a": [3]}) == {"a": [3]}


def test_keys_are_sorted_at_every_depth() -> None:
    """Lists keep their order."""
    assert str(ordered({"b": [{"d": 1, "c": 2}], "a": 0})) == "{'a': 0, 'b': [{'c': 2, 'd': 1}]}"


def test_false_is_not_zero() -> None:
    """Only just this value is left out."""
    assert without({"hide": 0, "multi": 0, "sort": False}, {"hide": 0, "multi": False, "sort": 0}) == {
        "multi": 0,
        "sort": False,
    }
