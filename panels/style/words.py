"""Which words does a value have? Colour is never the only signal."""

from collections.abc import Mapping

from grafana_foundation_sdk.models import dashboard as model

from panels.thresholds.model import Colour

Words = Mapping[float, tuple[str, Colour]]
"""Value -> word and colour."""

UP_DOWN: Words = {0: ("DOWN", "red"), 1: ("UP", "green")}
ENABLED: Words = {0: ("DISABLED", "red"), 1: ("ENABLED", "green")}
CONNECTED: Words = {0: ("lost", "red"), 1: ("connected", "green")}


def mappings(words: Words) -> list[model.ValueMapping]:
    """Write words as Grafana's value mappings, in the order given."""
    if not words:
        return []
    options = {
        str(int(value) if float(value).is_integer() else value): model.ValueMappingResult(
            text=text, color=colour, index=n
        )
        for n, (value, (text, colour)) in enumerate(words.items())
    }
    return [model.ValueMap(options=options)]
