"""Which alert makes another one not worth telling?

Never across services or instances, and never an alert without a service: labels that both lack would count as equal.
"""

from collections.abc import Sequence
from typing import Any

SAME_SERVICE = ["environment", "service"]


def inhibitions() -> list[dict[str, Any]]:
    """Write the rules of inhibition."""
    return [
        {
            "source_matchers": ['alertname="ServiceDown"', 'service!=""'],
            "target_matchers": ['alertname!~"ServiceDown|Watchdog"', 'service!=""'],
            "equal": list(SAME_SERVICE),
        },
        _critical(source=['instance=""']),
        _critical(target=['instance=""']),
        _critical(same=["instance"]),
    ]


def _critical(*, source: Sequence[str] = (), target: Sequence[str] = (), same: Sequence[str] = ()) -> dict[str, Any]:
    """Let a critical hide the warnings of its service: a full disk of one host says nothing about another host."""
    return {
        "source_matchers": ['severity="critical"', 'service!=""', *source],
        "target_matchers": ['severity="warning"', 'service!=""', *target],
        "equal": [*SAME_SERVICE, "mode", *same],  # a critical of paper trading must not hide a warning of live trading
    }
