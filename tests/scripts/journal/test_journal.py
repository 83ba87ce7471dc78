"""The journal: complete, private, true after a crash, and only of its own Grafana."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts import journal
from scripts.errors import ConfigurationError, DashError
from scripts.journal import Recorder
from scripts.settings import Environment

HERE = Environment(name="prod", url="http://grafana")


def begin(root: Path, **options: str) -> Recorder:
    """Begin a push to the environment of these tests."""
    return journal.begin(root, HERE, "default", **options)


def one_write(recorder: Recorder, uid: str = "a") -> None:
    """Write one update down, up to its good end."""
    recorder.intend(uid, uid.upper(), "update", wanted="c0ffee", folder="f", before={"old": uid})
    recorder.outcome(uid, "done", identity="object-1")


def test_a_push_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Header, entries in order, outcomes and what was there before."""
    recorder = begin(tmp_path)
    recorder.intend("a", "A", "create", wanted="1", folder="f", before=None)
    recorder.intend("b", "B", "update", wanted="2", folder="", before={"spec": {"title": "ü"}})
    recorder.outcome("b", "refused", "no permission")
    recorder.outcome("a", "done", identity="x")
    recorder.finish()

    (push,) = journal.pushes(tmp_path, "prod")

    assert push.header == recorder.header
    assert push.finished
    assert [(one.uid, one.action, one.outcome, one.why, one.object) for one in push.entries] == [
        ("a", "create", "done", "", "x"),
        ("b", "update", "refused", "no permission", ""),
    ]
    assert push.before("a") is None
    assert push.before("b") == {"spec": {"title": "ü"}}
    assert (push.count("create"), push.count("update")) == (1, 0)


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    """Files 0600, folders 0700."""
    one_write(begin(tmp_path))

    for path in (tmp_path / ".dash").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_an_intention_without_outcome_is_unknown(tmp_path: Path) -> None:
    """What nobody saw end may have happened."""
    begin(tmp_path).intend("a", "A", "create", wanted="1", folder="f", before=None)

    (push,) = journal.pushes(tmp_path, "prod")

    assert (push.entries[0].outcome, push.finished) == ("unknown", False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.data())
def test_a_log_cut_anywhere_tells_no_lie(tmp_path: Path, data: st.DataObject) -> None:
    """A crash in the middle of a line loses that line only, and what is written later is read."""
    root = Path(tempfile.mkdtemp(dir=tmp_path))
    recorder = begin(root)
    one_write(recorder, "a")
    log = recorder.path / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    one_write(recorder, "b")

    (push,) = journal.pushes(root, "prod")
    outcomes = {entry.uid: entry.outcome for entry in push.entries}

    assert outcomes["b"] == "done"
    assert outcomes.get("a", "unknown") in ("unknown", "done")


def test_the_last_word_counts(tmp_path: Path) -> None:
    """A second attempt, after a conflict, replaces the first."""
    recorder = begin(tmp_path)
    recorder.intend("a", "A", "update", wanted="1", folder="f", before={"n": 1})
    recorder.outcome("a", "refused", "conflict")
    recorder.intend("a", "A", "update", wanted="1", folder="f", before={"n": 2})
    recorder.outcome("a", "done")

    (push,) = journal.pushes(tmp_path, "prod")

    assert [entry.outcome for entry in push.entries] == ["done"]
    assert push.before("a") == {"n": 2}


def test_a_second_attempt_without_an_end_is_unknown_again(tmp_path: Path) -> None:
    """The outcome of the first attempt does not stand for the second."""
    recorder = begin(tmp_path)
    recorder.intend("a", "A", "update", wanted="1", folder="f", before={"n": 1})
    recorder.outcome("a", "refused", "conflict")
    recorder.intend("a", "A", "update", wanted="1", folder="f", before={"n": 2})

    (push,) = journal.pushes(tmp_path, "prod")

    assert push.entries[0].outcome == "unknown"


