"""Which words does a value have? Colour is never the only signal."""

from collections.abc import Mapping

from grafana_foundation_sdk.models import dashboard as model

from panels.queries.expr.text import number
from panels.thresholds.model import Colour

Words = Mapping[float | str, tuple[str, Colour]]
"""Value or text -> word and colour."""

UP_DOWN: Words = {0: ("DOWN", "red"), 1: ("UP", "green")}
ENABLED: Words = {0: ("DISABLED", "red"), 1: ("ENABLED", "green")}
CONNECTED: Words = {0: ("lost", "red"), 1: ("connected", "green")}
LOADED: Words = {0: ("NOT LOADED", "red"), 1: ("loaded", "green")}
HEARTBEAT: Words = {0: ("SILENT", "red"), 1: ("ALIVE", "green")}
FIRING: Words = {0: ("quiet", "green"), 1: ("firing", "red")}
SEVERITY: Words = {"critical": ("critical", "red"), "warning": ("warning", "orange"), "info": ("info", "blue")}
ALARM: Words = {0: ("clear", "green"), 1: ("ALARM", "red")}
BREAKER: Words = {0: ("CLOSED", "green"), 1: ("HALF-OPEN", "yellow"), 2: ("OPEN", "red")}
MEMBER: Words = {
    0: ("STARTUP", "red"),
    1: ("PRIMARY", "green"),
    2: ("SECONDARY", "blue"),
    3: ("RECOVERING", "red"),
    5: ("STARTUP2", "red"),
    6: ("UNKNOWN", "red"),
    7: ("ARBITER", "red"),
    8: ("DOWN", "red"),
    9: ("ROLLBACK", "red"),
    10: ("REMOVED", "red"),
}
"""MongoDB's manual, "Replica Set Member States"; there is no 4."""


def absence(text: str, after: int) -> model.SpecialValueMap:
    """Say in words, and without a colour of good or bad, that there is no value.

    Args:
        text: the words.
        after: how many words for values there are already; Grafana numbers them.
    """
    words = model.ValueMappingResult(text=text, color="text", index=after)
    return model.SpecialValueMap(
        options=model.DashboardSpecialValueMapOptions(match=model.SpecialValueMatch.NULL_AND_NAN, result=words)
    )


def mappings(words: Words) -> list[model.ValueMapping]:
    """Write words as Grafana's value mappings, in the order given."""
    if not words:
        return []
    options = {
        value if isinstance(value, str) else number(value): model.ValueMappingResult(text=text, color=colour, index=n)
        for n, (value, (text, colour)) in enumerate(words.items())
    }
    return [model.ValueMap(options=options)]
