"""What does the Python AI service expose: analyses, models, OpenAI, features, its own runtime?"""

from panels.contract.model import Job, Label, Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import (
    APP_INFO,
    BYTES,
    DB_BUCKETS,
    DB_POOL,
    HTTP_BUCKETS,
    HTTP_IN_FLIGHT,
    IDENTIFIERS,
    PROCESS,
    RATIO,
    SECONDS,
    SYMBOL,
    TEMPLATES,
    USD,
)

METHOD = one_of("method", "GET", "POST")
ENDPOINT = like("endpoint", TEMPLATES, 60, "/analyze", "/predict")
ANALYSIS_TYPE = one_of("analysis_type", "signal", "sentiment", "trend")
SIGNAL = one_of("signal", "LONG", "SHORT", "NEUTRAL")
QUEUE = like("queue", IDENTIFIERS, 20, "ai.requests")


def _model(*examples: str, name: str = "model") -> Label:
    return like(name, IDENTIFIERS, 5, *examples)


ALL_MODELS = _model("lstm", "gpt", "ensemble")
OWN_MODELS = _model("lstm", "ensemble")
OPENAI_MODELS = _model("gpt-4o", "gpt-4o-mini")

HTTP: tuple[Metric, ...] = (
    APP_INFO,
    counter(
        "http_requests_total",
        "requests",
        "Answered HTTP requests; endpoint is the route template, health and metrics pages are not counted.",
        METHOD,
        ENDPOINT,
        one_of("status", "200", "422", "500"),
    ),
    histogram(
        "http_request_duration_seconds", SECONDS, "Time to answer an HTTP request.", HTTP_BUCKETS, METHOD, ENDPOINT
    ),
    HTTP_IN_FLIGHT,
)

ANALYSES: tuple[Metric, ...] = (
    counter(
        "ai_analysis_total",
        "analyses",
        "Finished analyses.",
        ANALYSIS_TYPE,
        one_of("result", "success", "error", "cached"),
    ),
    counter(
        "ai_analysis_errors_total",
        "errors",
        "Analyses that failed, by cause.",
        one_of("analysis_type", "signal"),
        one_of("error", "openai", "timeout", "data", "model"),
    ),
    histogram(
        "ai_analysis_duration_seconds",
        SECONDS,
        "Time of an analysis; the alerts ask for 5 and 10 s.",
        (0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 30, 60),
        ANALYSIS_TYPE,
    ),
    gauge("ai_analysis_in_progress", "analyses", "Analyses that run right now."),
    gauge("ai_analysis_queue_length", "analyses", "Analyses that wait for a free worker."),
    histogram(
        "ai_model_confidence",
        RATIO,
        "How sure a model was of its prediction.",
        (0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9, 1),
        ALL_MODELS,
    ),
    counter("ai_predictions_total", "predictions", "Predictions by model and signal.", ALL_MODELS, SIGNAL),
    gauge("ai_prediction_accuracy", RATIO, "Rolling share of right predictions, computed by the service.", ALL_MODELS),
    counter(
        "ai_predictions_evaluated_total",
        "predictions",
        "Predictions judged once their horizon had passed.",
        ALL_MODELS,
        one_of("signal", "LONG", "SHORT"),
        one_of("outcome", "correct", "incorrect"),
    ),
    gauge("ai_signal_distribution", RATIO, "Share of each signal among recent predictions.", SIGNAL),
)

