"""What does the engine say about users and revenue?"""

from panels.contract.model import Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import IDENTIFIERS, MODE, SECONDS, USD

PLAN = like("plan", IDENTIFIERS, 10, "free", "pro", "enterprise")

BUSINESS: tuple[Metric, ...] = (
    gauge(
        "users_active_total",
        "users",
        "Users with a request in the last 15 minutes; a gauge in spite of its fixed name, never rate() it.",
    ),
    gauge("users_registered", "users", "Accounts in the database."),
    counter("user_registrations_total", "users", "New accounts."),
    counter("user_logins_total", "logins", "Attempts to log in.", one_of("result", "success", "failure")),
    gauge("user_sessions_active", "sessions", "Sessions that are open now."),
    histogram(
        "user_session_duration_seconds",
        SECONDS,
        "How long a session lasted.",
        (30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800),
    ),
    counter(
        "revenue_usd_total",
        USD,
        "Revenue by source.",
        one_of("source", "subscription", "performance_fee", "trading_fee"),
    ),
    counter("platform_fees_usd_total", USD, "Fees charged to users.", one_of("type", "trading", "withdrawal")),
    gauge("subscriptions_active", "subscriptions", "Running subscriptions by plan.", PLAN),
    counter("deposits_usd_total", USD, "Money paid in.", MODE),
    counter("withdrawals_usd_total", USD, "Money paid out.", MODE),
)
