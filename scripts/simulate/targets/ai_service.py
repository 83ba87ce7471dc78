"""What does the simulated AI service say?"""

from scripts.simulate.build import Page, Target
from scripts.simulate.curves import DAY, WEEK
from scripts.simulate.sources import total
from scripts.simulate.targets.common import ERROR_SHARE, MB, pool, process, route

ANALYSES = {"signal": (0.5, 0.9), "sentiment": (0.2, 1.1), "trend": (0.15, 0.5)}
MODELS = {"lstm": (0.4, 0.66, 0.64), "gpt": (0.15, 0.71, 0.66), "ensemble": (0.3, 0.69, 0.68)}
"""Predictions a second, mean confidence, accuracy."""
SIGNALS = {"LONG": 0.37, "SHORT": 0.31, "NEUTRAL": 0.32}
OPENAI = {"gpt-4o": (0.25, 1.6, 0.0005), "gpt-4o-mini": (0.5, 0.9, 0.00003)}
"""Requests a second, median duration, dollars a request."""


def build(seed: int) -> list[Target]:
    """Make the AI service's target."""
    page = Page(seed, "python-ai-service")
    page.gauge("app_info", 1, {"version": "1.4.2", "commit": "abc1234"})
    for endpoint, rate, median in (("/analyze", 0.85, 0.14), ("/predict", 1.4, 0.05)):
        route(page, "POST", endpoint, rate, median, {"200": 0.99, "422": 0.0088, "500": ERROR_SHARE}, shape="market")
    page.gauge("http_requests_in_flight", 1.5, {}, "ai_latency", swing=1.0, low=0, whole=True)
    _analyses(page)
    _models(page)
    _openai(page)
    _stores(page)
    page.count("process_cpu_seconds_total", 0.6, {}, "traffic", shape="people", whole=False)
    process(page, memory=1450 * MB, fds=95)
    for generation, rate in (("0", 1.3), ("1", 0.12), ("2", 0.01)):
        labels = {"generation": generation}
        collections = page.count("python_gc_collections_total", rate, labels)
        page.add("python_gc_objects_collected_total", total(*[collections] * 37), labels)
        page.gauge("python_gc_objects_uncollectable_total", 0, labels)
    version = {"implementation": "CPython", "major": "3", "minor": "11", "patchlevel": "7", "version": "3.11.7"}
    page.gauge("python_info", 1, version)
    return [page.target]


def _analyses(page: Page) -> None:
    for kind, (rate, median) in ANALYSES.items():
        counts = tuple(
            page.count(
                "ai_analysis_total",
                rate * share,
                {"analysis_type": kind, "result": result},
                *(("ai_errors",) if result == "error" else ()),
                key=kind,
            )
            for result, share in (("success", 0.836), ("cached", 0.16), ("error", 0.004))
        )
        page.histogram(
            "ai_analysis_duration_seconds", counts, median, 0.5, {"analysis_type": kind}, "ai_latency", slide=1.2
        )
    for error, rate in (("openai", 0.0012), ("timeout", 0.0004), ("data", 0.0003), ("model", 0.0001)):
        page.count("ai_analysis_errors_total", rate, {"analysis_type": "signal", "error": error}, "ai_errors")
    page.gauge("ai_analysis_in_progress", 1.2, {}, "ai_latency", swing=1.2, low=0, high=12, whole=True)
    page.gauge("ai_analysis_queue_length", 1.6, {}, "ai_queue", swing=1.5, low=0, whole=True)
    for model, (rate, confidence, accuracy) in MODELS.items():
        counts = tuple(
            page.count("ai_predictions_total", rate * share, {"model": model, "signal": signal}, key=model)
            for signal, share in SIGNALS.items()
        )
        page.histogram(
            "ai_model_confidence", counts, confidence, 0.12, {"model": model}, "confidence", slide=1.06, limit=1.0
        )
        page.gauge("ai_prediction_accuracy", accuracy, {"model": model}, "accuracy", swing=0.06)
        for signal in ("LONG", "SHORT"):
            for outcome, share in (("correct", accuracy), ("incorrect", 1 - accuracy)):
                labels = {"model": model, "signal": signal, "outcome": outcome}
                page.count("ai_predictions_evaluated_total", rate * 0.34 * share, labels, key=model)
    for signal, share in SIGNALS.items():
        page.gauge("ai_signal_distribution", share, {"signal": signal})


