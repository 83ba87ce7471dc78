"""When Grafana's answers do not tell what it has: what is said then, and what the journal keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.workshop import FOLDER, Workshop, board, workshop

from scripts import survey
from scripts.errors import AuthError, UnexpectedAnswer
from scripts.grafana import dashboards, folders, versions
from scripts.grafana.failures import NotFound, NotPermitted, UnknownOutcome, VersionConflict
from scripts.push import undo, writer


def failing(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, error: BaseException, *, after: int = 0
) -> None:
    """Let a request fail each time after the first few."""
    real: Callable[..., object] = getattr(module, name)
    left = [after]

    def fail(*arguments: object, **named: object) -> object:
        if left[0]:
            left[0] -= 1
            return real(*arguments, **named)
        raise error

    monkeypatch.setattr(module, name, fail)


def only(shop: Workshop) -> None:
    """Leave one dashboard in the code, and our folder in Grafana."""
    shop.code("b", None)
    shop.grafana.add_folder(FOLDER)


def test_a_write_that_cannot_be_read_back_is_not_known(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither success nor failure is made up; the next push finds it there, and undo takes it back."""
    only(shop)
    with monkeypatch.context() as broken:
        failing(broken, dashboards, "get", UnexpectedAnswer("no JSON"))
        said = shop.push()

    assert said.code == 5
    assert "no JSON" in said.out
    assert shop.outcomes == {"a": "unknown"}
    assert shop.push().last == "1 in sync"
    assert shop.undo().code == 0
    assert shop.titles == {}