MODELS: tuple[Metric, ...] = (
    gauge("model_loaded", "0/1", "1 when the model is in memory.", ALL_MODELS, like("version", r"[\w.+-]+", 5, "3")),
    gauge("model_load_time_seconds", SECONDS, "How long loading the model took.", OWN_MODELS),
    counter("model_load_failures_total", "failures", "Attempts to load a model that failed.", OWN_MODELS),
    gauge("model_last_trained_timestamp_seconds", SECONDS, "When the model was trained, in Unix time.", OWN_MODELS),
    histogram(
        "model_inference_duration_seconds",
        SECONDS,
        "Time of one inference.",
        (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
        OWN_MODELS,
    ),
    gauge("model_feature_drift_score", "PSI", "Population stability index of the model's features.", OWN_MODELS),
    gauge("model_memory_bytes", BYTES, "Memory that the model takes.", OWN_MODELS),
    histogram(
        "feature_pipeline_duration_seconds",
        SECONDS,
        "Time to compute the features of one analysis.",
        (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    ),
    counter(
        "feature_missing_total",
        "features",
        "Features that could not be computed.",
        one_of("feature_group", "price", "volume", "sentiment"),
    ),
    gauge("ai_input_data_age_seconds", SECONDS, "Age of the newest candle that an analysis used.", SYMBOL),
)

OPENAI: tuple[Metric, ...] = (
    counter(
        "openai_requests_total",
        "requests",
        "Requests to OpenAI.",
        OPENAI_MODELS,
        one_of("operation", "chat", "embedding"),
    ),
    counter(
        "openai_errors_total",
        "errors",
        "Requests to OpenAI that failed, rate limits included.",
        OPENAI_MODELS,
        one_of("type", "timeout", "server", "invalid_request", "auth", "rate_limit"),
    ),
    counter("openai_rate_limit_errors_total", "errors", "Answers of OpenAI with HTTP 429.", OPENAI_MODELS),
    counter("openai_retries_total", "retries", "Requests to OpenAI that were repeated.", _model("gpt-4o")),
    histogram(
        "openai_request_duration_seconds",
        SECONDS,
        "Time of a request to OpenAI.",
        (0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60),
        OPENAI_MODELS,
    ),
    counter(
        "openai_tokens_total",
        "tokens",
        "Tokens that OpenAI counted.",
        OPENAI_MODELS,
        one_of("type", "prompt", "completion", "cached"),
    ),
    counter("openai_cost_usd_total", USD, "Cost by the service's own price table.", OPENAI_MODELS),
    gauge("openai_daily_budget_usd", USD, "What a day may cost, from the configuration."),
    gauge(
        "openai_rate_limit_remaining_requests",
        "requests",
        "Requests left (header x-ratelimit-remaining-requests).",
        OPENAI_MODELS,
    ),
    gauge(
        "openai_rate_limit_remaining_tokens",
        "tokens",
        "Tokens left (header x-ratelimit-remaining-tokens).",
        OPENAI_MODELS,
    ),
    counter(
        "openai_fallbacks_total",
        "calls",
        "Calls that another model, or none, had to answer.",
        _model("gpt-4o", name="from_model"),
        _model("gpt-4o-mini", "technical", name="to_model"),
    ),
)

STORES: tuple[Metric, ...] = (
    counter(
        "cache_requests_total",
        "requests",
        "Look-ups in the cache of analyses.",
        one_of("cache", "analysis"),
        one_of("result", "hit", "miss"),
    ),
    histogram(
        "db_query_duration_seconds",
        SECONDS,
        "Time of a MongoDB operation, as the application sees it.",
        DB_BUCKETS,
        one_of("operation", "find", "insert"),
        like("collection", IDENTIFIERS, 15, "analyses", "candles"),
    ),
    counter(
        "db_query_errors_total",
        "errors",
        "Operations that failed.",
        one_of("operation", "find"),
        one_of("error", "timeout"),
    ),
    counter(
        "db_slow_queries_total",
        "queries",
        "Operations that took longer than 100 ms.",
        one_of("operation", "find"),
        like("collection", IDENTIFIERS, 15, "candles"),
    ),
    *DB_POOL,
    counter(
        "mq_messages_consumed_total",
        "messages",
        "Messages taken from RabbitMQ.",
        QUEUE,
        one_of("result", "ack", "nack", "requeue"),
    ),
    histogram(
        "mq_message_processing_duration_seconds",
        SECONDS,
        "Time to work on one message.",
        (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30),
        QUEUE,
    ),
)

GENERATION = one_of("generation", "0", "1", "2")
RUNTIME: tuple[Metric, ...] = (
    counter("python_gc_objects_collected_total", "objects", "Objects that garbage collection freed.", GENERATION),
    counter(
        "python_gc_objects_uncollectable_total",
        "objects",
        "Objects that garbage collection could not free.",
        GENERATION,
    ),
    counter("python_gc_collections_total", "collections", "Garbage collections.", GENERATION),
    gauge(
        "python_info",
        "info",
        "Always 1; the labels tell which interpreter runs.",
        like("implementation", r"\w+", 1, "CPython"),
        like("major", r"\d+", 1, "3"),
        like("minor", r"\d+", 1, "11"),
        like("patchlevel", r"\d+", 1, "7"),
        like("version", r"[\w.+-]+", 1, "3.11.7"),
    ),
)

JOB = Job(
    name="python-ai-service",
    service="python-ai-service",
    kind="application",
    host="python-ai-service",
    port=8000,
    description="AI service: analyses, models, OpenAI",
    metrics=HTTP + ANALYSES + MODELS + OPENAI + STORES + PROCESS + RUNTIME,
)
