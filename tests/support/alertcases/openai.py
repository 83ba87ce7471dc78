"""When does OpenAI refuse us, fail or cost too much, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, ONE, Values, climbing, ending, flat, gone, over, under

from dashboards.rules.alerts.ai import OPENAI_DAILY_COST_HIGH, OPENAI_HIGH_ERROR_RATE, OPENAI_RATE_LIMITED
from panels.thresholds import openai as limits

REFUSALS = limits.REFUSALS.limit("red")
FAILING = limits.ERRORS.limit("red")
BUDGET = 50.0


def refusals(values: Values, **labels: str) -> Made:
    """Calls that were refused for the rate limit."""
    return real("openai_rate_limit_errors_total", values, **labels)


def calls(per_second: float, failing: float) -> tuple[Made, ...]:
    """Calls of two models of which a share fails, for two reasons."""
    half = per_second * failing / 2
    return (
        real("openai_requests_total", climbing(per_second / 2, start=LIVED)),
        real("openai_requests_total", climbing(per_second / 2, start=LIVED), model="gpt-4o-mini"),
        real("openai_errors_total", climbing(half, start=LIVED), type="timeout"),
        real("openai_errors_total", climbing(half, start=LIVED), type="server", model="gpt-4o-mini"),
    )


def cost(values: Values, **labels: str) -> Made:
    """USD that calls cost."""
    return real("openai_cost_usd_total", values, **labels)


def budget(values: Values, **labels: str) -> Made:
    """USD that a day may cost."""
    return real("openai_daily_budget_usd", values, **labels)


CASES = (
    fires(
        OPENAI_RATE_LIMITED,
        "just so many at once, of two models",
        refusals(flat(LIVED, "5m") + flat(LIVED + 1)),
        refusals(flat(LIVED, "5m") + flat(LIVED + REFUSALS - 1), model="gpt-4o-mini"),
        since="5m",
        still="9m30s",
        over="10m",
    ),
    fires(
        OPENAI_RATE_LIMITED,
        "of two instances together",
        refusals(flat(LIVED, "5m") + flat(LIVED + REFUSALS - 1)),
        refusals(flat(LIVED, "5m") + flat(LIVED + 1), instance="b"),
        since="5m",
    ),
    quiet(OPENAI_RATE_LIMITED, "a single one", refusals(flat(LIVED, "5m") + flat(LIVED + 1))),
    quiet(OPENAI_RATE_LIMITED, "almost so many all the time", refusals(climbing(under(REFUSALS) / 300, start=LIVED))),
    quiet(OPENAI_RATE_LIMITED, "not one was ever counted", real("openai_requests_total", climbing(1))),
    quiet(OPENAI_RATE_LIMITED, "a restart, and the counter begins anew", refusals(flat(7, "5m") + gone("1m") + ONE)),
    fires(OPENAI_HIGH_ERROR_RATE, "a hair above", *calls(10, over(FAILING)), since="30s"),
    quiet(OPENAI_HIGH_ERROR_RATE, "a hair below", *calls(10, under(FAILING))),
    quiet(OPENAI_HIGH_ERROR_RATE, "exactly the limit", *calls(40, FAILING)),
    quiet(OPENAI_HIGH_ERROR_RATE, "no call at all", *calls(0, 1)),
    quiet(
        OPENAI_HIGH_ERROR_RATE,
        "an error without a call",
        real("openai_requests_total", flat(LIVED)),
        real("openai_errors_total", climbing(1)),
    ),
    fires(
        OPENAI_HIGH_ERROR_RATE,
        "few calls, which fail for ten minutes",
        real("openai_requests_total", climbing(0.5, start=LIVED)),
        real("openai_errors_total", ending(0.5)),
        since="30s",
        still="14m",
        over="15m",
    ),
    quiet(OPENAI_HIGH_ERROR_RATE, "nothing ever failed", real("openai_requests_total", climbing(1))),
    fires(
        OPENAI_DAILY_COST_HIGH,
        "the cost of two models",
        cost(flat(LIVED, "5m") + flat(LIVED + BUDGET / 2)),
        cost(flat(LIVED, "5m") + flat(LIVED + BUDGET / 2 + 1), model="gpt-4o-mini"),
        budget(flat(BUDGET)),
        since="5m",
    ),
    quiet(
        OPENAI_DAILY_COST_HIGH, "under it", cost(flat(LIVED, "5m") + flat(LIVED + 0.8 * BUDGET)), budget(flat(BUDGET))
    ),
    quiet(OPENAI_DAILY_COST_HIGH, "no budget is configured", cost(climbing(1))),
    quiet(
        OPENAI_DAILY_COST_HIGH,
        "one of two instances does not know the new budget yet",
        cost(flat(LIVED, "5m") + flat(LIVED + 0.8 * BUDGET)),
        budget(flat(BUDGET)),
        budget(flat(0.1 * BUDGET), instance="b"),
    ),
    quiet(OPENAI_DAILY_COST_HIGH, "exactly the budget", cost(flat(LIVED)), budget(flat(0))),
    fires(
        OPENAI_DAILY_COST_HIGH,
        "two instances, each under it",
        cost(flat(LIVED, "5m") + flat(LIVED + 0.6 * BUDGET)),
        cost(flat(LIVED, "5m") + flat(LIVED + 0.6 * BUDGET), instance="b"),
        budget(flat(BUDGET)),
        budget(flat(BUDGET), instance="b"),
        since="5m",
    ),
    fires(
        OPENAI_DAILY_COST_HIGH,
        "a day's cost, but no longer",
        cost(flat(LIVED, "2h") + flat(LIVED + 2 * BUDGET)),
        budget(flat(BUDGET)),
        since="2h",
        still="25h30m",
        over="26h30m",
        every="10m",
    ),
)
