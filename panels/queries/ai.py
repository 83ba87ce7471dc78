"""The AI service: does it answer in time, and can its predictions be trusted?"""

from panels.queries import openai
from panels.queries.expr import (
    RANGE,
    RATE_INTERVAL,
    Expr,
    Where,
    group,
    metric,
    now,
    per_minute,
    ratio,
    record,
    seconds,
    zero_filled,
)
from panels.queries.windows import DAY, HOUR, QUARTER, RECORDED

JOB = "python-ai-service"
SERVICE = ("environment", "service")
TARGET = (*SERVICE, "job", "instance")
MODEL = (*SERVICE, "model")
SMOOTH = QUARTER
"""Of the confidence: a few analyses a minute make a mean of five minutes jump."""

LOADING = "10m"
"""How long a failed loading of a model is news."""

analyses_total = metric("ai_analysis_total")
durations = metric("ai_analysis_duration_seconds_bucket")
confidence_sum = metric("ai_model_confidence_sum")
confidence_count = metric("ai_model_confidence_count")
predictions_total = metric("ai_predictions_total")
evaluated = metric("ai_predictions_evaluated_total")
right = metric("ai_prediction_accuracy")
trained = metric("model_last_trained_timestamp_seconds")

ANALYSES = record("service:ai_analysis:rate5m", analyses_total.rate(RECORDED).sum(*SERVICE))
ERROR_RATIO = record(
    "service:ai_analysis_error_ratio:rate5m",
    ratio(zero_filled(analyses_total(result="error").rate(RECORDED).sum(*SERVICE), ANALYSES), ANALYSES),
)
BUCKETS = record("service_le:ai_analysis_duration_seconds_bucket:rate5m", durations.rate(RECORDED).sum(*SERVICE, "le"))
P50 = record("service:ai_analysis_duration_seconds:p50", BUCKETS.quantile(0.5))
P95 = record("service:ai_analysis_duration_seconds:p95", BUCKETS.quantile(0.95))
P99 = record("service:ai_analysis_duration_seconds:p99", BUCKETS.quantile(0.99))
MODEL_CONFIDENCE = record(
    "model:ai_model_confidence:avg15m",
    ratio(confidence_sum.rate(SMOOTH).sum(*MODEL), confidence_count.rate(SMOOTH).sum(*MODEL)),
)
CONFIDENCE = record(
    "service:ai_model_confidence:avg15m",
    ratio(confidence_sum.rate(SMOOTH).sum(*SERVICE), confidence_count.rate(SMOOTH).sum(*SERVICE)),
)
PREDICTIONS = record("signal:ai_predictions:rate5m", predictions_total.rate(RECORDED).sum(*SERVICE, "signal"))
RULES = group(
    "ai",
    ANALYSES,
    ERROR_RATIO,
    BUCKETS,
    P50,
    P95,
    P99,
    MODEL_CONFIDENCE,
    CONFIDENCE,
    PREDICTIONS,
    openai.BY_MODEL,
    openai.REQUESTS,
    openai.ERRORS,
    openai.ERROR_RATIO,
)

ACCURACY_DAY = record(
    "model:ai_prediction_accuracy:ratio24h",
    ratio(evaluated(outcome="correct").increase(DAY).sum(*MODEL), evaluated.increase(DAY).sum(*MODEL)),
    every="2m",
)
"""It looks back a day, so the group `business` evaluates it, every two minutes."""

# --- for alerts -------------------------------------------------------------------------------------------------------

ANALYSED = analyses_total.increase(QUARTER).sum(*SERVICE)
"""Analyses of a quarter of an hour."""

ACCURACY = right.min(*MODEL)
"""The share of right predictions that each service reports of a model."""

load_failures = metric("model_load_failures_total")
_JUST_STARTED = now() - metric("process_start_time_seconds", job=JOB) < seconds(LOADING)
_ANSWERED_BEFORE = metric("up", job=JOB).offset(LOADING).equals(1)
LOAD_FAILURES = (
    (load_failures.increase(LOADING) > 0)
    | (load_failures & _JUST_STARTED.on(*TARGET))
    | (load_failures.appeared(LOADING) & _ANSWERED_BEFORE.on(*TARGET))
).sum(*MODEL)
"""Failures that are news. A counter with labels begins with its first failure, mostly at the start of the process, and
`increase` does not see that; one that comes back with its target is no news."""

AGE = now() - trained.max(*MODEL)
"""Seconds since each model was trained; the youngest of its copies counts."""


