"""What does the engine's log say about trades, risk, Binance, connections and users?"""

from collections.abc import Iterator

from scripts.simulate.logs.entry import Entry
from scripts.simulate.logs.moment import Moment
from scripts.simulate.logs.shared import SHARED, Tellers
from scripts.simulate.targets.trading import MEAN_WORTH, PRICES, STRATEGIES, SYMBOLS

CALLS = {"order": "/api/v3/order", "account": "/api/v3/account", "klines": "/api/v3/klines"}
REFUSED = {"rejected", "insufficient_balance"}
PRICE = 19.0
"""Dollars a month of the plan `pro`: one payment for so much revenue."""
CONVERTED = 3
"""One new account in so many begins to pay."""
EXPECTED = {"normal", "client_close"}


def _filled(moment: Moment) -> Iterator[Entry]:
    symbol, mode = moment.labels["symbol"], moment.labels["mode"]
    price = round(PRICES[symbol] * (1 + 0.02 * (moment.draw.share("price") - 0.5)), 2)
    quantity = round(moment.draw.around("worth", MEAN_WORTH[symbol], 0.4) / price, 6)
    took = moment.milliseconds("trade_execution_duration_seconds", mode=mode)
    what = {"quantity": quantity, "price": price, "duration_ms": took}
    yield moment.says("INFO", "trade.executed", **moment.labels, **what, **moment.trace)


def _failed(moment: Moment) -> Iterator[Entry]:
    labels = dict(moment.labels)
    reason = labels.pop("reason")
    if reason in REFUSED:
        yield moment.says("WARN", "order.rejected", **labels, error_code=reason, **moment.trace)
    yield moment.says("ERROR", "trade.failed", **labels, error_code=reason, **moment.trace)


def _blocked(moment: Moment) -> Iterator[Entry]:
    what = {"symbol": moment.draw.one_of("symbol", *SYMBOLS), "strategy": moment.draw.one_of("strategy", *STRATEGIES)}
    yield moment.says("WARN", "risk.blocked", rule=moment.labels["rule"], mode=moment.labels["mode"], **what)


def _exchange(moment: Moment) -> Iterator[Entry]:
    endpoint, status = CALLS[moment.labels["endpoint"]], int(moment.labels["status"])
    if status in (418, 429):
        yield moment.says("WARN", "exchange.rate_limited", endpoint=endpoint, status=status)
    elif status != 200:  # noqa: PLR2004 - OK
        level, code = ("ERROR", "exchange_error") if status >= 500 else ("WARN", "rejected")  # noqa: PLR2004 - server error
        yield moment.says(level, "exchange.failed", endpoint=endpoint, status=status, error_code=code, **moment.trace)


def _reconnected(moment: Moment) -> Iterator[Entry]:
    yield moment.says("WARN", "exchange.reconnected", stream=moment.labels["stream"], attempt=1)


def _closed(moment: Moment) -> Iterator[Entry]:
    reason = moment.labels["reason"]
    took = moment.milliseconds("websocket_connection_duration_seconds")
    level = "INFO" if reason in EXPECTED else "WARN"
    yield moment.says(level, "websocket.closed", reason=reason, duration_ms=took, user_id=moment.user)


def _broken(moment: Moment) -> Iterator[Entry]:
    yield moment.says("ERROR", "websocket.failed", error_code=moment.labels["type"], user_id=moment.user)


def _registered(moment: Moment) -> Iterator[Entry]:
    pays = moment.number % CONVERTED == 0
    yield moment.says("INFO", "user.registered", user_id=moment.user, plan="free")
    if pays:
        yield moment.says("INFO", "subscription.started", user_id=moment.user, plan="pro")


def _login(moment: Moment) -> Iterator[Entry]:
    if moment.labels["result"] == "success":
        yield moment.says("INFO", "user.logged_in", user_id=moment.user)
    else:
        yield moment.says("WARN", "user.login_failed", reason="wrong_password")


def _paid(moment: Moment) -> Iterator[Entry]:
    yield moment.says("INFO", "payment.received", user_id=moment.user, plan="pro", amount_usd=PRICE)


TELLERS: Tellers = {
    **SHARED,
    "trades_success_total": _filled,
    "trades_failed_total": _failed,
    "risk_rejections_total": _blocked,
    "binance_requests_total": _exchange,
    "binance_websocket_reconnects_total": _reconnected,
    "websocket_disconnects_total": _closed,
    "websocket_errors_total": _broken,
    "user_registrations_total": _registered,
    "user_logins_total": _login,
    "revenue_usd_total": _paid,
}

WORTH = {"revenue_usd_total": PRICE}
"""Counters of something else than events, and how much of it makes one."""
