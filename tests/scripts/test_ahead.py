"""A reading that runs ahead gives the same items and the same errors."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ahead import ahead


@given(st.lists(st.integers()), st.integers(1, 5))
def test_the_items_come_in_their_order(items: list[int], most: int) -> None:
    """Nothing is lost, doubled or swapped, however few may wait."""
    with ahead(items, most) as found:
        assert list(found) == items


def test_an_error_is_raised_where_the_items_are_taken() -> None:
    """The items before it come first."""

    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken off")

    with ahead(items()) as found:
        assert next(found) == 1
        with pytest.raises(ValueError, match="broken off"):
            next(found)


def test_it_begins_before_the_first_item_is_taken() -> None:
    """That is what it is for."""
    begun = threading.Event()

    def items() -> Iterator[int]:
        begun.set()
        yield 1

    with ahead(items()) as found:
        assert begun.wait(10)
        assert list(found) == [1]


def test_no_more_than_so_many_wait() -> None:
    """A list of any length takes the memory of a few pages."""
    read: list[int] = []

    def items() -> Iterator[int]:
        for n in range(1000):
            read.append(n)
            yield n

    with ahead(items(), 3) as found:
        for n in range(10):
            assert next(found) == n
            assert len(read) <= n + 6


def test_leaving_ends_the_reading() -> None:
    """A source that cannot be built must not wait for a Grafana of 10,000 dashboards."""
    closed = threading.Event()

    def items() -> Iterator[int]:
        try:
            yield from range(1000)
        finally:
            closed.set()

    with ahead(items(), 1) as found:
        assert next(found) == 0

    assert closed.wait(10)
