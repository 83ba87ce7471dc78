"""A changed text shows what went and what came, and enough around it to find the place."""

from hypothesis import given
from hypothesis import strategies as st

from scripts.diff.texts import pieces, word_diff

TEXTS = st.text("ab {}[]\"'=~$_5m().,\n", max_size=60)


@given(TEXTS, TEXTS, st.booleans())
def test_the_pieces_make_both_texts(old: str, new: str, query: bool) -> None:  # noqa: FBT001 - given by Hypothesis
    """Nothing of either side is lost or invented."""
    found = pieces(old, new, query=query)

    assert "".join(same + gone for same, gone, _ in found) == old
    assert "".join(same + come for same, _, come in found) == new


def test_a_query_is_cut_into_its_words() -> None:
    """A label's value, a duration and a metric change as wholes."""
    old = 'sum by (job) (rate(http_requests_total{status=~"5..", job="api"}[$__rate_interval]))'
    new = 'sum by (job) (rate(http_errors_total{status=~"4..", job="api"}[$__rate_interval]))'

    assert word_diff(old, new) == (
        "sum by (job) (rate([-http_requests_total-]{+http_errors_total+}"
        '{status=~[-"5.."-]{+"4.."+}, job="api"}[$__rate_interval]))'
    )


def test_what_is_far_from_a_change_is_left_out() -> None:
    """A long query fits a line or two."""
    long = " + ".join(f"metric_{n}" for n in range(40))

    found = word_diff(long, long.replace("metric_20", "another"))

    assert "[-metric_20-]{+another+}" in found
    assert len(found) < 110


def test_two_texts_with_little_in_common_are_shown_whole() -> None:
    """Word by word they would be a riddle."""
    assert word_diff("up", "sum(rate(x[5m]))") == "up -> sum(rate(x[5m]))"


def test_a_text_of_several_lines_becomes_one() -> None:
    """Each change is one line."""
    assert "\n" not in word_diff("one two\nthree four", "one two\nthree five", query=False)
