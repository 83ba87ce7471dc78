"""What happens in the applications that a line names with `event`, and what must such a line say?

Panels ask for these names; `trade.failed` has the reasons of `trades_failed_total` as its error codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from panels.contract.loglines.fields import SERVICES

ENGINE, AI, UI = SERVICES


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of thing that happens.

    Attributes:
        name: dotted, the thing first.
        services: who writes it.
        levels: with which of these levels.
        fields: that such a line should have, beyond those that every line has.
        help: when it is written.
        asked: those of its fields that a panel filters or counts by: without them the line is not found there.
    """

    name: str
    services: tuple[str, ...]
    levels: tuple[str, ...]
    fields: tuple[str, ...]
    help: str
    asked: tuple[str, ...] = ()


def _by(*services: str) -> "_Teller":
    return _Teller(services)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Makes the events of some services."""

    services: tuple[str, ...]

    def says(self, name: str, levels: str, text: str, *fields: str, asked: str = "") -> Event:
        return Event(name, self.services, tuple(levels.split("|")), fields, text, tuple(asked.split()))


_every, _stores = _by(*SERVICES), _by(ENGINE, AI)
_engine, _ai, _ui = _by(ENGINE), _by(AI), _by(UI)
_TRADE = ("symbol", "side", "strategy", "mode", "trace_id")

_ALL = (
    _every.says("service.started", "INFO", "The process is up.", "version"),
    _every.says("service.stopped", "INFO|WARN", "The process ends as it should.", "reason"),
    _every.says(
        "service.crashed", "ERROR|FATAL", "The process ends as it should not; Rust has no FATAL.", "error_code", "stack"
    ),
    _every.says(
        "http.request",
        "DEBUG|INFO|WARN|ERROR",
        "A request was answered; health checks and scrapes are not logged.",
        *("method", "endpoint", "status", "duration_ms", "trace_id", "request_id"),
        asked="status duration_ms",
    ),
    _stores.says(
        "db.query",
        "DEBUG|INFO|WARN",
        "A query was slow.",
        *("operation", "collection", "duration_ms", "statement"),
        asked="duration_ms",
    ),
    _stores.says("db.failed", "ERROR", "A query failed.", "operation", "collection", "error_code"),
    _engine.says("trade.executed", "INFO", "A trade was filled.", *_TRADE, "quantity", "price", "duration_ms"),
    _engine.says("trade.failed", "ERROR", "A trade was not filled.", *_TRADE, "error_code", asked="level error_code"),
    _engine.says("order.placed", "DEBUG|INFO", "An order was sent.", "order_id", *_TRADE),
    _engine.says("order.rejected", "WARN", "The exchange refused an order.", *_TRADE, "error_code"),
    _engine.says("risk.blocked", "WARN", "A risk rule stopped an order.", "rule", "symbol", "strategy", "mode"),
    _engine.says("risk.passed", "DEBUG", "The risk rules let an order pass.", "symbol", "strategy", "mode"),
    _engine.says("exchange.failed", "WARN|ERROR", "Binance did not answer, or refused.", "endpoint", "error_code"),
    _engine.says("exchange.rate_limited", "WARN", "Binance wants fewer requests.", "endpoint", "status"),
    _engine.says("exchange.reconnected", "WARN", "A stream of Binance was opened again.", "stream", "attempt"),
    _engine.says("websocket.opened", "DEBUG|INFO", "A client connected.", "user_id"),
    _engine.says("websocket.closed", "INFO|WARN", "A client went, or was sent away.", "reason", "duration_ms"),
    _engine.says(
        "websocket.failed", "ERROR", "A connection broke, or a message could not be sent.", "error_code", asked="level"
    ),
    _engine.says("user.registered", "INFO", "A new account.", "user_id", "plan"),
    _engine.says("user.logged_in", "INFO", "Somebody came in.", "user_id"),
    _engine.says("user.login_failed", "WARN", "Somebody did not come in.", "reason"),
    _engine.says("subscription.started", "INFO", "Somebody begins to pay.", "user_id", "plan"),
    _engine.says("subscription.cancelled", "INFO", "Somebody stops paying.", "user_id", "plan"),
    _engine.says("payment.received", "INFO", "Somebody paid.", "user_id", "plan", "amount_usd"),
    _engine.says("payment.failed", "WARN", "A payment did not go through.", "user_id", "plan", "error_code"),
    _ai.says(
        "analysis.completed",
        "INFO",
        "An analysis has its answer.",
        *("analysis_type", "symbol", "model", "signal", "confidence", "duration_ms", "trace_id"),
        asked="confidence",
    ),
    _ai.says(
        "analysis.failed",
        "ERROR",
        "It has none.",
        *("analysis_type", "symbol", "error_code", "trace_id"),
        asked="level",
    ),
    _ai.says("openai.failed", "WARN|ERROR", "OpenAI did not answer, or refused.", "model", "error_code"),
    _ai.says("openai.fell_back", "WARN", "Another model answered instead.", "model", "reason"),
    _ai.says("model.loaded", "INFO", "A model is in memory.", "model", "duration_ms"),
    _ai.says("model.load_failed", "ERROR", "A model is not.", "model", "error_code"),
    _ui.says("render.failed", "ERROR", "A page could not be made on the server.", "page", "error_code"),
    _ui.says("proxy.failed", "ERROR", "A service behind it did not answer.", "upstream", "status", "trace_id"),
    _ui.says("browser.failed", "WARN", "A browser reported an error.", "page", "error_code"),
)

EVENTS: Mapping[str, Event] = {event.name: event for event in _ALL}
