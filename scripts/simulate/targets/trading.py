"""What does the simulated engine say about trades, money, positions and the exchange?"""

import math
import operator
from collections.abc import Callable
from functools import partial

from scripts.simulate.build import Page
from scripts.simulate.chance import choice
from scripts.simulate.curves import DAY, EPOCH
from scripts.simulate.sources import Combined, Count, Gauge, Law, Source, total

MODES = {"live": 1.0, "paper": 0.6}
SYMBOLS = {"BTCUSDT": 0.5, "ETHUSDT": 0.32, "BNBUSDT": 0.18}
STRATEGIES = {"rsi": 0.3, "macd": 0.25, "ai_hybrid": 0.45}
SIDES = {"buy": 0.52, "sell": 0.48}
TRADE_RATE = 0.6
"""Trades a second in live mode, successful or not."""
FAILED = 0.01
REASONS = (
    *("insufficient_balance", "rejected", "timeout", "rate_limited", "risk_limit", "network"),
    *("exchange_error", "other"),
)
MEAN_WORTH = {"BTCUSDT": 420.0, "ETHUSDT": 260.0, "BNBUSDT": 120.0}
PRICES = {"BTCUSDT": 64_000.0, "ETHUSDT": 3_150.0, "BNBUSDT": 580.0, "other": 1.4}


def _trade(page: Page, symbol: str, side: str, strategy: str, mode: str) -> Count:
    """Add one combination: filled, failed for one of two reasons, and their sum."""
    labels = {"symbol": symbol, "side": side, "strategy": strategy, "mode": mode}
    rate = TRADE_RATE * SYMBOLS[symbol] * SIDES[side] * STRATEGIES[strategy] * MODES[mode]
    ok = page.count("trades_success_total", rate * (1 - FAILED), labels, "trades", "trades_ok", key=mode)
    first = choice(len(REASONS), page.seed, "reason", *labels.values())
    failed = [
        page.count(
            "trades_failed_total",
            rate * FAILED / 2,
            labels | {"reason": REASONS[(first + step) % len(REASONS)]},
            "trades",
            "trade_failures",
            key=mode,
        )
        for step in (0, 3)
    ]
    page.add("trades_total", total(ok, *failed), labels)
    return ok


def trades(page: Page) -> None:
    """Add trades, their speed and size, and the signals that led to them."""
    for mode, size in MODES.items():
        done: dict[str, list[Count]] = {symbol: [] for symbol in SYMBOLS}
        for symbol in SYMBOLS:
            done[symbol] = [_trade(page, symbol, side, strategy, mode) for side in SIDES for strategy in STRATEGIES]
        every = tuple(count for counts in done.values() for count in counts)
        page.histogram("trade_execution_duration_seconds", every, 0.22, 0.6, {"mode": mode}, "trade_latency")
        page.histogram("trade_slippage_ratio", every, 0.00042, 0.7, {"mode": mode}, "trade_latency")
        for symbol, part in SYMBOLS.items():
            worth = TRADE_RATE * part * size * MEAN_WORTH[symbol]
            labels = {"symbol": symbol, "mode": mode}
            page.count("trade_volume_total", worth, labels, "trades", "trades_ok", key=mode, whole=False)
            page.count("trade_fees_total", worth * 0.00075, labels, "trades", "trades_ok", key=mode, whole=False)
        page.stamp("last_trade_timestamp_seconds", 4.0, {"mode": mode}, "trades")
        page.gauge("trading_enabled", 1, {"mode": mode})
        _signals(page, mode, size)
    for strategy in STRATEGIES:
        page.stamp("strategy_last_run_timestamp_seconds", 7.0, {"strategy": strategy})


def _signals(page: Page, mode: str, size: float) -> None:
    shares = {"executed": 0.5, "rejected": 0.02, "ignored": 0.48}
    for strategy, part in STRATEGIES.items():
        for signal, weight in (("LONG", 0.36), ("SHORT", 0.3), ("NEUTRAL", 0.34)):
            for outcome, fraction in shares.items():
                page.count(
                    "trading_signals_total",
                    1.2 * size * part * weight * fraction,
                    {"strategy": strategy, "signal": signal, "outcome": outcome, "mode": mode},
                    *(("trades", f"signals_{outcome}") if outcome == "executed" else (f"signals_{outcome}",)),
                )


GROWTH = 0.004
"""Of the first worth, every day."""
WAVE = 0.0035


def _worth(start: float, time: float) -> float:
    """Return what the portfolio is worth: it grows, in the afternoon a little more than it keeps."""
    days = (time - EPOCH) / DAY
    return start * (1 + GROWTH * days + WAVE * math.sin(math.pi * (days % 1)) ** 2)


def _peak(start: float, time: float) -> float:
    return start * (1 + GROWTH * (time - EPOCH) / DAY + WAVE)


