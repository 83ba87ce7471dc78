"""What exactly is asked about trading?"""

import pytest

from panels.contract import ContractError
from panels.queries import trading
from panels.queries.expr import metric
from panels.queries.scope import EVERYWHERE, MODE, chosen

CHOSEN = 'environment=~"$environment",mode=~"$mode"'


def test_a_success_ratio_divides_sums_and_is_empty_without_trades() -> None:
    """A ratio per label set would be silent at 20 % failures, and 0/0 is no number."""
    assert trading.success_ratio_of_an_hour(MODE).text == (
        f"sum by (mode) (increase(trades_success_total{{{CHOSEN}}}[1h]))"
        f" / (sum by (mode) (increase(trades_total{{{CHOSEN}}}[1h])) > 0)"
    )


def test_a_mode_without_a_single_success_counts_as_zero_not_as_missing() -> None:
    """Otherwise the ratio vanishes exactly when all trades fail."""
    assert trading.SUCCEEDED.rule.text.endswith("or 0 * mode:trades:rate5m")


def test_the_daily_result_is_a_share_of_the_equity_that_the_day_began_with() -> None:
    """Dividing by the current value makes a loss look larger than it is, and a profit smaller."""
    assert trading.DAILY_RATIO.rule.text == (
        "mode:profit_loss_daily:sum / (mode:portfolio_value_usd:sum - mode:profit_loss_daily:sum > 0)"
    )


def test_exposure_adds_long_and_short() -> None:
    """30 BTC long and 30 short are 60 at risk, not 0."""
    gross, net = trading.exposure(MODE)

    assert trading.EXPOSURE.rule.text == "sum by (environment, service, mode) (abs(position_size_btc))"
    assert (gross.legend, net.legend) == ("gross", "net")
    assert net.text == f"sum by (mode) (position_size_btc{{{CHOSEN}}})"


def test_holding_is_compared_from_the_left_edge_of_the_range() -> None:
    """Both lines begin at 0 where the reader's range begins."""
    portfolio, bitcoin = trading.against_holding(EVERYWHERE, EVERYWHERE)

    assert portfolio.text == "sum(portfolio_value_usd) / sum(portfolio_value_usd @ start()) - 1"
    assert "@ start()" in bitcoin.text
    assert 'symbol="BTCUSDT"' in bitcoin.text


def test_trades_are_counted_per_minute_and_named_by_symbol() -> None:
    """The unit is per minute, and the legend follows from the grouping."""
    asked = trading.trades_per_minute(chosen(MODE, "symbol", "strategy"))

    assert asked.text.startswith("60 * sum by (symbol) (rate(trades_total{")
    assert asked.legend == "{{symbol}}"


def test_profit_is_a_gauge_in_spite_of_its_name() -> None:
    """`profit_loss_total` ends like a counter, but a rate of it has no meaning."""
    with pytest.raises(ContractError, match="gauge"):
        metric("profit_loss_total").rate()


def test_the_drawdown_is_drawn_below_zero() -> None:
    """It is a distance downwards."""
    assert trading.drawdown(EVERYWHERE).text == "-max by (mode) (portfolio_drawdown_ratio)"
