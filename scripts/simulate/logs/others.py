"""What do the logs of the AI service, the user interface and MongoDB say?"""

import json
from collections.abc import Iterator

from scripts.simulate.logs.entry import Entry, stamp
from scripts.simulate.logs.moment import Moment
from scripts.simulate.logs.shared import SHARED, Tellers
from scripts.simulate.targets.ai_service import MODELS, SIGNALS
from scripts.simulate.targets.trading import SYMBOLS
from scripts.simulate.targets.user_interface import PAGES

TRANSIENT = {"timeout", "rate_limit"}
FAULTS = ("openai", "timeout", "data", "model")
STACKS = {
    "python-ai-service": "Traceback (most recent call last):\n"
    '  File "/app/ai/analysis.py", line 88, in analyse\n    features = pipeline.run(candles)\n'
    "ai.errors.AnalysisError: no features",
    "nextjs-ui-dashboard": "TypeError: Cannot read properties of undefined (reading 'price')\n"
    "    at Chart (/app/.next/server/chunks/612.js:1:4242)",
}


def _analysis(moment: Moment) -> Iterator[Entry]:
    kind, result = moment.labels["analysis_type"], moment.labels["result"]
    what = {"analysis_type": kind, "symbol": moment.draw.one_of("symbol", *SYMBOLS), **moment.trace}
    if result == "error":
        code = moment.draw.one_of("error", *FAULTS)
        yield moment.says("ERROR", "analysis.failed", **what, error_code=code, stack=STACKS["python-ai-service"])
    elif result == "success":
        model = moment.draw.one_of("model", *MODELS)
        yield moment.says(
            "INFO",
            "analysis.completed",
            **what,
            model=model,
            signal=moment.draw.one_of("signal", *SIGNALS),
            confidence=moment.value("ai_model_confidence", model=model),
            duration_ms=moment.milliseconds("ai_analysis_duration_seconds", analysis_type=kind),
        )


def _openai(moment: Moment) -> Iterator[Entry]:
    kind = moment.labels["type"]
    level = "WARN" if kind in TRANSIENT else "ERROR"
    yield moment.says(level, "openai.failed", model=moment.labels["model"], error_code=kind, **moment.trace)


def _fallback(moment: Moment) -> Iterator[Entry]:
    reason = moment.draw.one_of("reason", "timeout", "rate_limit", "budget")
    yield moment.says("WARN", "openai.fell_back", model=moment.labels["from_model"], reason=reason)


AI_SERVICE: Tellers = {
    **SHARED,
    "ai_analysis_total": _analysis,
    "openai_errors_total": _openai,
    "openai_fallbacks_total": _fallback,
}


def _rendering(moment: Moment) -> Iterator[Entry]:
    what = {"page": moment.labels["page"], "error_code": "type_error", "stack": STACKS["nextjs-ui-dashboard"]}
    yield moment.says("ERROR", "render.failed", **what, **moment.trace)


def _proxy(moment: Moment) -> Iterator[Entry]:
    status = int(moment.labels["status"])
    if status >= 500:  # noqa: PLR2004 - server error
        yield moment.says("ERROR", "proxy.failed", upstream=moment.labels["upstream"], status=status, **moment.request)


def _browser(moment: Moment) -> Iterator[Entry]:
    yield moment.says(
        "WARN", "browser.failed", page=moment.draw.one_of("page", *PAGES), error_code=moment.labels["type"]
    )


USER_INTERFACE: Tellers = {
    **SHARED,
    "nextjs_ssr_errors_total": _rendering,
    "nextjs_api_proxy_requests_total": _proxy,
    "frontend_errors_total": _browser,
}


def _mongod(moment: Moment) -> Iterator[Entry]:
    """Write what mongod itself says about a slow query of a client."""
    took = int(moment.draw.around("slow", 220, 0.35)) + 100
    namespace = f"bot_core.{moment.labels['collection']}"
    found = {
        "t": {"$date": stamp(moment.at).replace("Z", "+00:00")},
        "s": "I",
        "c": "COMMAND",
        "id": 51803,
        "ctx": f"conn{int(moment.draw.share('connection') * 90) + 10}",
        "msg": "Slow query",
        "attr": {"type": "command", "ns": namespace, "planSummary": "COLLSCAN", "durationMillis": took},
    }
    yield Entry(moment.at, "mongodb", "INFO", json.dumps(found, separators=(",", ":")))


MONGODB: Tellers = {"db_slow_queries_total": _mongod}
"""By the counters of the engine, its client."""
