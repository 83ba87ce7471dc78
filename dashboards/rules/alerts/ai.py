"""Is the AI service slow, wrong, silent or expensive?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, at_least, below, lasting, when
from panels.queries import ai, openai
from panels.queries.windows import QUARTER, RECORDED
from panels.thresholds import ai as limits
from panels.thresholds import openai as cloud

AI_SERVICE_SLOW = Alert(
    name="AIServiceSlow",
    trigger=above(ai.P95, limits.SLOW, "s", "p95 of an analysis"),
    hold="5m",
    severity="warning",
    component="ai",
    category="performance",
    summary="p95 analysis takes {{ $value | humanizeDuration }}",
    meaning="Signals come too late to be traded well.",
    runbook="AI_SERVICE_SLOW",
    dashboard="ai-analysis",
    panel="Service / Analysis duration",
)

AI_SERVICE_CRITICAL_SLOW = Alert(
    name="AIServiceCriticalSlow",
    trigger=above(ai.P95, limits.DURATION_LINES.limit("dark-red"), "s", "p95 of an analysis"),
    hold="2m",
    severity="critical",
    component="ai",
    category="performance",
    summary="p95 analysis takes {{ $value | humanizeDuration }}",
    meaning="Signals come too late to be traded at all.",
    runbook="AI_SERVICE_SLOW",
    dashboard="ai-analysis",
    panel="Service / Analysis duration",
)

AI_ANALYSIS_ERRORS = Alert(
    name="AIAnalysisErrors",
    trigger=above(ai.ERROR_RATIO, limits.ERRORS.limit("red"), "percentunit", "share of analyses that fail"),
    hold="10m",
    severity="warning",
    component="ai",
    category="errors",
    summary="{{ $value | humanizePercentage }} of analyses fail",
    meaning="Look at the cause: openai is theirs, data and model are ours.",
    runbook="AI_SERVICE_SLOW",
    dashboard="ai-analysis",
    panel="Service / Analysis errors",
)

AI_ANALYSIS_STALLED = Alert(
    name="AIAnalysisStalled",
    trigger=when(ai.ANALYSED.equals(0), f"no analysis in {lasting(QUARTER)}")
    & when(ai.answering(), "a service that answers scrapes"),
    hold="5m",
    severity="warning",
    component="ai",
    category="availability",
    summary="No AI analysis although the service answers",
    meaning="It waits for something, or nobody asks it.",
    runbook="AI_SERVICE_SLOW",
    dashboard="ai-analysis",
    panel="Now / Analyses per minute",
)

LOW_MODEL_CONFIDENCE = Alert(
    name="LowModelConfidence",
    trigger=below(ai.CONFIDENCE, limits.UNSURE, "percentunit", "mean confidence"),
    hold="15m",
    severity="warning",
    component="ai",
    category="quality",
    summary="Mean model confidence is {{ $value | humanizePercentage }}",
    meaning="The models have not seen such a market, or their inputs are wrong.",
    runbook="MODEL_QUALITY",
    dashboard="ai-analysis",
    panel="Now / Mean confidence",
)

LOW_PREDICTION_ACCURACY = Alert(
    name="LowPredictionAccuracy",
    trigger=below(ai.ACCURACY, limits.WRONG, "percentunit", "share of right predictions"),
    hold="1h",
    severity="warning",
    component="ai",
    category="quality",
    summary="Accuracy of {{ $labels.model }} is {{ $value | humanizePercentage }}",
    meaning="Little better than a coin: trade less on it, or retrain it.",
    runbook="MODEL_QUALITY",
    dashboard="ai-analysis",
    panel="Now / Prediction accuracy",
)

PREDICTION_SKEW = Alert(
    name="PredictionSkew",
    trigger=above(
        ai.share_of_commonest_signal(limits.ENOUGH_PREDICTIONS),
        limits.ONE_SIGNAL.limit("red"),
        "percentunit",
        f"share of one signal in an hour's predictions ({limits.ENOUGH_PREDICTIONS} or more)",
    ),
    hold="1h",
    severity="info",
    component="ai",
    category="quality",
    summary="{{ $value | humanizePercentage }} of predictions are one signal",
    meaning="The model may have collapsed, or the market trends strongly.",
    runbook="MODEL_QUALITY",
    dashboard="ai-analysis",
    panel="Model quality / Predictions by signal",
)

OPENAI_RATE_LIMITED = Alert(
    name="OpenAIRateLimited",
    trigger=at_least(
        openai.REFUSED, cloud.REFUSALS.limit("red"), "none", f"calls refused for the rate limit in {lasting(RECORDED)}"
    ),
    hold="2m",
    severity="critical",
    component="ai",
    category="external_api",
    summary="OpenAI rate-limits us ({{ $value | humanize }} refusals)",
    meaning="Analyses are delayed or skipped.",
    runbook="OPENAI_RATE_LIMIT",
    dashboard="ai-analysis",
    panel="OpenAI / Errors by type",
)

OPENAI_HIGH_ERROR_RATE = Alert(
    name="OpenAIHighErrorRate",
    trigger=above(openai.ERROR_RATIO, cloud.ERRORS.limit("red"), "percentunit", "share of calls that fail"),
    hold="5m",
    severity="warning",
    component="ai",
    category="external_api",
    summary="{{ $value | humanizePercentage }} of OpenAI calls fail",
    meaning="Analyses fall back to weaker models or fail.",
    runbook="OPENAI_ERRORS",
    dashboard="ai-analysis",
    panel="Now / OpenAI error rate",
)

OPENAI_DAILY_COST_HIGH = Alert(
    name="OpenAIDailyCostHigh",
    trigger=when(
        openai.COST > openai.BUDGET, "cost of 24 h above the configured daily budget", "above the daily budget"
    ),
    hold="10m",
    severity="warning",
    component="ai",
    category="cost",
    summary='OpenAI cost {{ $value | printf "%.2f" }} USD in 24 h',
    meaning="Look for longer prompts, more calls, or a cache that no longer helps.",
    runbook="OPENAI_COST",
    dashboard="ai-analysis",
    panel="Now / OpenAI cost, 24 h",
)

MODEL_LOAD_FAILURE = Alert(
    name="ModelLoadFailure",
    trigger=when(ai.LOAD_FAILURES > 0, f"a model that failed to load in {lasting(ai.LOADING)}"),
    hold="1m",
    severity="critical",
    component="ai",
    category="startup",
    summary="Model {{ $labels.model }} failed to load",
    meaning="{{ $value | humanize }} failures; predictions come from the other models or not at all.",
    runbook="MODEL_LOAD_FAILURE",
    dashboard="ai-analysis",
    panel="Now / Models loaded",
)

MODEL_STALE = Alert(
    name="ModelStale",
    trigger=above(ai.AGE, limits.AGE.limit("yellow"), "s", "age since the training"),
    hold="1h",
    severity="info",
    component="ai",
    category="quality",
    summary="Model {{ $labels.model }} was trained {{ $value | humanizeDuration }} ago",
    meaning="It knows nothing of the markets since.",
    runbook="MODEL_QUALITY",
    dashboard="ai-analysis",
    panel="Model quality / Models",
)

GROUPS = (
    AlertGroup(
        "ai",
        (
            AI_SERVICE_SLOW,
            AI_SERVICE_CRITICAL_SLOW,
            AI_ANALYSIS_ERRORS,
            AI_ANALYSIS_STALLED,
            LOW_MODEL_CONFIDENCE,
            LOW_PREDICTION_ACCURACY,
            PREDICTION_SKEW,
            OPENAI_RATE_LIMITED,
            OPENAI_HIGH_ERROR_RATE,
            OPENAI_DAILY_COST_HIGH,
            MODEL_LOAD_FAILURE,
            MODEL_STALE,
        ),
    ),
)
