"""What do the kinds have in common that Grafana's own Alertmanager holds?"""

import time

import click

from scripts.errors import DashError
from scripts.grafana import policies
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place

LONGEST = 90.0
"""Seconds that a new organisation may take: up to 60 were seen."""

PAUSE = 1.0
FIRST = 1
"""Number of the organisation that is there from the beginning, and whose Alertmanager is up before the server."""


class Notifying(Restorer):
    """A kind that needs the organisation's Alertmanager."""

    def prepare(self, place: Place) -> None:
        """Wait until a new organisation has its Alertmanager: a timer makes it; until then every call fails.

        Raises:
            DashError: it did not come.
        """
        if place.alerting or place.number == FIRST:
            return
        end = time.monotonic() + LONGEST
        said = False
        while policies.get(place.client) is None:
            if not said:
                click.echo(f"waiting for the Alertmanager of {place.org}: a new one takes up to a minute", err=True)
                said = True
            if time.monotonic() > end:
                raise DashError(
                    f"{place.org}: its Alertmanager is not there after {LONGEST:.0f} s",
                    "see the log of the server; run it again, and it goes on where it stopped",
                )
            time.sleep(PAUSE)
        place.alerting = True
