"""What exactly is asked about the business?"""

from panels.queries import ai, business, openai
from panels.queries.scope import EVERYWHERE


def test_growth_is_net_of_deposits_and_withdrawals() -> None:
    """A deposit is not growth; a mode without any flow still grows."""
    value, before = "mode:portfolio_value_usd:sum", "mode:portfolio_value_usd:sum offset 24h"
    paid_in = "sum by (environment, service, mode) (increase(deposits_usd_total[24h]))"
    paid_out = "sum by (environment, service, mode) (increase(withdrawals_usd_total[24h]))"

    assert business.GROWTH.rule.text == (
        f"({value} - {before} - ({paid_in} - {paid_out} or 0 * {value})) / ({before} > 0)"
    )


def test_the_group_is_evaluated_seldom_and_holds_all_that_looks_back_a_day() -> None:
    """Windows of a day are costly; the AI service's two are among them."""
    assert business.RULES.interval == "2m"
    assert business.RULES.rules[-2:] == (ai.ACCURACY_DAY, openai.COST_DAY)


def test_users_are_compared_with_the_same_hour_of_last_week() -> None:
    """The name is the one that the dashboard draws dashed."""
    now, then = business.active_users_against_last_week(EVERYWHERE)

    assert (now.legend, then.legend) == ("now", "a week ago")
    assert then.text == "sum(environment:users_active:sum offset 1w)"


def test_login_failures_are_a_share_and_empty_while_nobody_logs_in() -> None:
    """Nothing of nothing is no failure."""
    assert business.login_failures(EVERYWHERE).text == (
        'sum(environment:user_logins:increase1h{result="failure"}) / (sum(environment:user_logins:increase1h) > 0)'
    )


def test_win_ratios_of_a_day_ask_the_same_question_as_those_of_a_range() -> None:
    """Only the window differs from the one on the trading dashboard."""
    assert business.win_ratio(EVERYWHERE).text == (
        'sum by (strategy) (increase(positions_closed_total{result="win"}[24h]))'
        " / (sum by (strategy) (increase(positions_closed_total[24h])) > 0)"
    )
