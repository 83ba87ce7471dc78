"""What exactly is asked about the AI service, OpenAI and the logs?"""

from panels.queries import ai, logs, openai
from panels.queries.scope import ENVIRONMENT, LLM, SERVICE, chosen

CHOSEN = 'environment=~"$environment"'


def test_a_ratio_without_calls_is_no_zero() -> None:
    """0 % of errors is a claim; no calls is none."""
    assert openai.error_ratio(ENVIRONMENT).text == f"max(service:openai_error_ratio:rate5m{{{CHOSEN}}})"


def test_cost_is_compared_with_the_budget_that_the_service_reports() -> None:
    """A made-up number would be wrong on the day the budget changes."""
    assert openai.cost_of_budget(ENVIRONMENT).text == (
        f"sum(model:openai_cost_usd:increase24h{{{CHOSEN}}}) / (max(openai_daily_budget_usd{{{CHOSEN}}}) > 0)"
    )
    cost, budget = openai.hourly_cost(ENVIRONMENT)
    assert "[1h]" in cost.text
    assert budget.text == f"max(openai_daily_budget_usd{{{CHOSEN}}}) / 24"


def test_our_models_and_those_of_openai_are_two_choices() -> None:
    """Both have a label `model`."""
    assert 'model=~"$model"' in ai.confidence_by_model(chosen(ENVIRONMENT, "model")).text
    assert 'model=~"$llm"' in openai.rate(LLM).text


def test_reported_and_counted_accuracy_have_names_of_their_own() -> None:
    """Where they part, the reader must know which is which."""
    assert [query.legend for query in ai.accuracy(ENVIRONMENT)] == ["{{model}} (reported)", "{{model}} (24 h, counted)"]


def test_the_cache_is_that_of_the_ai_service() -> None:
    """The engine has caches too."""
    assert ai.cache_hit_ratio(ENVIRONMENT).text.count('service="python-ai-service"') == 2


def test_an_hour_of_the_day_is_recorded_with_the_business() -> None:
    """Windows of a day are evaluated every two minutes."""
    assert (ai.ACCURACY_DAY.step, openai.COST_DAY.step) == (120, 120)


def test_a_broken_line_does_not_break_a_log_query() -> None:
    """Lines that are no JSON are dropped before a field is compared."""
    assert logs.slow_requests(SERVICE).text == (
        '{environment=~"$environment",service=~"$service"} | json | __error__="" | duration_ms > 1000'
    )
    assert logs.unsure_analyses(ENVIRONMENT).text.endswith('| __error__="" | confidence < 0.45 or level="ERROR"')


def test_errors_are_counted_per_interval_of_the_graph() -> None:
    """A fixed window would count lines twice or leave gaps."""
    assert logs.error_lines(SERVICE).text == (
        'sum by (service) (count_over_time({environment=~"$environment",service=~"$service",level=~"ERROR|FATAL"}'
        " [$__auto]))"
    )
