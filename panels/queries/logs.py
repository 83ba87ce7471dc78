"""What do the logs say? Each line is a JSON object; `level` is a label, everything else a field of the line."""

from panels.queries.expr import Expr, Stream, Where, field, re, stream
from panels.thresholds import ai, database, http

ERRORS = re("ERROR|FATAL")
"""Levels are normalised on the way to Loki."""

MILLISECONDS = 1000

# --- system overview --------------------------------------------------------------------------------------------------


def errors(where: Where) -> Stream:
    """Lines that report an error."""
    return stream(where, level=ERRORS)


def error_lines(where: Where) -> Expr:
    """How many lines report an error, by service."""
    return errors(where).count_over_time().sum("service")


# --- API performance --------------------------------------------------------------------------------------------------


def slow_requests(where: Where) -> Stream:
    """Requests that took longer than a second, with path and trace id."""
    return stream(where).json().having(field("duration_ms", ">", http.SLOW * MILLISECONDS))


def server_errors(where: Where) -> Stream:
    """What was logged with a 5xx."""
    return errors(where).json().having(field("status", ">=", 500))


# --- AI analysis ------------------------------------------------------------------------------------------------------

AI_SERVICE: Where = {"service": "python-ai-service"}


def unsure_analyses(where: Where) -> Stream:
    """Analyses that failed, or whose model was unsure."""
    unsure = field("confidence", "<", ai.UNSURE) | field("level", "=", "ERROR")
    return stream(where, AI_SERVICE).json().having(unsure)


def confident_predictions(where: Where) -> Stream:
    """Analyses whose model was sure."""
    return stream(where, AI_SERVICE).json().having(field("confidence", ">", ai.CONFIDENT))


# --- trading performance ----------------------------------------------------------------------------------------------

ENGINE: Where = {"service": "rust-core-engine"}


def trade_events(where: Where) -> Stream:
    """What happened to trades and orders, and what the risk checks decided."""
    return stream(where, ENGINE).json().having(field("event", "=~", "trade.*|order.*|risk.*"))


def failed_trades(where: Where) -> Expr:
    """How many trades failed, by error code."""
    failures = stream(where, ENGINE, level="ERROR").json().having(field("event", "=", "trade.failed"))
    return failures.count_over_time().sum("error_code")


# --- database performance ---------------------------------------------------------------------------------------------

CALLERS: Where = {"service": re("rust-core-engine|python-ai-service")}


def slow_queries(where: Where) -> Stream:
    """Queries that took longer than 100 ms, with statement and collection."""
    slow = field("duration_ms", ">", database.SLOW_QUERY * MILLISECONDS)
    return stream(where, CALLERS).json().having(field("event", "=", "db.query")).having(slow)


def mongodb(where: Where) -> Stream:
    """What mongod says about slow queries, errors and its end; it logs JSON, with the severity in `s`."""
    return stream(where, service="mongodb").grep('Slow query|"s":"[EF]"')


# --- WebSocket metrics ------------------------------------------------------------------------------------------------


def websocket_problems(where: Where) -> Stream:
    """Warnings and errors about real-time connections."""
    return stream(where, level=re("WARN|ERROR")).grep("(?i)websocket|ws_|upgrade")


# --- business metrics -------------------------------------------------------------------------------------------------


def business_events(where: Where) -> Stream:
    """Who registered, subscribed and paid, by user id."""
    return stream(where, ENGINE).json().having(field("event", "=~", "user.registered|subscription.*|payment.*"))
