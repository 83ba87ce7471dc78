"""Which fields may a line have, and which values?

Names are those of the metrics' labels wherever both mean the same thing, so that a reader who sees an endpoint in a
graph finds it in the log. Only the level becomes a label (`streams`).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from panels.contract.loglines.levels import LEVELS
from panels.contract.shared import IDENTIFIERS, SYMBOLS, TEMPLATES, VERSIONS

SERVICES = ("rust-core-engine", "python-ai-service", "nextjs-ui-dashboard")
"""The applications that keep this format; databases and the monitoring itself log as they please."""

TIMESTAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)"
ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
CODE = r"[a-z][a-z0-9_]{0,39}"
LONG, SHORT = 2_000, 200
"""Characters of a text that a person wrote, and of a name."""
STACK = 15_000
"""Docker cuts a line at 16 KiB (16,384 bytes): the rest must fit too."""

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a line.

    Attributes:
        name: at the top level of the object.
        type: as JSON knows it; an integer is a number without a fraction, an id a text or an integer.
        help: what it says.
        example: a right value.
        values: the only ones, if they are few.
        pattern: what a text must match as a whole.
        longest: characters of a text.
        low, high: limits of a number, included.
        most: how many different values a service may have; 0 where every line may have its own.
    """

    name: str
    type: Literal["string", "integer", "number", "id"]
    help: str
    example: Value
    values: tuple[str, ...] = ()
    pattern: str = ""
    longest: int = SHORT
    low: float = -math.inf
    high: float = math.inf
    most: int = 0

    def accepts(self, value: str) -> bool:
        """Whether a text of right length is a right value."""
        if self.values:
            return value in self.values
        return not self.pattern or re.fullmatch(self.pattern, value) is not None


def _one_of(name: str, text: str, *values: str) -> Field:
    return Field(name, "string", text, values[0], values)


def _like(name: str, text: str, example: str, pattern: str, most: int = 0) -> Field:
    return Field(name, "string", text, example, pattern=pattern, most=most)


def _id(name: str, text: str, example: str) -> Field:
    return Field(name, "id", text, example, pattern=ID)


def _text(name: str, text: str, example: str, longest: int = LONG) -> Field:
    return Field(name, "string", text, example, longest=longest)


def _amount(name: str, text: str, example: float, low: float = 0, high: float = math.inf) -> Field:
    return Field(name, "number", text, example, low=low, high=high)


def _whole(name: str, text: str, example: int, low: float = 0, high: float = math.inf) -> Field:
    return Field(name, "integer", text, example, low=low, high=high)


_ALL = (
    _like("timestamp", "When it happened: RFC 3339 with a zone.", "2026-11-28T16:00:00.123Z", TIMESTAMP),
    _one_of("level", "How bad it is.", *LEVELS),
    _one_of("service", "Who says so.", *SERVICES),
    _text(
        "message",
        "What happened, for a person; the same words each time, values in fields of their own.",
        "trade executed",
    ),
    _like("event", "What happened, for a program.", "trade.executed", r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", 60),
    _like("target", "The module that logs (Rust).", "core_engine::orders", r"[A-Za-z_][\w:.-]*", 200),
    _like("logger", "The module that logs (Python, Node).", "ai.analysis", r"[A-Za-z_][\w:./-]*", 200),
    _id(
        "trace_id", "Of all that one request caused; the W3C's where there is one.", "4bf92f3577b34da6a3ce929d0e0e4736"
    ),
    _id("span_id", "Of a part of it.", "00f067aa0ba902b7"),
    _id("request_id", "Of one request, through all services.", "req-7f3a9c2e41"),
    _id("user_id", "Our own id of a user, never a name or an e-mail address.", "u-41873"),
    _id("order_id", "The exchange's id of an order.", "28457712345"),
    _one_of("method", "Of a request.", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
    _like("endpoint", "Route template, never the raw path.", "/api/trades", TEMPLATES, 60),
    _whole("status", "HTTP status.", 200, 100, 599),
    _amount("duration_ms", "How long it took.", 12.5),
    _like("error_code", "Which error, in a word.", "timeout", CODE, 60),
    _like("reason", "Why, in a word.", "slow_consumer", CODE, 60),
    _like("symbol", "Trading pair.", "BTCUSDT", SYMBOLS, 400),
    _like("strategy", "Who decided the trade.", "rsi", IDENTIFIERS, 10),
    _one_of("mode", "Real money or paper.", "live", "paper"),
    _one_of("side", "Of an order.", "buy", "sell"),
    _amount("quantity", "Of the base asset.", 0.012),
    _amount("price", "In the quote asset.", 64_012.5),
    _like("rule", "The risk rule that decided.", "exposure", CODE, 20),
    _like("stream", "The exchange's stream.", "kline", IDENTIFIERS, 10),
    _one_of("signal", "What the model says.", "LONG", "SHORT", "NEUTRAL"),
    _amount("confidence", "How sure the model is.", 0.83, 0, 1),
    _like("model", "Ours or OpenAI's.", "lstm", IDENTIFIERS, 10),
    _like("analysis_type", "Kind of analysis.", "signal", IDENTIFIERS, 10),
    _like("operation", "Of the database.", "find", IDENTIFIERS, 20),
    _like("collection", "Of the database.", "trades", IDENTIFIERS, 30),
    _text("statement", "Of the database, with ? in place of every value.", '{"user_id": "?", "closed": "?"}', 1_000),
    _like("queue", "Of RabbitMQ.", "trade.signals", IDENTIFIERS, 20),
    _like("upstream", "The service behind the user interface.", "rust", IDENTIFIERS, 5),
    _like("page", "Route template of the user interface.", "/dashboard", TEMPLATES, 60),
    _like("plan", "What the user pays for.", "pro", IDENTIFIERS, 10),
    _amount("amount_usd", "Paid, or charged.", 49.0),
    _whole("attempt", "Which try it was, from 1.", 2, 1),
    _like("version", "Of the build.", "1.4.2", VERSIONS, 2),
    _text(
        "stack", "Stack trace, its lines joined by \\n: in the object, not after it.", "ValueError: no candles", STACK
    ),
)

FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}

REQUIRED = ("timestamp", "level", "service", "message")
"""On every line, also on those that a library writes."""
