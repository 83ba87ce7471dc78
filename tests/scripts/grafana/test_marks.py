"""What we write on a dashboard beside its content, and how it is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.grafana import marks
from scripts.grafana.marks import Mark

MARK = Mark(source="dashboards/a.py", checksum="c0ffee", locked=True)


def test_the_mark_names_tool_file_and_checksum() -> None:
    """Grafana's own annotations, so that its browser shows them."""
    assert marks.annotations(MARK, "team") == {
        "grafana.app/folder": "team",
        "grafana.app/managedBy": "kubectl",
        "grafana.app/managerId": "dash",
        "grafana.app/managerAllowsEdits": "false",
        "grafana.app/sourcePath": "dashboards/a.py",
        "grafana.app/sourceChecksum": "c0ffee",
        "grafana.app/message": "dash sha256:c0ffee",
    }


def test_the_root_is_no_folder() -> None:
    """An empty annotation would be a folder without a name."""
    assert "grafana.app/folder" not in marks.annotations(MARK, "")


def test_annotations_of_others_are_kept_and_the_servers_are_not_sent() -> None:
    """What the browser left is gone after a push, what a colleague's tool left is not."""
    live = {
        "example.com/owner": "ops",
        "grafana.app/saved-from-ui": "Grafana v12",
        "grafana.app/createdBy": "user:1",
        "grafana.app/folder": "old",
        "grafana.app/message": "mine",
    }

    made = marks.annotations(MARK, "team", live)

    assert made["example.com/owner"] == "ops"
    assert made["grafana.app/folder"] == "team"
    assert "grafana.app/saved-from-ui" not in made
    assert "grafana.app/createdBy" not in made


@given(st.text("0123456789abcdef", min_size=1, max_size=64), st.sampled_from(["", " (undo of 20261123)", "\nmore"]))
def test_a_checksum_comes_back_from_its_message(checksum: str, rest: str) -> None:
    """Also from the message of an undo."""
    assert marks.checksum_of(Mark(source="", checksum=checksum).message + rest) == checksum


@pytest.mark.parametrize("message", ["", "my change", "dash", "dash sha256:", "undo of dash push 1", "x dash sha256:a"])
def test_other_messages_hold_no_checksum(message: str) -> None:
    """People write what they like."""
    assert marks.checksum_of(message) == ""


def test_our_tag_is_no_content() -> None:
    """It is taken out, the others stay in order."""
    assert marks.without_tag(["b", marks.TAG, "a"]) == ["b", "a"]
