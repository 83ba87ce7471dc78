"""Which changes of an alert make no difference, and why? All others must be noticed by a case."""

from collections.abc import Mapping

ZEROS = "without or (0 * "
"""A recorded ratio is filled up with zeros where nothing failed yet."""

ABOVE = "zeros are for panels: an alert above a limit needs none"
ONE_SERVICE = "an instance, or this metric, belongs to one service"
PART = "0 / 0 is no number, and the part is never more than the whole"

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "MarketDataStale": {
        "and on without service": ONE_SERVICE,
        "max with instance": "the right side is matched by environment and service, whatever else it carries",
    },
    "AIAnalysisErrors": {"> 0 -> >= 0": PART, "without > 0": PART, "0 -> -1": PART},
    "LowModelConfidence": dict.fromkeys(
        ("> 0 -> >= 0", "without > 0", "0 -> -1"), "a mean of nothing is no number or infinite: it is not low"
    ),
    "PredictionSkew": {"/ on without service": ONE_SERVICE},
    "MongoDBDown": {"unless on without service": ONE_SERVICE, "unless on without job": ONE_SERVICE},
    "MongoDBHighConnections": {"> 0 -> >= 0": PART, "without > 0": PART, "0 -> -1": PART},
    "MongoDBReplicationLag": {
        **dict.fromkeys(("0 -> 1", "0 -> -1", "without clamp_min()"), "only panels show a lag below zero"),
        "- on without service": ONE_SERVICE,
    },
}
"""Alert -> change -> why no case can notice it."""


def reason(alert: str, what: str) -> str:
    """Tell why a change makes no difference; empty if it does."""
    if what.startswith(ZEROS):
        return ABOVE
    return EQUIVALENT.get(alert, {}).get(what, "")
