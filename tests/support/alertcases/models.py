"""When are models unsure, wrong, old or not there, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, gone, over, under

from dashboards.rules.alerts.ai import (
    LOW_MODEL_CONFIDENCE,
    LOW_PREDICTION_ACCURACY,
    MODEL_LOAD_FAILURE,
    MODEL_STALE,
    PREDICTION_SKEW,
)
from panels.thresholds import ai as limits

SKEWED = limits.ONE_SIGNAL.limit("red")
MONTH = limits.AGE.limit("yellow")
ENOUGH = limits.ENOUGH_PREDICTIONS / 3600


def sure(confidence: float, per_second: float = 10, **labels: str) -> tuple[Made, Made]:
    """Predictions of some confidence."""
    return (
        real("ai_model_confidence_sum", climbing(confidence * per_second, start=LIVED), **labels),
        real("ai_model_confidence_count", climbing(per_second, start=LIVED), **labels),
    )


def predictions(per_second: float, signal: str, **labels: str) -> Made:
    """Predictions of one signal."""
    return real("ai_predictions_total", climbing(per_second, start=LIVED), signal=signal, **labels)


def accuracy(share: float, **labels: str) -> Made:
    """What the service reports of a model."""
    return real("ai_prediction_accuracy", flat(share), **labels)


def trained(seconds_ago: float, **labels: str) -> Made:
    """When a model was trained, always so long ago."""
    return real("model_last_trained_timestamp_seconds", climbing(1, start=-seconds_ago), **labels)


def load_failures(values: Values, **labels: str) -> Made:
    """How often a model failed to load."""
    return real("model_load_failures_total", values, **labels)


def started(values: Values, **labels: str) -> Made:
    """When the process started, in seconds of the case."""
    return real("process_start_time_seconds", values, job="python-ai-service", **labels)


def up(values: Values, **labels: str) -> Made:
    """Whether the service answers its scrape."""
    return real("up", values, job="python-ai-service", **labels)


SELDOM = sum((flat(LIVED + count, "3m") for count in range(1, 46)), Values(()))
"""One prediction in three minutes: exactly twenty in an hour."""


CASES = (
    fires(LOW_MODEL_CONFIDENCE, "a hair below", *sure(under(limits.UNSURE)), since="30s"),
    quiet(LOW_MODEL_CONFIDENCE, "a hair above", *sure(over(limits.UNSURE))),
    quiet(LOW_MODEL_CONFIDENCE, "exactly the limit", *sure(limits.UNSURE, 40), until="40m"),
    quiet(LOW_MODEL_CONFIDENCE, "no predictions: no mean", *sure(0.1, 0)),
    fires(
        LOW_MODEL_CONFIDENCE,
        "few predictions of many series",
        *(made for name in "abc" for made in sure(under(limits.UNSURE), 0.1, instance=name)),
        since="30s",
    ),
    quiet(
        LOW_MODEL_CONFIDENCE,
        "sure enough, in many series",
        *(made for name in "abc" for made in sure(over(limits.UNSURE), instance=name)),
    ),
    fires(
        LOW_MODEL_CONFIDENCE,
        "there were far more before, and they were sure",
        real("ai_model_confidence_sum", climbing(9, "20m", start=LIVED) + climbing(0.1)),
        real("ai_model_confidence_count", climbing(10, "20m", start=LIVED) + climbing(1)),
        since="34m",
    ),
    fires(
        LOW_MODEL_CONFIDENCE,
        "unsure for half an hour",
        real("ai_model_confidence_sum", climbing(0.1, "30m", start=LIVED) + climbing(0.9)),
        real("ai_model_confidence_count", climbing(1, start=LIVED)),
        since="30s",
        still="36m",
        over="37m30s",
    ),
    quiet(
        LOW_MODEL_CONFIDENCE,
        "one unsure model among many sure predictions",
        *sure(0.1, 1, model="lstm"),
        *sure(0.9, 10, model="gpt"),
    ),
    quiet(
        LOW_MODEL_CONFIDENCE,
        "unsure for a few minutes",
        real("ai_model_confidence_sum", climbing(0.9, "10m", start=LIVED) + climbing(0.1, "5m") + climbing(0.9)),
        real("ai_model_confidence_count", climbing(1, start=LIVED)),
        until="40m",
    ),
    fires(
        LOW_PREDICTION_ACCURACY,
        "two models of three, in some instances of three",
        *(accuracy(under(limits.WRONG), model=model) for model in ("lstm", "gpt")),
        accuracy(under(limits.WRONG), model="gpt", instance="b"),
        *(accuracy(0.9, model=model, instance="c") for model in ("lstm", "gpt", "ensemble")),
        since="0s",
        number=2,
    ),
    quiet(LOW_PREDICTION_ACCURACY, "exactly the limit", accuracy(limits.WRONG)),
    quiet(LOW_PREDICTION_ACCURACY, "a hair above", accuracy(over(limits.WRONG))),
    quiet(LOW_PREDICTION_ACCURACY, "not yet known", real("ai_predictions_evaluated_total", NOTHING)),
    fires(
        PREDICTION_SKEW,
        "a hair above, of two models",
        predictions(over(SKEWED) / 2, "LONG"),
        predictions(over(SKEWED) / 2, "LONG", model="gpt"),
        predictions(1 - over(SKEWED), "SHORT"),
        since="1m",
        every="1m",
    ),
    quiet(
        PREDICTION_SKEW,
        "a hair below",
        predictions(under(SKEWED), "LONG"),
        predictions(1 - under(SKEWED), "SHORT"),
        until="140m",
        every="1m",
    ),
    quiet(
        PREDICTION_SKEW,
        "exactly the limit",
        *(predictions(19, "LONG"), predictions(1, "SHORT")),
        until="140m",
        every="1m",
    ),
    fires(
        PREDICTION_SKEW,
        "exactly enough of them, one in three minutes",
        real("ai_predictions_total", flat(LIVED, "70m") + SELDOM, signal="LONG"),
        since="127m",
        every="1m",
    ),
    fires(
        PREDICTION_SKEW,
        "of two instances, told once",
        *(predictions(0.6 * ENOUGH, "LONG"), predictions(0.6 * ENOUGH, "LONG", instance="b")),
        since="50m",
        every="1m",
    ),
    fires(PREDICTION_SKEW, "just enough of them", predictions(over(ENOUGH), "SHORT"), since="59m", every="1m"),
    quiet(PREDICTION_SKEW, "too few to judge", predictions(under(ENOUGH), "SHORT"), until="140m", every="1m"),
    quiet(PREDICTION_SKEW, "none at all", predictions(0, "SHORT"), until="140m", every="1m"),
    fires(
        MODEL_LOAD_FAILURE,
        "once",
        load_failures(flat(LIVED, "11m") + flat(LIVED + 1)),
        since="11m",
        still="20m30s",
        over="21m",
    ),
    fires(
        MODEL_LOAD_FAILURE,
        "at the start: a counter with labels begins with its first failure",
        started(gone("20m") + flat(20 * 60)),
        load_failures(gone("20m") + ONE),
        since="20m",
        still="29m30s",
        over="30m",
    ),
    fires(
        MODEL_LOAD_FAILURE,
        "at the start, as after the start before",
        started(flat(-7200, "20m") + gone("1m") + flat(21 * 60)),
        load_failures(flat(1, "20m") + gone("1m") + ONE),
        since="21m",
        over="31m30s",
    ),
    fires(
        MODEL_LOAD_FAILURE,
        "the first of a service that has run for hours",
        *(started(flat(-7200)), real("up", ONE, job="python-ai-service")),
        load_failures(gone("20m") + ONE),
        since="20m",
        over="30m30s",
    ),
    quiet(
        MODEL_LOAD_FAILURE,
        "long ago, and one of two instances answers again after half an hour",
        up(ONE, instance="b"),
        started(flat(-7200, "20m") + gone("30m") + flat(-7200)),
        real("up", flat(1, "20m") + flat(0, "30m") + ONE, job="python-ai-service"),
        load_failures(flat(3, "20m") + gone("30m") + flat(3)),
        until="80m",
    ),
    quiet(MODEL_LOAD_FAILURE, "long ago", load_failures(flat(LIVED))),
    quiet(
        MODEL_LOAD_FAILURE, "long ago, and it answers all the time", up(ONE), load_failures(flat(LIVED)), until="80m"
    ),
    quiet(
        MODEL_LOAD_FAILURE,
        "long ago, and another instance starts",
        started(flat(-7200)),
        started(gone("5m") + flat(300), instance="b"),
        load_failures(flat(LIVED)),
    ),
    quiet(
        MODEL_LOAD_FAILURE,
        "the counter begins anew",
        load_failures(flat(3, "5m") + gone("1m") + NOTHING),
    ),
    fires(
        MODEL_LOAD_FAILURE,
        "two models, in two instances",
        load_failures(climbing(0.1), model="lstm"),
        load_failures(climbing(0.1), model="ensemble"),
        load_failures(climbing(0.1), model="ensemble", instance="b"),
        since="30s",
        number=2,
    ),
    fires(MODEL_STALE, "a hair too old", trained(over(MONTH)), since="0s", every="1m"),
    quiet(MODEL_STALE, "exactly the limit", trained(MONTH), every="1m"),
    quiet(MODEL_STALE, "a hair younger", trained(under(MONTH)), every="1m"),
    quiet(MODEL_STALE, "one instance has the new one", trained(2 * MONTH), trained(0, instance="b"), every="1m"),
    fires(
        MODEL_STALE,
        "two models",
        trained(2 * MONTH),
        trained(2 * MONTH, model="gpt"),
        since="0s",
        number=2,
        every="1m",
    ),
)
