"""Does the AI service answer in time, are its predictions good, and what do they cost?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from panels.factories import Column, bargauge, gauge, heatmap, logs, piechart, shown_as, stat, table, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.queries import ai, openai
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, LLM, chosen
from panels.style.colours import PERCENTILES, SIGNALS
from panels.style.words import LOADED
from panels.thresholds import ai as limits
from panels.thresholds import openai as cloud

UID = "ai-analysis"
MODEL = chosen(ENVIRONMENT, "model")
OF_BUDGET = shown_as(unit="percentunit", thresholds=cloud.COST_OF_BUDGET)


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "AI Analysis",
        row("Now",
            [stat("Analyses per minute", ai.analyses(ENVIRONMENT), unit="opm", spark=True,
                  description="How often the service is asked. None at all is bad while trading is enabled.",
                  runbook="AI_SERVICE_SLOW"),
             stat("p95 duration", ai.worst_p95(ENVIRONMENT), unit="s", thresholds=limits.DURATION, spark=True,
                  no_value="no analyses", runbook="AI_SERVICE_SLOW",
                  description="95 % of the analyses are done within this time. Red flag: above 5 s."),
             stat("Mean confidence", ai.confidence(ENVIRONMENT), unit="percentunit", thresholds=limits.CONFIDENCE,
                  spark=True, no_value="no predictions", runbook="MODEL_QUALITY",
                  description="How sure the models are, over 15 minutes. Red flag: below 45 %."),
             gauge("Prediction accuracy", ai.worst_accuracy(MODEL), unit="percentunit", min=0, max=1,
                   thresholds=limits.ACCURACY, runbook="MODEL_QUALITY",
                   description="Share of right predictions of the worst model. Red flag: below 55 %.")],
            [stat("OpenAI error rate", openai.error_ratio(ENVIRONMENT), unit="percentunit", thresholds=cloud.ERRORS,
                  spark=True, no_value="no calls", runbook="OPENAI_ERRORS",
                  description="Share of failed calls. Red flag: above 5 %."),
             stat("OpenAI cost, 24 h", openai.cost(ENVIRONMENT), openai.cost_of_budget(ENVIRONMENT), unit="currencyUSD",
                  names=True, runbook="OPENAI_COST", overrides={"of budget": OF_BUDGET},
                  description="What a day cost, and its share of the daily budget: yellow from 80 %, red from 100 %."),
             stat("Models loaded", ai.models_loaded(ENVIRONMENT), unit="none", thresholds=limits.LOADED,
                  runbook="MODEL_LOAD_FAILURE", description="Models that are ready to serve.")]),
        row("Service",
            [timeseries("Analyses per minute by type", ai.analyses_by_type(ENVIRONMENT), unit="opm", stacked=True,
                        runbook="AI_SERVICE_SLOW",
                        description="Analysis rate. One type that stops alone is bad: see Analysis errors."),
             timeseries("Analysis duration", *ai.duration(ENVIRONMENT), unit="s", thresholds=limits.DURATION_LINES,
                        colours=PERCENTILES, runbook="AI_SERVICE_SLOW",
                        description="The alerts warn when the p95 is above 5 s and page above 10 s."),
             heatmap("Duration distribution", ai.duration_distribution(ENVIRONMENT), unit="s",
                     runbook="AI_SERVICE_SLOW",
                     description="Cached answers and model answers form two bands. When the lower one fades, the cache "
                                 "has stopped helping.")],
            [timeseries("Analysis errors", ai.errors(ENVIRONMENT), unit="opm", bars=True, stacked=True,
                        no_value="no analysis failed", runbook="AI_SERVICE_SLOW",
                        description="Failed analyses by cause: openai is theirs, data and model are ours."),
             timeseries("Queue and in progress", *ai.waiting(ENVIRONMENT), unit="none", runbook="AI_SERVICE_SLOW",
                        description="Saturation: a queue that grows while the work in progress does not is bad."),
             timeseries("Cache hit ratio", ai.cache_hit_ratio(ENVIRONMENT), unit="percentunit", min=0, max=1,
                        no_value="no lookups", runbook="OPENAI_COST",
                        description="Each hit saves an OpenAI call. A drop after a deployment means that its keys have "
                                    "changed.")]),
        row("Model quality",
            [heatmap("Confidence distribution", ai.confidence_distribution(MODEL), unit="percentunit",
                     runbook="MODEL_QUALITY",
                     description="The whole distribution, not only its mean. All at one value is bad: the model has "
                                 "stopped to distinguish."),
             timeseries("Mean confidence by model", ai.confidence_by_model(MODEL), unit="percentunit",
                        thresholds=limits.CONFIDENCE_LINE, no_value="no predictions", runbook="MODEL_QUALITY",
                        description="Mean of 15 minutes."),
             timeseries("Predictions by signal", ai.predictions_by_signal(ENVIRONMENT), unit="opm", percent=True,
                        colours=SIGNALS, no_value="no predictions", runbook="MODEL_QUALITY",
                        description="Signal mix over time. One signal alone for an hour is bad.")],
            [piechart("Signal share, range", ai.signals(MODEL), unit="short", colours=SIGNALS, runbook="MODEL_QUALITY",
                      description="LONG, SHORT and NEUTRAL in the chosen range. A lasting tilt against the market is "
                                  "bad."),
             timeseries("Accuracy over time", *ai.accuracy(MODEL), unit="percentunit", thresholds=limits.ACCURACY_LINE,
                        runbook="MODEL_QUALITY",
                        description="What the service reports, against the share counted from evaluated predictions. "
                                    "Where they part, trust the count."),
             bargauge("Evaluated predictions, 24 h", ai.evaluated_predictions(MODEL), unit="short", min=0,
                      no_value="none yet", runbook="MODEL_QUALITY",
                      description="How many predictions the accuracy rests on; with few of them it says nothing.")],
            [timeseries("Feature drift", ai.drift(MODEL), unit="short", thresholds=limits.DRIFT,
                        runbook="MODEL_QUALITY",
                        description="Population stability index: how far the inputs are from those of the training."),
             table("Models",
                   Column("Model", label="model"),
                   Column("Version", label="version"),
                   Column("Loaded", ai.loaded(ENVIRONMENT), unit="none", words=LOADED),
                   Column("Load time", ai.load_time(ENVIRONMENT), unit="s"),
                   Column("Age", ai.age(ENVIRONMENT), unit="dtdurations", thresholds=limits.AGE),
                   sort="+Model", runbook="MODEL_LOAD_FAILURE",
                   description="Active models; the age counts from their training. NOT LOADED is bad, and so is an "
                               "old model that drifts.").tall(8)]),
        row("OpenAI",
            [timeseries("Requests", openai.rate(LLM), unit="reqps", stacked=True, runbook="OPENAI_RATE_LIMIT",
                        description="API request rate by model. A jump is money: see Cost."),
             timeseries("Errors by type", *openai.errors(ENVIRONMENT), unit="reqps", bars=True, no_value="no errors",
                        runbook="OPENAI_RATE_LIMIT",
                        description="429 needs a different answer than 5xx: slow down, or wait."),
             timeseries("Latency", *openai.latency(ENVIRONMENT), unit="s", thresholds=cloud.LATENCY,
                        no_value="no calls", runbook="OPENAI_ERRORS", description="OpenAI's response time by model.")],
            [timeseries("Tokens per minute", openai.tokens(ENVIRONMENT), unit="short", stacked=True,
                        runbook="OPENAI_COST",
                        description="Prompt, completion and cached tokens. Growing without more requests is bad: see "
                                    "Tokens per request."),
             timeseries("Tokens per request", openai.tokens_per_request(ENVIRONMENT), unit="short", no_value="no calls",
                        runbook="OPENAI_COST", description="Growing prompts are growing bills."),
             timeseries("Cost", *openai.hourly_cost(ENVIRONMENT), unit="currencyUSD", bars=True, stacked=True,
                        dashed="budget per hour", runbook="OPENAI_COST",
                        description="Per hour, against an hour's share of the budget. Above the line for a day is over "
                                    "budget.")],
            [timeseries("Quota left", *openai.quota_left(ENVIRONMENT), unit="short", runbook="OPENAI_RATE_LIMIT",
                        description="Requests and tokens that OpenAI still accepts. Near 0 calls are refused: slow "
                                    "down, or ask for more."),
             stat("Cost per analysis", openai.cost_per_analysis(ENVIRONMENT), unit="currencyUSD", decimals=4,
                  spark=True, no_value="no analyses", runbook="OPENAI_COST",
                  description="Unit economics of a day. Rising is bad: see Tokens per request and Cache hit "
                              "ratio.").tall(8)]),
        row("Logs",
            [logs("Low-confidence and failed analyses", lines.unsure_analyses(ENVIRONMENT), no_value="none was logged",
                  description="Why the model was unsure or failed. Many in a row are bad: look at what they have in "
                              "common, a symbol or an error.")],
            [logs("Confident predictions", lines.confident_predictions(ENVIRONMENT), no_value="none was logged",
                  description="What the models are sure of. Compare with what happened: sure and wrong is the worst "
                              "kind of wrong.")]),
        uid=UID,
        area="ai",
        question=__doc__,
        time="now-6h",
        refresh="1m",
        choices=[
            variables.environment(),
            variables.query("model", ai.predictions_total(ENVIRONMENT)),
            variables.query("llm", openai.requests_total(ENVIRONMENT), "model", title="OpenAI model"),
        ],
        where=ENVIRONMENT,
    )
