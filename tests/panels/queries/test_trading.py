"""What exactly is asked about trading?"""

from panels.queries import trading
from panels.queries.scope import MODE, chosen

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


def test_trades_are_counted_per_minute_and_named_by_symbol() -> None:
    """The unit is per minute, and the legend follows from the grouping."""
    asked = trading.trades_per_minute(chosen(MODE, "symbol", "strategy"))

    assert asked.text.startswith("60 * sum by (symbol) (rate(trades_total{")
    assert asked.legend == "{{symbol}}"


def test_a_share_of_few_trades_is_none() -> None:
    """Of two trades one failure is half; and where every trade fails, the share is 0, not missing."""
    tried = "sum by (environment, service, mode) (increase(trades_total[1h]))"
    succeeded = "sum by (environment, service, mode) (increase(trades_success_total[1h]))"

    assert trading.success_ratio_of_at_least(10).text == f"({succeeded} or 0 * {tried}) / ({tried} >= 10)"


def test_trading_has_halted_when_the_red_flag_says_so() -> None:
    """The panel's limit in seconds is the alert's window."""
    assert trading.halted().text.count("10m") == 4