def test_the_last_push_that_is_not_undone_is_found(tmp_path: Path) -> None:
    """Undo without a name takes the newest push, then the one before it."""
    first, second = begin(tmp_path), begin(tmp_path)
    one_write(first)
    one_write(second)

    assert journal.find(tmp_path, HERE, "default").header.id == second.header.id

    one_write(begin(tmp_path, kind="undo", undoes=second.header.id))
    assert journal.find(tmp_path, HERE, "default").header.id == first.header.id


def test_a_push_is_found_by_the_beginning_of_its_name(tmp_path: Path) -> None:
    """As with commits; two that begin so are not guessed between."""
    first, second = begin(tmp_path), begin(tmp_path)

    assert journal.find(tmp_path, HERE, "default", first.header.id).header.id == first.header.id
    with pytest.raises(ConfigurationError, match="several pushes begin with 20"):
        journal.find(tmp_path, HERE, "default", "20")
    assert first.header.id != second.header.id


@pytest.mark.parametrize("name", ["", "nothing"])
def test_an_empty_journal_says_so(tmp_path: Path, name: str) -> None:
    """The hint names the command that lists pushes."""
    with pytest.raises(ConfigurationError, match="the journal of prod has no push") as caught:
        journal.find(tmp_path, HERE, "default", name)

    assert "dash history --env prod" in caught.value.hint


@pytest.mark.parametrize(
    ("environment", "namespace"),
    [(Environment(name="prod", url="http://other"), "default"), (HERE, "org-2")],
)
def test_the_journal_of_another_grafana_is_refused(tmp_path: Path, environment: Environment, namespace: str) -> None:
    """Another url, or another organisation, under the same name."""
    one_write(begin(tmp_path))

    with pytest.raises(ConfigurationError, match=r"went to http://grafana \(default\), but prod is"):
        journal.find(tmp_path, environment, namespace)


def test_what_is_no_journal_is_passed_over(tmp_path: Path) -> None:
    """Stray files and broken headers do not stop history."""
    recorder = begin(tmp_path)
    (recorder.path.parent / "stray").mkdir()
    (recorder.path.parent / "stray" / "push.json").write_text("{")
    (recorder.path.parent / "file").write_text("")

    assert len(journal.pushes(tmp_path, "prod")) == 1


def test_a_journal_that_cannot_be_written_stops_everything(tmp_path: Path) -> None:
    """A file stands where the folder should be: nothing is pushed without a journal."""
    (tmp_path / ".dash").write_text("")

    with pytest.raises(DashError, match="the journal cannot be written") as caught:
        begin(tmp_path)

    assert caught.value.exit_code == 5


def test_a_uid_never_leaves_its_folder(tmp_path: Path) -> None:
    """Whatever a server calls its dashboards."""
    recorder = begin(tmp_path)
    recorder.intend("../../x", "X", "delete", wanted="", folder="", before={"n": 1})

    assert {path.parent.name for path in recorder.path.rglob("*.json")} == {"before", recorder.path.name}
    (push,) = journal.pushes(tmp_path, "prod")
    assert push.before("../../x") == {"n": 1}


def test_kill_9_leaves_what_was_said_to_be_written(tmp_path: Path) -> None:
    """A process that is killed between two writes leaves the first complete and the second unknown."""
    code = f"""
import os, signal
from pathlib import Path
from scripts import journal
from scripts.settings import Environment
r = journal.begin(Path({str(tmp_path)!r}), Environment(name="prod", url="http://grafana"), "default")
r.intend("a", "A", "update", wanted="1", folder="f", before={{"old": 1}})
r.outcome("a", "done")
r.intend("b", "B", "update", wanted="2", folder="f", before={{"old": 2}})
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})

    (push,) = journal.pushes(tmp_path, "prod")

    assert done.returncode == -signal.SIGKILL
    assert [(entry.uid, entry.outcome) for entry in push.entries] == [("a", "done"), ("b", "unknown")]
    assert push.before("b") == {"old": 2}
    assert json.loads((push.path / "push.json").read_text())["environment"] == "prod"
