"""OpenAI: does it answer, what does it refuse, and what does it cost?"""

from panels.queries.expr import Expr, Where, metric, per_minute, ratio, record, zero_filled
from panels.queries.windows import DAY, HOUR, RECORDED

SERVICE = ("environment", "service")
MODEL = (*SERVICE, "model")

requests_total = metric("openai_requests_total")
errors_total = metric("openai_errors_total")
tokens_total = metric("openai_tokens_total")
cost_total = metric("openai_cost_usd_total")
daily_budget = metric("openai_daily_budget_usd")
limited = metric("openai_rate_limit_errors_total")

BY_MODEL = record("model:openai_requests:rate5m", requests_total.rate(RECORDED).sum(*MODEL))
REQUESTS = record("service:openai_requests:rate5m", requests_total.rate(RECORDED).sum(*SERVICE))
ERRORS = record(
    "service:openai_errors:rate5m",
    zero_filled(errors_total.rate(RECORDED).sum(*SERVICE), REQUESTS),
)
ERROR_RATIO = record("service:openai_error_ratio:rate5m", ratio(ERRORS, REQUESTS))
COST_DAY = record("model:openai_cost_usd:increase24h", cost_total.increase(DAY).sum(*MODEL), every="2m")
"""It looks back a day, so the group `business` evaluates it, every two minutes; the others are in `ai`."""

# --- for alerts -------------------------------------------------------------------------------------------------------

REFUSED = limited.increase(RECORDED).sum(*SERVICE)
"""Calls of five minutes that were refused for the rate limit."""

COST = COST_DAY.sum(*SERVICE)
"""USD of a day."""

BUDGET = daily_budget.max(*SERVICE)
"""USD that a day may cost."""

# --- panels -----------------------------------------------------------------------------------------------------------


def error_ratio(where: Where) -> Expr:
    """Share of the calls of OpenAI that failed."""
    return ERROR_RATIO(where).max().named("errors")


def cost(where: Where) -> Expr:
    """What OpenAI cost in a day, in USD."""
    return COST_DAY(where).sum().named("24 h")


def cost_of_budget(where: Where) -> Expr:
    """What a day cost, as a share of the budget."""
    return ratio(COST_DAY(where).sum(), daily_budget(where).max()).named("of budget")


def rate(where: Where) -> Expr:
    """Calls per second by model."""
    return BY_MODEL(where).named("{{model}}")


def errors(where: Where) -> tuple[Expr, Expr]:
    """Failed calls per second by type, and those refused for the rate limit."""
    return errors_total(where).rate().sum("type"), limited(where).rate().sum().named("rate limited")


def latency(where: Where) -> tuple[Expr, ...]:
    """Seconds within which half and 95 % of the calls are answered."""
    buckets = metric("openai_request_duration_seconds_bucket", where).rate().sum("le", "model")
    return buckets.quantile(0.5).named("p50 {{model}}"), buckets.quantile(0.95).named("p95 {{model}}")


def tokens(where: Where) -> Expr:
    """Tokens per minute by type."""
    return per_minute(tokens_total(where).rate().sum("type")).named("{{type}}/min")


def tokens_per_request(where: Where) -> Expr:
    """Tokens of a call on average."""
    return ratio(tokens_total(where).rate().sum("model"), requests_total(where).rate().sum("model"))


def hourly_cost(where: Where) -> tuple[Expr, Expr]:
    """What OpenAI cost in an hour, in USD, and an hour's share of the day's budget."""
    cost = cost_total(where).increase(HOUR).sum("model")
    budget = daily_budget(where).max() / 24
    return cost.named("{{model}} per hour"), budget.named("budget per hour")


def quota_left(where: Where) -> tuple[Expr, Expr]:
    """Requests and tokens that OpenAI will still accept."""
    requests = metric("openai_rate_limit_remaining_requests", where).min("model")
    tokens_left = metric("openai_rate_limit_remaining_tokens", where).min("model")
    return requests.named("requests {{model}}"), tokens_left.named("tokens {{model}}")


def cost_per_analysis(where: Where) -> Expr:
    """What a successful analysis cost, in USD, over a day."""
    cost = cost_total(where).increase(DAY).sum()
    return ratio(cost, metric("ai_analysis_total", where, result="success").increase(DAY).sum()).named("24 h")