def test_a_write_that_changes_nothing_is_sent_again_but_not_for_ever(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three times; then it is refused, in the words of the last failure, and undo has nothing to take back."""
    only(shop)
    sent: list[int] = []

    def lost(*_: object) -> None:
        sent.append(1)
        raise UnknownOutcome("cut in the middle")

    monkeypatch.setattr(dashboards, "create", lost)
    monkeypatch.setattr("scripts.grafana.patience.BASE", 0.001)

    said = shop.push()

    assert (len(sent), said.code) == (3, 5)
    assert "cut in the middle" in said.out
    assert shop.outcomes == {"a": "refused"}


def test_a_yes_without_a_deed_is_no_success(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that answers for Grafana is found out by reading back."""
    only(shop)
    monkeypatch.setattr(dashboards, "create", lambda *_: None)
    monkeypatch.setattr("scripts.grafana.patience.BASE", 0.001)

    said = shop.push()

    assert said.code == 4
    assert "Grafana said yes, but has not stored it" in said.out


def test_a_dashboard_that_goes_while_it_is_written_is_told(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 404 for what we compared: it is not made anew behind the back of whoever deleted it."""
    only(shop)
    shop.push()
    shop.code("a", board("A2"))
    failing(monkeypatch, dashboards, "update", NotFound("404 not found"))

    said = shop.push()

    assert said.code == 5
    assert "404 not found" in said.out
    assert shop.outcomes == {"a": "refused"}
    assert shop.titles == {"a": "A"}


def test_a_copy_that_cannot_be_taken_stops_the_write(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be put back is not overwritten."""
    only(shop)
    shop.push()
    shop.code("a", board("A2"))
    failing(monkeypatch, writer, "copied", UnexpectedAnswer("no copy"))

    said = shop.push()

    assert said.code == 5
    assert "no copy" in said.out
    assert shop.titles == {"a": "A"}


def test_a_save_in_between_is_told_even_without_a_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two saves of one version both succeed on legacy storage; by whom the other was, only the history knows."""
    with workshop(tmp_path / "project", "legacy") as shop:
        shop.push()
        shop.code("a", board("A2"))
        shop.grafana.state.interject = lambda: shop.edit("a")
        failing(monkeypatch, versions, "history", UnexpectedAnswer("no history"), after=2)

        said = shop.push()

    assert "came in between: see its history in Grafana" in said.out


def test_a_conflict_that_cannot_be_looked_at_again_stays_one(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are told: what the server refused, and why nobody could look."""
    only(shop)
    shop.push()
    shop.code("a", board("A2"))
    updating = dashboards.update

    def update(*arguments: object) -> None:
        shop.edit("a")
        updating(*arguments)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(dashboards, "update", update)
    failing(monkeypatch, survey, "again", UnexpectedAnswer("503 later"))

    said = shop.push()

    assert said.code == 5
    assert "; then: 503 later" in said.out
    assert shop.titles == {"a": "Edited"}


def test_a_conflict_with_the_same_push_of_somebody_else_is_success(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pipelines of one commit: the second finds everything done."""
    only(shop)
    shop.push()
    shop.code("a", board("A2"))
    updating = dashboards.update

    def update(*arguments: object, **named: object) -> None:
        updating(*arguments, **named)  # type: ignore[arg-type]  # passed through
        monkeypatch.setattr("scripts.push.writer._seen", seen)
        raise VersionConflict("409 somebody saved")

    def seen(*_: object) -> writer.Seen:
        return writer.Seen.CHANGED

    monkeypatch.setattr(dashboards, "update", update)

    said = shop.push()

    assert said.code == 0
    assert "somebody else pushed the same" in said.out


def test_the_folder_is_looked_for_when_its_making_is_not_known(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made, but the answer was lost: the push goes on. Not made: it ends before a dashboard is sent."""
    making = folders.create

    def lost(*arguments: object) -> bool:
        if reaches:
            making(*arguments)  # type: ignore[arg-type]  # passed through
        raise UnknownOutcome("cut in the middle")

    monkeypatch.setattr(folders, "create", lost)
    reaches = False
    said = shop.push()
    assert said.code == 5
    assert "cut in the middle" in said.err
    assert shop.titles == {}

    reaches = True
    assert shop.push().code == 0
    assert set(shop.titles) == {"a", "b"}


def test_a_folder_that_is_there_but_hidden_is_told(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grafana says that it exists, and shows nobody: the account lacks the right."""
    monkeypatch.setattr(folders, "create", lambda *_: False)

    said = shop.push()

    assert said.code == 3
    assert "is there, but these credentials may not see it" in said.err
    assert "Edit on the folder" in said.err


def test_a_push_that_cannot_be_taken_back_says_how_to_do_it_later(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--all-or-nothing promised nothing; where that fails, the command that keeps the promise is printed."""
    shop.configure("workers = 1")
    shop.code("c", board("C" * 5001))
    failing(monkeypatch, undo, "prepare", UnexpectedAnswer("503 later"))

    said = shop.push("--all-or-nothing")

    assert said.code in (4, 5)
    assert "could not be taken back: 503 later" in said.err
    monkeypatch.undo()
    monkeypatch.setenv("SECRET", "admin")
    line = next(one for one in said.err.splitlines() if one.startswith("try: dash "))
    assert shop.dash(*line.split()[2:], "--yes").code == 0
    assert shop.titles == {}


def test_what_was_edited_meanwhile_is_not_taken_back(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saved what we had just written: their edit stays, and is named."""
    shop.configure("workers = 1")
    shop.code("c", board("C" * 5001))
    preparing = undo.prepare

    def prepare(*arguments: object) -> undo.Undo:
        shop.edit("a")
        return preparing(*arguments)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(undo, "prepare", prepare)

    said = shop.push("--all-or-nothing")

    assert said.code == 4
    assert "not taken back: a: it was edited since" in said.out
    assert shop.titles == {"a": "Edited"}


@pytest.mark.parametrize("mode", ["unified", "legacy"])
def test_a_history_that_may_not_be_read_makes_nothing_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """What we last pushed is then not known, or what the mark says: no edit is overwritten for it."""
    for error in (AuthError("403 no versions"), UnexpectedAnswer("404 no versions")):
        with workshop(tmp_path / type(error).__name__, mode) as shop, monkeypatch.context() as broken:
            shop.push()
            shop.edit("a")
            shop.code("a", board("A2"))
            failing(broken, versions, "history", error)
            failing(broken, versions, "whole", error)

            assert shop.push().code == 4
            assert shop.titles["a"] == "Edited"


@pytest.mark.parametrize(
    ("end", "code", "words"),
    [(KeyboardInterrupt(), 130, "Interrupted."), (NotPermitted("403 no"), 4, "")],
)
def test_undo_that_is_ended_keeps_its_journal(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, end: BaseException, code: int, words: str
) -> None:
    """Ctrl-C, or a right that is gone: nothing was taken back, and the next undo does it all."""
    shop.push("a")
    with monkeypatch.context() as broken:
        failing(broken, dashboards, "delete", end)
        said = shop.undo()

    assert said.code == code
    assert words in said.err
    assert set(shop.titles) == {"a"}
    assert shop.dash("history", "--env", "t").code == 0
    assert shop.undo(shop.pushes[0].header.id).code == 0
    assert shop.titles == {}
