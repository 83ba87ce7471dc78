"""What does the engine say about trades, money, positions, risk and the exchange?"""

from panels.contract.model import Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import IDENTIFIERS, MODE, RATIO, SECONDS, STRATEGY, SYMBOL, USD

SIDE = one_of("side", "buy", "sell")
POSITION_SIDE = one_of("side", "long", "short")
STREAM = like("stream", IDENTIFIERS, 10, "kline", "trade")
STREAMS = like("stream", IDENTIFIERS, 10, "kline", "trade", "depth")
BINANCE_CALL = like("endpoint", IDENTIFIERS, 60, "order", "account", "klines")

TRADES: tuple[Metric, ...] = (
    counter(
        "trades_total",
        "trades",
        "Trades that reached their end state; always the sum of successful and failed ones.",
        *(SYMBOL, SIDE, STRATEGY, MODE),
    ),
    counter("trades_success_total", "trades", "Trades that were filled.", SYMBOL, SIDE, STRATEGY, MODE),
    counter(
        "trades_failed_total",
        "trades",
        "Trades that were not filled, by reason.",
        *(SYMBOL, SIDE, STRATEGY, MODE),
        one_of(
            "reason",
            *("insufficient_balance", "rejected", "timeout", "rate_limited", "risk_limit", "network"),
            *("exchange_error", "other"),
        ),
    ),
    histogram(
        "trade_execution_duration_seconds",
        SECONDS,
        "Time from the decision to trade until the end state.",
        (0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30),
        MODE,
    ),
    histogram(
        "trade_slippage_ratio",
        RATIO,
        "How far the fill price was from the price decided on, as a share of it.",
        (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02),
        MODE,
    ),
    counter("trade_volume_total", "USDT", "Quote volume of filled orders.", SYMBOL, MODE),
    counter("trade_fees_total", "USDT", "Exchange fees paid for filled orders.", SYMBOL, MODE),
    gauge("last_trade_timestamp_seconds", SECONDS, "When the last trade ended, in Unix time.", MODE),
    gauge("trading_enabled", "0/1", "1 while trading is switched on; present for every mode that can run.", MODE),
    counter(
        "trading_signals_total",
        "signals",
        "Signals of the strategies and what became of them.",
        STRATEGY,
        one_of("signal", "LONG", "SHORT", "NEUTRAL"),
        one_of("outcome", "executed", "rejected", "ignored"),
        MODE,
    ),
)


MONEY: tuple[Metric, ...] = (
    gauge("trading_balance_usdt", "USDT", "Free balance for trading.", MODE),
    gauge("portfolio_value_usd", USD, "Worth of the whole portfolio.", MODE),
    gauge("portfolio_peak_value_usd", USD, "Highest worth that the portfolio ever had.", MODE),
    gauge("portfolio_drawdown_ratio", RATIO, "How far the portfolio is below its peak: 1 - value / peak.", MODE),
    gauge(
        "profit_loss_total",
        USD,
        "Realised net profit or loss since the start; a gauge in spite of its fixed name, never rate() it.",
        MODE,
    ),
    gauge("profit_loss_daily", USD, "Realised and unrealised profit or loss since 00:00 UTC.", MODE),
    gauge("profit_loss_unrealized_usd", USD, "Profit or loss of the positions that are still open.", MODE),
    gauge("strategy_profit_loss_usd", USD, "Profit or loss by strategy.", STRATEGY, MODE),
)


POSITIONS: tuple[Metric, ...] = (
    gauge("positions_open", "positions", "Open positions.", POSITION_SIDE, MODE),
    counter(
        "positions_closed_total",
        "positions",
        "Closed positions by result.",
        STRATEGY,
        one_of("result", "win", "loss", "breakeven"),
        MODE,
    ),
    gauge("position_size_btc", "BTC", "Size in BTC; short is negative.", SYMBOL, POSITION_SIDE, MODE),
    gauge("position_notional_usd", USD, "Absolute worth of the position.", SYMBOL, MODE),
    gauge("orders_open", "orders", "Orders that wait at the exchange.", MODE),
    gauge(
        "risk_limit_utilization_ratio",
        RATIO,
        "How much of a risk limit is used; 1 is the limit.",
        one_of("limit", "daily_loss", "exposure", "positions", "leverage"),
        MODE,
    ),
    counter(
        "risk_rejections_total",
        "orders",
        "Orders that a risk rule refused.",
        one_of("rule", "daily_loss", "max_positions", "exposure", "min_balance"),
        MODE,
    ),
    gauge(
        "circuit_breaker_state",
        "0/1/2",
        "0 closed, 1 half-open, 2 open.",
        one_of("name", "binance", "ai", "mongodb"),
    ),
    gauge("strategy_last_run_timestamp_seconds", SECONDS, "When a strategy last ran, in Unix time.", STRATEGY),
)


MARKET: tuple[Metric, ...] = (
    gauge(
        "market_data_last_update_timestamp_seconds",
        SECONDS,
        "When the last market data of a symbol arrived, in Unix time.",
        *(SYMBOL, STREAM),
    ),
    gauge("market_price_usd", USD, "Last price.", SYMBOL),
    counter("market_data_messages_total", "messages", "Messages received from the exchange's streams.", STREAMS),
    counter(
        "binance_requests_total",
        "requests",
        "Requests to Binance by call and answer.",
        BINANCE_CALL,
        one_of("status", "200", "400", "418", "429", "500"),
    ),
    histogram(
        "binance_request_duration_seconds",
        SECONDS,
        "Time of a request to Binance.",
        (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
        BINANCE_CALL,
    ),
    gauge("binance_rate_limit_used_weight", "weight", "Request weight used this minute (X-MBX-USED-WEIGHT-1M)."),
    gauge("binance_rate_limit_max_weight", "weight", "Request weight allowed a minute."),
    counter("binance_rate_limited_total", "responses", "Answers of Binance with HTTP 429 or 418."),
    counter(
        "binance_retries_total",
        "retries",
        "Repeated requests to Binance and whether they helped.",
        like("endpoint", IDENTIFIERS, 60, "order"),
        one_of("outcome", "success", "gave_up"),
    ),
    gauge("binance_clock_offset_seconds", SECONDS, "Binance's clock minus ours."),
    gauge("binance_websocket_connected", "0/1", "1 while the stream is connected.", STREAM),
    counter("binance_websocket_reconnects_total", "reconnects", "How often a stream had to reconnect.", STREAM),
)
