"""What exactly is asked about money and risk?"""

import pytest

from panels.contract import ContractError
from panels.queries import money
from panels.queries.expr import metric
from panels.queries.scope import EVERYWHERE, MODE

CHOSEN = 'environment=~"$environment",mode=~"$mode"'


def test_the_daily_result_is_a_share_of_the_equity_that_the_day_began_with() -> None:
    """Dividing by the current value makes a loss look larger than it is, and a profit smaller."""
    assert money.DAILY_RATIO.rule.text == (
        "mode:profit_loss_daily:sum / (mode:portfolio_value_usd:sum - mode:profit_loss_daily:sum > 0)"
    )


def test_exposure_adds_long_and_short() -> None:
    """30 BTC long and 30 short are 60 at risk, not 0."""
    gross, net = money.exposure(MODE)

    assert money.EXPOSURE.rule.text == "sum by (environment, service, mode) (abs(position_size_btc))"
    assert (gross.legend, net.legend) == ("gross", "net")
    assert net.text == f"sum by (mode) (position_size_btc{{{CHOSEN}}})"


def test_holding_is_compared_from_the_left_edge_of_the_range() -> None:
    """Both lines begin at 0 where the reader's range begins."""
    portfolio, bitcoin = money.against_holding(EVERYWHERE, EVERYWHERE)

    assert portfolio.text == "sum(portfolio_value_usd) / sum(portfolio_value_usd @ start()) - 1"
    assert "@ start()" in bitcoin.text
    assert 'symbol="BTCUSDT"' in bitcoin.text


def test_profit_is_a_gauge_in_spite_of_its_name() -> None:
    """`profit_loss_total` ends like a counter, but a rate of it has no meaning."""
    with pytest.raises(ContractError, match="gauge"):
        metric("profit_loss_total").rate()


def test_the_drawdown_is_drawn_below_zero() -> None:
    """It is a distance downwards."""
    assert money.drawdown(EVERYWHERE).text == "-max by (mode) (portfolio_drawdown_ratio)"


def test_what_alerts_ask_keeps_the_mode() -> None:
    """Paper money that runs out pages nobody, so the two must not be mixed."""
    assert money.BALANCE.text == "min by (environment, service, mode) (trading_balance_usdt)"
    assert money.DRAWDOWN.text == "max by (environment, service, mode) (portfolio_drawdown_ratio)"
