"""What do the logs say? Each line is a JSON object; `level` is a label, everything else a field of the line."""

from panels.queries.expr import Expr, Stream, Where, field, re, stream
from panels.thresholds import ai, http

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
