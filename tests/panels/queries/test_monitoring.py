"""What exactly is asked about the monitoring itself?"""

from panels.queries import monitoring
from panels.queries.scope import ENVIRONMENT


def test_both_log_shippers_are_asked() -> None:
    """Promtail is at its end, and Alloy takes its place."""
    dropped = monitoring.log_lines(ENVIRONMENT)[-1].text

    assert dropped.startswith("sum(rate(promtail_dropped_entries_total{")
    assert " or rate(loki_write_dropped_entries_total{" in dropped
