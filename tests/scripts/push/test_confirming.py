"""Who is asked, and what happens where nobody is there."""

import io

import click
import pytest

from scripts.errors import ConfigurationError
from scripts.push.confirming import confirm


class Terminal(io.StringIO):
    """Somebody at a terminal, with this answer."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def test_yes_answers_for_everybody() -> None:
    """Nothing is asked."""
    assert confirm("Sure?", "it is protected", yes=True)


def test_without_a_terminal_it_stops() -> None:
    """A pipeline never hangs on a question."""
    with pytest.raises(ConfigurationError, match="it is protected, and nobody is there") as caught:
        confirm("Sure?", "it is protected", yes=False)

    assert "--yes" in caught.value.hint


@pytest.mark.parametrize(("typed", "answer"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_a_person_answers(monkeypatch: pytest.MonkeyPatch, typed: str, answer: bool) -> None:  # noqa: FBT001 - a column of the table
    """Enter means no."""
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda _: typed.strip())

    assert confirm("Sure?", "it is protected", yes=False) is answer
