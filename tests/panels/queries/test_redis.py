"""What exactly is asked about Redis?"""

from panels.queries import redis
from panels.queries.scope import EVERYWHERE


def test_unlimited_memory_is_not_divided_by() -> None:
    """`maxmemory 0` means no limit: used / 0 would be infinite for ever."""
    assert redis.MEMORY.rule.text == (
        "max by (environment, service, instance) (redis_memory_used_bytes)"
        " / (max by (environment, service, instance) (redis_memory_max_bytes) > 0)"
    )
    assert redis.memory(EVERYWHERE)[1].text == "max by (instance) (redis_memory_max_bytes) > 0"


def test_the_hit_ratio_is_hits_of_hits_and_misses() -> None:
    """Not hits per miss; and empty where nothing was read."""
    hits = "sum by (environment, service, instance) (rate(redis_keyspace_hits_total[5m]))"
    misses = "sum by (environment, service, instance) (rate(redis_keyspace_misses_total[5m]))"

    assert redis.HIT_RATIO.rule.text == f"{hits} / ({hits} + {misses} > 0)"


def test_the_mean_latency_of_a_command_is_its_time_by_its_calls() -> None:
    """Of the ten slowest; a command that nobody called has none."""
    taken = "sum by (cmd) (rate(redis_commands_duration_seconds_total[$__rate_interval]))"
    calls = "sum by (cmd) (rate(redis_commands_total[$__rate_interval]))"

    assert redis.command_latency(EVERYWHERE).text == f"topk(10, {taken} / ({calls} > 0))"
