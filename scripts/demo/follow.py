"""How does one follow an incident from the terminal that the demo runs in?"""

import re
import select
import sys
import time
from collections.abc import Iterator

from scripts.demo.inbox.model import Inbox, Message
from scripts.demo.inbox.page import NAMES
from scripts.errors import ConfigurationError
from scripts.simulate.scenarios import SCENARIOS
from scripts.simulate.server import Simulation

NAP = 0.25
RUNBOOK = re.compile(r"<(https?://[^|>]+)\|Runbook>")


class Arrivals:
    """Tells what arrived since the last look, and where to go on from there."""

    def __init__(self, inbox: Inbox) -> None:
        """Begin with what has not arrived yet."""
        self._inbox = inbox
        self._told = 0
        self._linked: set[str] = set()

    def news(self) -> Iterator[str]:
        """Write the lines about what is new."""
        messages = self._inbox.messages
        for message in messages[self._told :]:
            when = time.strftime("%H:%M:%S", time.localtime(message.at))
            yield f"{when}  {NAMES[message.kind]:9} {message.to:22} {message.title}"
            if message.kind == "slack" and message.title not in self._linked:
                self._linked.add(message.title)
                yield from _links(message)
        self._told = len(messages)


def _links(message: Message) -> Iterator[str]:
    """Tell where a message leads: its panel and its runbook."""
    attachment = message.body["attachments"][0]
    runbook = RUNBOOK.search(attachment["text"])
    for name, url in (("panel", attachment["title_link"]), ("runbook", runbook[1] if runbook else "")):
        if url:
            yield f"          {name:9} {url}"


class Keys:
    """Switches the scenario as it is typed, where somebody can type."""

    def __init__(self, simulation: Simulation) -> None:
        """Take what is typed for a simulation."""
        self._simulation = simulation
        self._open = sys.stdin is not None and sys.stdin.isatty()

    @staticmethod
    def help() -> list[str]:
        """Say what can be typed; nothing where nobody can type."""
        if sys.stdin is None or not sys.stdin.isatty():
            return []
        return ["or type the name of a scenario here and Enter; ? lists them."]

    def typed(self) -> Iterator[str]:
        """Wait a moment for a line, and do what it says."""
        if not self._open:
            time.sleep(NAP)
            return
        if not select.select([sys.stdin], [], [], NAP)[0]:
            return
        line = sys.stdin.readline()
        self._open = bool(line)  # Ctrl-D: nothing more comes
        word = line.strip()
        if word == "?":
            yield from (f"  {one.name:18} {one.text}" for one in SCENARIOS.values())
        elif word:
            yield self._switched(word)

    def _switched(self, name: str) -> str:
        try:
            self._simulation.switch(name)
        except ConfigurationError as error:
            near = error.hint if error.hint.startswith("did you mean") else "? lists them"
            return f"{error.message}; {near}"
        return f"{name}: {SCENARIOS[name].text}"
