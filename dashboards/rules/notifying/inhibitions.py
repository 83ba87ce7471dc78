"""Which alert makes another one not worth telling?

Never across services, and never an alert without a service: labels that both lack would count as equal.
"""

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
        {
            "source_matchers": ['severity="critical"', 'service!=""'],
            "target_matchers": ['severity="warning"', 'service!=""'],
            "equal": [*SAME_SERVICE, "mode"],  # a critical of paper trading must not hide a warning of live trading
        },
    ]