def _trained(time: float) -> float:
    """Return when the models were last trained: every Monday at three."""
    return (time - 4 * DAY - 3 * 3600) // WEEK * WEEK + 4 * DAY + 3 * 3600


def _models(page: Page) -> None:
    for model in MODELS:
        page.gauge("model_loaded", 1, {"model": model, "version": "3"})
    for model, load, inference, memory in (("lstm", 4.1, 0.035, 620), ("ensemble", 6.8, 0.06, 410)):
        labels = {"model": model}
        page.gauge("model_load_time_seconds", load, labels)
        page.count("model_load_failures_total", 0.0, labels)
        page.law("model_last_trained_timestamp_seconds", _trained, labels)
        page.histogram("model_inference_duration_seconds", MODELS[model][0], inference, 0.5, labels, "ai_latency")
        page.gauge("model_feature_drift_score", 0.052, labels, "drift", swing=0.6)
        page.gauge("model_memory_bytes", memory * MB, labels)
    page.histogram("feature_pipeline_duration_seconds", 0.85, 0.08, 0.6, {}, "ai_latency")
    for group, rate in (("price", 0.0003), ("volume", 0.0005), ("sentiment", 0.002)):
        page.count("feature_missing_total", rate, {"feature_group": group})
    for symbol, age in (("BTCUSDT", 2.0), ("ETHUSDT", 2.6), ("BNBUSDT", 3.4), ("other", 6.0)):
        page.gauge("ai_input_data_age_seconds", age, {"symbol": symbol}, swing=1.0)


def _openai(page: Page) -> None:
    for model, (rate, median, dollars) in OPENAI.items():
        labels = {"model": model}
        counts = tuple(
            page.count("openai_requests_total", rate * share, labels | {"operation": operation}, key=model)
            for operation, share in (("chat", 0.9), ("embedding", 0.1))
        )
        page.histogram("openai_request_duration_seconds", counts, median, 0.55, labels, "openai_latency")
        for kind, share in (("timeout", 0.0006), ("server", 0.0004), ("invalid_request", 0.0001), ("auth", 0.00001)):
            page.count("openai_errors_total", rate * share, labels | {"type": kind}, "openai_errors")
        limited = page.count("openai_rate_limit_errors_total", rate * 0.0008, labels, "openai_errors")
        page.add("openai_errors_total", limited, labels | {"type": "rate_limit"})
        for kind, tokens in (("prompt", 150.0), ("completion", 34.0), ("cached", 52.0)):
            page.count("openai_tokens_total", rate * tokens, labels | {"type": kind}, key=model)
        page.count("openai_cost_usd_total", rate * dollars, labels, key=model, whole=False)
        page.gauge("openai_rate_limit_remaining_requests", 9_200, labels, swing=0.05, whole=True)
        page.gauge("openai_rate_limit_remaining_tokens", 1_700_000, labels, swing=0.1, whole=True)
    page.count("openai_retries_total", 0.0006, {"model": "gpt-4o"}, "openai_errors")
    page.gauge("openai_daily_budget_usd", 25)
    for other in ("gpt-4o-mini", "technical"):
        page.count("openai_fallbacks_total", 0.0004, {"from_model": "gpt-4o", "to_model": other}, "openai_fallbacks")


def _stores(page: Page) -> None:
    for result, share in (("hit", 0.62), ("miss", 0.38)):
        page.count("cache_requests_total", 1.1 * share, {"cache": "analysis", "result": result}, key="cache")
    for operation, collection, rate, median in (("find", "candles", 5.0, 0.006), ("insert", "analyses", 0.7, 0.004)):
        labels = {"operation": operation, "collection": collection}
        page.histogram("db_query_duration_seconds", rate, median, 0.55, labels, "db_latency")
    page.count("db_query_errors_total", 0.0002, {"operation": "find", "error": "timeout"}, "db_errors")
    page.count("db_slow_queries_total", 0.0002, {"operation": "find", "collection": "candles"}, "slow_queries")
    pool(page, 6, 20)
    for result, share in (("ack", 0.997), ("nack", 0.001), ("requeue", 0.002)):
        page.count("mq_messages_consumed_total", 0.8 * share, {"queue": "ai.requests", "result": result}, "consumers")
    page.histogram("mq_message_processing_duration_seconds", 0.8, 0.5, 0.7, {"queue": "ai.requests"}, "ai_latency")
