"""Can an incident be followed, and begun, in the terminal that the demo runs in?"""

import io
import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from scripts.demo.follow import Arrivals, Keys
from scripts.demo.inbox.model import Inbox, Message
from scripts.simulate.model import Model
from scripts.simulate.server import Simulation

SLACK = {
    "attachments": [
        {
            "title": "t",
            "title_link": "http://g/d/x?viewPanel=panel-1",
            "text": "<http://g/d/x|Panel> · <http://r/A.md|Runbook>",
        }
    ]
}


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    """Be a terminal that somebody types into."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "w") as keyboard, os.fdopen(theirs) as screen:
        monkeypatch.setattr("sys.stdin", screen)
        yield keyboard


def test_what_arrives_is_told_once_with_its_links() -> None:
    """The links come with the first message of a title; a second one in another channel needs none."""
    inbox = Inbox()
    arrivals = Arrivals(inbox)
    inbox.add(Message("slack", "#critical-alerts", "[CRITICAL] a: B", SLACK, 0))
    inbox.add(Message("slack", "#bot-core-alerts", "[CRITICAL] a: B", SLACK, 0))
    inbox.add(Message("email", "me@example.com", "[CRITICAL] a: B", {}, 0))
    lines = list(arrivals.news())
    assert [line.split()[1] for line in lines] == [
        "Slack",
        "http://g/d/x?viewPanel=panel-1",
        "http://r/A.md",
        "Slack",
        "E-mail",
    ]
    assert list(arrivals.news()) == []


def test_a_scenario_is_begun_by_typing_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the finger changes nothing and is told; ? lists what there is."""
    simulation = Simulation(Model())
    with terminal(monkeypatch) as keyboard:
        keys = Keys(simulation)
        answers = []
        for typed in ("disk-full", "disk-ful", "xyzzy", "?", ""):
            print(typed, file=keyboard, flush=True)
            answers.append(list(keys.typed()))
        assert simulation.scenario == "disk-full"
        assert list(keys.typed()) == []
    assert answers[0] == ["disk-full: The data disk of the host is nearly full."]
    assert answers[1] == ["no scenario is called 'disk-ful'; did you mean disk-full?"]
    assert answers[2] == ["no scenario is called 'xyzzy'; ? lists them"]
    assert any("service-down" in line for line in answers[3])
    assert answers[4] == []


def test_nobody_types_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe is not read, and no key is offered."""
    monkeypatch.setattr("sys.stdin", io.StringIO("disk-full\n"))
    monkeypatch.setattr("scripts.demo.follow.NAP", 0)
    simulation = Simulation(Model())
    assert list(Keys(simulation).typed()) == []
    assert Keys.help() == []
    assert simulation.scenario == "healthy"
