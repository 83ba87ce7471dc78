"""What exactly is asked about databases as their callers see them?"""

from panels.queries import database, mongodb, redis
from panels.queries.scope import ENVIRONMENT, EVERYWHERE


def test_a_pool_is_compared_with_its_own_limit() -> None:
    """Each caller has a pool of its own."""
    assert database.POOL.rule.text == (
        "sum by (environment, service) (db_connections_active)"
        " / (sum by (environment, service) (db_connections_max) > 0)"
    )


def test_no_slow_query_is_zero() -> None:
    """Absence means none here, so that the tile does not say "No data"."""
    asked = database.slow_queries_of_an_hour(ENVIRONMENT)

    assert asked.text.endswith("or vector(0)")
    assert asked.legend == ">100 ms"


def test_the_slowest_queries_are_twenty_at_most_and_none_of_them_infinite() -> None:
    """A quantile in the last bucket is infinite, and would head the list for ever."""
    assert database.slowest(EVERYWHERE).text == (
        "topk(20, histogram_quantile(0.95, sum by (collection, operation, le)"
        " (rate(db_query_duration_seconds_bucket[5m]))) < +Inf)"
    )


def test_connections_are_those_of_the_server_and_of_every_pool() -> None:
    """Either can be the one that is full."""
    server, pools = database.connections_used(EVERYWHERE)

    assert (server.legend, pools.legend) == ("mongodb", "pool {{service}}")


def test_the_group_records_callers_then_mongodb_then_redis() -> None:
    """A rule may use those above it."""
    assert database.RULES.rules[-8:] == (*mongodb.RECORDED_SERIES, *redis.RECORDED_SERIES)
