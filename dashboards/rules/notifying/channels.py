"""Which channels are there, and whose is which? Names of teams, receivers and Slack channels, each written once."""

from collections.abc import Mapping

CRITICAL = "critical"
EVERYBODY = "slack-warning"
LOG_ONLY = "log-only"
HEARTBEAT = "heartbeat"

CRITICAL_CHANNEL = "#critical-alerts"
SHARED_CHANNEL = "#bot-core-alerts"

TEAM_CHANNELS: Mapping[str, str] = {
    "trading": "#trading-alerts",
    "ai": "#ai-alerts",
    "database": "#database-alerts",
}
"""Team -> the channel of its own; the platform team has none and reads the one that all share."""

PLATFORM = "platform"


def team_receiver(team: str) -> str:
    """Name the receiver that posts into a team's channel."""
    return f"team-{team}"
