"""When is the AI service slow, silent or wrong, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real, slow_for_a_while, with_p95
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, ending, flat, over, under

from dashboards.rules.alerts.ai import (
    AI_ANALYSIS_ERRORS,
    AI_ANALYSIS_STALLED,
    AI_SERVICE_CRITICAL_SLOW,
    AI_SERVICE_SLOW,
)
from panels.thresholds import ai as limits

DURATION = "ai_analysis_duration_seconds"
WORST = int(limits.DURATION_LINES.limit("dark-red"))
FAILING = limits.ERRORS.limit("red")


def analyses(values: Values, **labels: str) -> Made:
    """Finished analyses."""
    return real("ai_analysis_total", values, **labels)


def failing(per_second: float, share: float) -> tuple[Made, ...]:
    """Analyses of which a share fails; cached answers are answers too."""
    good = per_second * (1 - share) / 2
    return (
        analyses(climbing(good, start=LIVED), result="success"),
        analyses(climbing(good, start=LIVED), result="cached", analysis_type="trend"),
        analyses(climbing(per_second * share / 2, start=LIVED), result="error"),
        analyses(climbing(per_second * share / 2, start=LIVED), result="error", analysis_type="trend"),
    )


def answering(values: Values, job: str = "python-ai-service", **labels: str) -> Made:
    """Whether the service answers its scrape."""
    return real("up", values, job=job, service="python-ai-service", **labels)


CASES = (
    *(
        case
        for alert, limit in ((AI_SERVICE_SLOW, limits.SLOW), (AI_SERVICE_CRITICAL_SLOW, WORST))
        for case in (
            fires(alert, "a hair above", *with_p95(DURATION, limit, "over"), since="30s"),
            quiet(alert, "a hair below", *with_p95(DURATION, limit, "under")),
            quiet(alert, "exactly the limit", *with_p95(DURATION, limit, "at")),
            quiet(
                alert,
                "a slow instance with few analyses",
                *with_p95(DURATION, 30, "over", rate=1),
                *with_p95(DURATION, 1, "under", instance="b"),
            ),
            fires(
                alert,
                "an instance is slow for a while",
                *slow_for_a_while(DURATION, limit),
                since="30s",
                still="14m",
                over="15m",
            ),
            quiet(alert, "nothing is analysed", real(f"{DURATION}_bucket", flat(LIVED))),
            quiet(
                alert,
                "a slow type among many quick ones",
                *with_p95(DURATION, 30, "over", analysis_type="trend", rate=1),
                *with_p95(DURATION, 1, "under", analysis_type="signal"),
            ),
        )
    ),
    fires(AI_ANALYSIS_ERRORS, "a hair above", *failing(10, over(FAILING)), since="30s"),
    quiet(AI_ANALYSIS_ERRORS, "a hair below", *failing(10, under(FAILING))),
    quiet(AI_ANALYSIS_ERRORS, "not one error was ever counted", analyses(climbing(1))),
    quiet(AI_ANALYSIS_ERRORS, "exactly the limit", *failing(20, FAILING)),
    quiet(AI_ANALYSIS_ERRORS, "nothing is analysed", *failing(0, 1)),
    fires(
        AI_ANALYSIS_ERRORS,
        "few analyses, of which half fail for a quarter of an hour",
        analyses(climbing(0.2, start=LIVED), result="success"),
        analyses(ending(0.2, "15m"), result="error"),
        since="30s",
        still="18m30s",
        over="20m",
    ),
    fires(
        AI_ANALYSIS_ERRORS,
        "there were far more before, and none failed",
        analyses(ending(10), result="success"),
        analyses(flat(LIVED, "10m") + climbing(1), result="error"),
        since="13m",
    ),
    fires(AI_ANALYSIS_STALLED, "it answers scrapes only", analyses(flat(LIVED)), answering(ONE), since="30s"),
    fires(
        AI_ANALYSIS_STALLED,
        "a quarter of an hour after the last one",
        analyses(climbing(1, "5m") + flat(300)),
        answering(ONE),
        since="20m",
    ),
    fires(
        AI_ANALYSIS_STALLED,
        "until it goes on",
        analyses(flat(LIVED, "10m") + climbing(1)),
        answering(ONE),
        answering(NOTHING, instance="b"),
        since="30s",
        over="11m",
    ),
    fires(
        AI_ANALYSIS_STALLED,
        "two instances of which none is asked",
        analyses(flat(LIVED)),
        answering(ONE),
        answering(ONE, instance="b"),
        since="30s",
    ),
    quiet(AI_ANALYSIS_STALLED, "the service is down", analyses(flat(LIVED)), answering(NOTHING)),
    quiet(
        AI_ANALYSIS_STALLED,
        "only its probe answers",
        analyses(flat(LIVED)),
        answering(ONE, "blackbox-http"),
    ),
    quiet(AI_ANALYSIS_STALLED, "nobody knows whether it is up", analyses(flat(LIVED))),
    quiet(
        AI_ANALYSIS_STALLED,
        "one type of two goes on, once in a quarter of an hour",
        analyses(flat(LIVED)),
        analyses(flat(0, "4m") + flat(1, "14m") + flat(2), analysis_type="trend"),
        answering(ONE),
        until="30m",
    ),
)