def answering() -> Expr:
    """Services that answer their scrape."""
    return metric("up", job=JOB).max(*SERVICE).equals(1)


def share_of_commonest_signal(predictions: float) -> Expr:
    """The share that the commonest signal has of an hour's predictions, where there were at least so many."""
    hourly = predictions_total.increase(HOUR)
    enough = hourly.sum(*SERVICE) >= predictions
    return (hourly.sum(*SERVICE, "signal") / enough.on(*SERVICE, left=())).max(*SERVICE)


# --- now --------------------------------------------------------------------------------------------------------------


def analyses(where: Where) -> Expr:
    """Analyses per minute."""
    return per_minute(ANALYSES(where).sum()).named("/min")


def worst_p95(where: Where) -> Expr:
    """Seconds within which 95 % of the analyses are done, in the slowest service."""
    return P95(where).max().named("p95")


def confidence(where: Where) -> Expr:
    """How sure the models are on average, over a quarter of an hour."""
    return CONFIDENCE(where).avg().named("15 m")


def worst_accuracy(where: Where) -> Expr:
    """The share of right predictions of the worst model, as the service reports it."""
    return right(where).min().named("worst model")


def models_loaded(where: Where) -> Expr:
    """How many models are ready to serve."""
    return metric("model_loaded", where).sum().named("loaded")


# --- service ----------------------------------------------------------------------------------------------------------


def analyses_by_type(where: Where) -> Expr:
    """Analyses per minute by type."""
    return per_minute(analyses_total(where).rate().sum("analysis_type"))


def duration(where: Where) -> tuple[Expr, ...]:
    """Seconds within which half, 95 % and 99 % of the analyses are done."""
    return P50(where).named("p50"), P95(where).named("p95"), P99(where).named("p99")


def duration_distribution(where: Where) -> Expr:
    """Analyses by duration."""
    return durations(where).increase(RATE_INTERVAL).sum("le")


def errors(where: Where) -> Expr:
    """Failed analyses per minute by cause."""
    return per_minute(metric("ai_analysis_errors_total", where).rate().sum("error"))


def waiting(where: Where) -> tuple[Expr, Expr]:
    """Analyses that run, and that wait for their turn."""
    running, queued = metric("ai_analysis_in_progress", where), metric("ai_analysis_queue_length", where)
    return running.sum().named("in progress"), queued.sum().named("queued")


def cache_hit_ratio(where: Where) -> Expr:
    """Share of the questions that a cache answered."""
    asked = metric("cache_requests_total", where, service="python-ai-service")
    return ratio(asked(result="hit").rate().sum("cache"), asked.rate().sum("cache"))


# --- model quality ----------------------------------------------------------------------------------------------------


def confidence_distribution(where: Where) -> Expr:
    """Predictions by confidence."""
    return metric("ai_model_confidence_bucket", where).increase(RATE_INTERVAL).sum("le")


def confidence_by_model(where: Where) -> Expr:
    """How sure each model is on average, over a quarter of an hour."""
    return MODEL_CONFIDENCE(where).named("{{model}}")


def predictions_by_signal(where: Where) -> Expr:
    """Predictions per minute by signal."""
    return per_minute(PREDICTIONS(where).sum("signal"))


def signals(where: Where) -> Expr:
    """Predictions in the chosen range by signal."""
    return predictions_total(where).increase(RANGE).sum("signal")


def accuracy(where: Where) -> tuple[Expr, Expr]:
    """The share of right predictions: as reported, and as counted a day later."""
    reported = right(where).min("model")
    return reported.named("{{model}} (reported)"), ACCURACY_DAY(where).named("{{model}} (24 h, counted)")


def evaluated_predictions(where: Where) -> Expr:
    """How many predictions of a day were judged, by signal and outcome."""
    return evaluated(where).increase(DAY).sum("signal", "outcome")


def drift(where: Where) -> Expr:
    """How far the inputs have moved from those of the training (population stability index)."""
    return metric("model_feature_drift_score", where).max("model")


def loaded(where: Where) -> Expr:
    """Whether each model is ready."""
    return metric("model_loaded", where).max("model", "version").named("loaded")


def load_time(where: Where) -> Expr:
    """Seconds that each model took to load."""
    return metric("model_load_time_seconds", where).max("model").named("load time")


def age(where: Where) -> Expr:
    """Seconds since each model was trained."""
    return (now() - trained(where).max("model")).named("age")
