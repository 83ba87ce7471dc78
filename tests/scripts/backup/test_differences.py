"""In which places two documents differ."""

from hypothesis import given
from hypothesis import strategies as st

from scripts.backup.differences import between
from scripts.jsonvalue import Json
from scripts.restore.kinds.annotations import lacking

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.lists(st.fixed_dictionaries({"time": st.integers(0, 2), "text": st.sampled_from("ab")}), max_size=6)


@given(VALUES)
def test_nothing_differs_from_itself(document: object) -> None:
    """Whatever it is."""
    assert list(between(document, document)) == []


@given(VALUES, VALUES)
def test_what_is_found_is_the_same_from_both_sides(one: object, other: object) -> None:
    """The same places, old and new swapped."""
    there, back = list(between(one, other)), list(between(other, one))

    assert [(each.path, each.old, each.new) for each in there] == [(each.path, each.new, each.old) for each in back]


def test_places_are_named() -> None:
    """By keys and numbers; an absent key is like null, true is not 1."""
    old: Json = {"a": {"b": [1, 2]}, "c": None, "flag": 1}
    new: Json = {"a": {"b": [1, 3]}, "flag": True}

    assert [str(one) for one in between(old, new)] == ["a.b[1] 2 -> 3", "flag 1 -> true"]


@given(ROWS, ROWS)
def test_what_lacks_is_added_once(wanted: list[Json], there: list[Json]) -> None:
    """After it is added, nothing lacks; and no more was added than that."""
    missing = lacking(wanted, there)

    assert lacking(wanted, [*there, *missing]) == []
    assert len(missing) <= len(wanted)
    assert lacking(missing, wanted) == []