def _opening(start: float, time: float) -> float:
    return _worth(start, time // DAY * DAY)


OPEN = 0.22
"""Part of the day's profit that is not realised yet."""


def _realised(start: float, value: float, daily: float) -> float:
    return value - start - OPEN * daily


def money(page: Page) -> None:
    """Add balance, worth, profit and loss: worth = worth at midnight + the day's profit."""
    for mode, start in (("live", 250_000.0), ("paper", 100_000.0)):
        labels = {"mode": mode}
        page.gauge("trading_balance_usdt", start * 0.021, labels, "balance", swing=0.6)
        value = page.add("portfolio_value_usd", _left(page, partial(_worth, start)), labels)
        peak = page.add("portfolio_peak_value_usd", Law(partial(_peak, start)), labels)
        page.add("portfolio_drawdown_ratio", Combined(lambda v, p: 1 - v / p, (value, peak)), labels)
        opening = Law(partial(_opening, start))
        daily = page.add("profit_loss_daily", Combined(lambda v, o: v - o, (value, opening)), labels)
        page.add("profit_loss_unrealized_usd", Combined(lambda d: OPEN * d, (daily,)), labels)
        realised = page.add("profit_loss_total", Combined(partial(_realised, start), (value, daily)), labels)
        for strategy, part in STRATEGIES.items():
            mine = Combined(partial(operator.mul, part), (realised,))
            page.add("strategy_profit_loss_usd", mine, {"strategy": strategy, "mode": mode})


def _left(page: Page, law: Callable[[float], float]) -> Source:
    """Apply what a scenario takes from the portfolio."""
    factor = Gauge(1.0, page.curve("flat", "equity"), effects=("equity",))
    return Combined(operator.mul, (Law(law), factor))


def positions(page: Page) -> None:
    """Add positions and what limits them."""
    for mode, size in MODES.items():
        labels = {"mode": mode}
        for side, number in (("long", 3.0), ("short", 1.4)):
            page.gauge("positions_open", number, {"side": side, "mode": mode}, swing=1.2, low=0, high=4, whole=True)
        for strategy, part in STRATEGIES.items():
            for result, share in (("win", 0.57), ("loss", 0.38), ("breakeven", 0.05)):
                page.count(
                    "positions_closed_total",
                    0.02 * size * part * share,
                    {"strategy": strategy, "result": result, "mode": mode},
                    "trades",
                )
        for symbol, part in SYMBOLS.items():
            long = page.gauge("position_size_btc", 1.6 * part * size, _held(symbol, "long", mode), swing=0.5)
            short = page.gauge("position_size_btc", -0.5 * part * size, _held(symbol, "short", mode), swing=0.5)
            worth = Combined(lambda a, b: (a - b) * PRICES["BTCUSDT"], (long, short))
            page.add("position_notional_usd", worth, {"symbol": symbol, "mode": mode})
        page.gauge("orders_open", 6, labels, swing=1.0, low=0, whole=True)
        for limit, used in (("daily_loss", 0.12), ("exposure", 0.42), ("positions", 0.44), ("leverage", 0.3)):
            page.gauge("risk_limit_utilization_ratio", used, labels | {"limit": limit}, "risk_used", swing=0.4, low=0)
        for rule in ("daily_loss", "max_positions", "exposure", "min_balance"):
            page.count("risk_rejections_total", 0.0009 * size, labels | {"rule": rule}, "risk_rejections")


def _held(symbol: str, side: str, mode: str) -> dict[str, str]:
    return {"symbol": symbol, "side": side, "mode": mode}


CALLS = {"order": (0.9, 0.11), "account": (0.25, 0.09), "klines": (0.5, 0.07)}


ANSWERS = {"200": 0.997, "400": 0.0012, "418": 1e-8, "429": 1e-7, "500": 0.0004}
"""Shares; being refused for too many requests is an alert, so it hardly happens."""
FAULTS = {"500": ("binance_errors",), "418": ("binance_refusals",), "429": ("binance_refusals",)}


def exchange(page: Page) -> None:
    """Add market data and Binance."""
    for name in ("binance", "ai", "mongodb"):
        page.gauge("circuit_breaker_state", 0, {"name": name}, plus=f"breaker:{name}+")
    for symbol, price in PRICES.items():
        page.gauge("market_price_usd", price, {"symbol": symbol}, swing=0.05)
        for stream in ("kline", "trade"):
            labels = {"symbol": symbol, "stream": stream}
            page.stamp("market_data_last_update_timestamp_seconds", 0.9, labels, "market_data")
    for stream, rate in (("kline", 8.0), ("trade", 60.0), ("depth", 25.0)):
        page.count("market_data_messages_total", rate, {"stream": stream}, "market_data")
    for stream in ("kline", "trade"):
        page.gauge("binance_websocket_connected", 1, {"stream": stream}, "binance_streams")
        page.count("binance_websocket_reconnects_total", 1 / 18_000, {"stream": stream}, "binance_errors")
    refused: list[Count] = []
    for call, (rate, median) in CALLS.items():
        counts = {
            status: page.count(
                "binance_requests_total",
                rate * part,
                {"endpoint": call, "status": status},
                *FAULTS.get(status, ()),
                key=call,
            )
            for status, part in ANSWERS.items()
        }
        refused += [counts["418"], counts["429"]]
        every = tuple(counts.values())
        page.histogram("binance_request_duration_seconds", every, median, 0.5, {"endpoint": call}, "trade_latency")
    page.add("binance_rate_limited_total", total(*refused))
    page.gauge("binance_rate_limit_used_weight", 2100, {}, "binance_weight", swing=0.8, low=0, high=6000, whole=True)
    page.gauge("binance_rate_limit_max_weight", 6000)
    for outcome, rate in (("success", 0.003), ("gave_up", 0.0001)):
        page.count("binance_retries_total", rate, {"endpoint": "order", "outcome": outcome}, "binance_errors")
    page.gauge("binance_clock_offset_seconds", 0.021, swing=2.0)
