"""Is the business growing: users, volume, revenue, and which strategies carry it?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from panels.factories import Column, bargauge, logs, shown_as, stat, table, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.objectives import OBJECTIVES
from panels.queries import business, money, slo, trading
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, MODE, chosen
from panels.style.links import to_dashboard
from panels.thresholds import business as limits
from panels.thresholds import slo as budgets
from panels.thresholds.model import GAIN

UID = "business-metrics"
STRATEGY = chosen(MODE, "strategy")
CLICKED = to_dashboard("trading-performance", "Open trading performance", strategy="${__value.text}")
BY_BUDGET = {objective.slo: shown_as(thresholds=budgets.kept(objective)) for objective in OBJECTIVES}
DAY = "1d"
"""The smallest step of bars that each show a day: closer ones would overlap."""


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "Business Metrics",
        row("Today",
            [stat("Active users", business.active_users(ENVIRONMENT), unit="none", spark=True,
                  thresholds=limits.ACTIVE_USERS, runbook="NO_ACTIVE_USERS",
                  description="Users with a request in the last 15 minutes."),
             stat("New registrations, 24 h", *business.registrations_of_a_day(ENVIRONMENT), unit="none", names=True,
                  decimals=0, description="Sign-ups, with the day before for comparison. None, or a fall by half, is "
                  "bad: try to sign up."),
             stat("Trading volume, 24 h", business.volume(MODE), unit="currencyUSD", spark=True,
                  description="Quote volume of executed trades. A sudden fall is bad: see trading performance.",
                  links=[to_dashboard("trading-performance")])],
            [stat("Revenue, 24 h", business.revenue(ENVIRONMENT), unit="currencyUSD", spark=True,
                  description="All sources. A fall is bad: see Revenue by source for the one that is missing."),
             stat("Portfolio growth, 24 h", business.portfolio_growth(MODE), unit="percentunit", thresholds=GAIN,
                  no_value="needs a day", decimals=2, runbook="DAILY_LOSS_LIMIT",
                  description="Net of deposits and withdrawals; needs a day of history."),
             stat("Registered users", business.registered_users(ENVIRONMENT), unit="none",
                  description="Accounts. Fewer than yesterday is bad: accounts were deleted.")]),
        row("Users",
            [timeseries("Active users", *business.active_users_against_last_week(ENVIRONMENT), unit="none",
                        dashed="a week ago", runbook="NO_ACTIVE_USERS",
                        description="With last week dashed. Well below it is bad."),
             timeseries("New registrations per day", business.registrations_per_day(ENVIRONMENT), unit="none",
                        bars=True, interval=DAY, decimals=0,
                        description="Daily sign-ups. A day without any is bad: try to sign up."),
             timeseries("Sessions and logins", *business.engagement(ENVIRONMENT), unit="none",
                        description="User engagement. Logins that fail and sessions that vanish are bad.",
                        runbook="LOGIN_FAILURES")],
            [timeseries("Login failures", business.login_failures(ENVIRONMENT), unit="percentunit", max=1,
                        thresholds=limits.LOGIN_FAILURES, no_value="no logins", runbook="LOGIN_FAILURES",
                        description="Broken login or attack."),
             timeseries("Session length", business.session_length(ENVIRONMENT), unit="dtdurations",
                        no_value="no session ended",
                        description="Median, seen at logout or expiry. Much shorter is bad: users are thrown out."),
             bargauge("Feature use", business.feature_use(ENVIRONMENT), unit="short",
                      description="What people use, in the range. One that nobody uses any more may be broken.")]),
        row("Trading",
            [timeseries("Volume, rolling 24 h", business.volume(MODE).named("24 h volume"), unit="currencyUSD",
                        description="Recorded every 2 minutes. A lasting fall is bad: see Top strategies."),
             timeseries("Trades per day", business.trades_per_day(MODE), unit="short", bars=True, interval=DAY,
                        description="Daily trades. A day without any is bad: see trading performance.",
                        links=[to_dashboard("trading-performance")])],
            [table("Top strategies",
                   Column("Strategy", label="strategy", links=[CLICKED]),
                   Column("Trades 24 h", business.top_strategies(STRATEGY), unit="short"),
                   Column("P&L", money.result_by_strategy(MODE), unit="currencyUSD", thresholds=GAIN),
                   Column("Win rate", business.win_ratio(MODE), unit="percentunit"),
                   sort="Trades 24 h", no_value="no trades",
                   description="By trade count, with what they earned. Busy and losing is bad: click it."),
             bargauge("Top pairs", business.top_pairs(MODE), unit="short", no_value="no trades",
                      description="Trades in 24 h. One pair with nearly all of them is a risk of its own.")]),
        row("Money",
            [timeseries("Revenue by source", business.revenue_per_day(ENVIRONMENT), unit="currencyUSD", bars=True,
                        stacked=True, interval=DAY,
                        description="Per day. A source that is missing is bad: its payments fail or are not counted."),
             timeseries("Platform fees", business.fees_per_day(ENVIRONMENT), unit="currencyUSD",
                        description="Per day. Falling while the volume does not is bad: fees are not charged."),
             timeseries("Portfolio value", business.portfolio_value(MODE), unit="currencyUSD", from_zero=False,
                        description="All accounts, deposits included. Whether trading earned it: Portfolio growth.")],
            [timeseries("Portfolio growth", business.portfolio_growth(MODE), unit="percentunit", thresholds=GAIN,
                        no_value="needs a day", description="Net of flows.", runbook="DAILY_LOSS_LIMIT"),
             timeseries("Deposits and withdrawals", *business.flows(MODE), unit="currencyUSD",
                        description="Per day; withdrawals are below the axis. Far more of them than usual is bad.")],
            [stat("Cost of intelligence", business.intelligence_cost(ENVIRONMENT), unit="currencyUSD",
                  links=[to_dashboard("ai-analysis")], runbook="OPENAI_COST",
                  description="OpenAI in 24 h, to be held against Revenue, 24 h. Bad: it grows faster.").wide(6),
             timeseries("Subscriptions", business.subscriptions(ENVIRONMENT), unit="none", stacked=True,
                        description="Active subscriptions by plan. Paid ones that move to free are bad.")]),
        row("Service level for management",
            [bargauge("Objectives, 30 d", slo.kept(ENVIRONMENT), unit="percentunit", decimals=2, max=1,
                      min=limits.OBJECTIVE_SCALE, overrides=BY_BUDGET, links=[to_dashboard("api-performance")],
                      description="Availability, latency, trade success, uptime of the worst service. Green: more than "
                                  "a quarter of the error budget is left; orange: less; red: the objective is missed.",
                      runbook="SLO_BURN")]),
        row("Logs",
            [logs("Business events", lines.business_events(ENVIRONMENT),
                  description="Registrations, subscriptions, payments; by user_id, never an e-mail address. Failed "
                              "payments in a row are bad.")]),
        uid=UID,
        area="business",
        question=__doc__,
        time="now-7d",
        refresh="5m",
        interval="5m",
        where=ENVIRONMENT,
        choices=[
            variables.environment(single="production"),
            variables.query("mode", trading.switch(ENVIRONMENT), single="live"),
            variables.query("strategy", trading.trades(MODE)),
        ],
    )
