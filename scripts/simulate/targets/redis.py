"""What does the simulated Redis say through its exporter?"""

from scripts.simulate.build import Page, Target
from scripts.simulate.curves import HOUR
from scripts.simulate.sources import Combined, Started, total
from scripts.simulate.targets.common import GB

COMMANDS = {"get": (24.0, 4e-5), "set": (5.0, 6e-5), "config|get": (0.07, 9e-5)}
"""Calls and seconds each."""
LIMIT = 1 * GB


def build(seed: int) -> list[Target]:
    """Make Redis' target."""
    page = Page(seed, "redis")
    up = page.gauge("redis_up", 1, {}, "redis_up")
    page.add("redis_uptime_in_seconds", Started("redis", age=True))
    _clients(page)
    _memory(page)
    calls = [
        page.count("redis_commands_total", rate, {"cmd": name}, "traffic", shape="people", key="redis")
        for name, (rate, _) in COMMANDS.items()
    ]
    page.add("redis_commands_processed_total", total(*calls))
    for name, (rate, seconds) in COMMANDS.items():
        page.count("redis_commands_duration_seconds_total", rate * seconds, {"cmd": name}, "traffic", whole=False)
    page.count("redis_commands_failed_calls_total", 0.0004, {"cmd": "get"})
    page.count("redis_cpu_sys_seconds_total", 0.012, whole=False)
    page.count("redis_cpu_user_seconds_total", 0.02, whole=False)
    page.gauge("redis_slowlog_length", 12, swing=0.2, whole=True)
    page.count("redis_slowlog_last_id", 0.0004)
    page.gauge("redis_last_slow_execution_duration_seconds", 0, swing=0.0)
    page.gauge("redis_rdb_last_bgsave_status", 1)
    page.law("redis_rdb_last_save_timestamp_seconds", lambda time: time // HOUR * HOUR)
    page.gauge("redis_aof_last_write_status", 1)
    page.gauge("redis_connected_slaves", 0)
    page.gauge(
        "redis_instance_info",
        1,
        {"role": "master", "redis_version": "7.0.15", "redis_mode": "standalone", "os": "Linux 6.1.0 x86_64"},
    )
    page.add("redis_exporter_last_scrape_error", Combined(lambda reached: 1 - reached, (up,)), {"err": ""})
    page.gauge("redis_exporter_last_scrape_duration_seconds", 0.004, swing=0.8)
    page.start_time()
    return [page.target]


def _clients(page: Page) -> None:
    page.gauge("redis_connected_clients", 34, swing=0.4, shape="people", whole=True)
    page.gauge("redis_blocked_clients", 1, swing=1.0, low=0, whole=True)
    page.gauge("redis_config_maxclients", 10_000)
    page.count("redis_rejected_connections_total", 0.0)
    page.count("redis_connections_received_total", 0.08)
    page.count("redis_net_input_bytes_total", 5200, {}, "traffic", shape="people", key="redis")
    page.count("redis_net_output_bytes_total", 31_000, {}, "traffic", shape="people", key="redis")


def _memory(page: Page) -> None:
    used = page.gauge("redis_memory_used_bytes", LIMIT * 0.55, {}, "redis_memory", swing=0.08, high=LIMIT, whole=True)
    ratio = page.gauge("redis_mem_fragmentation_ratio", 1.12, swing=0.03)
    page.add("redis_memory_used_rss_bytes", Combined(lambda u, r: round(u * r), (used, ratio)))
    page.gauge("redis_memory_max_bytes", LIMIT)
    page.count("redis_evicted_keys_total", 0.02, {}, "redis_evictions")
    page.count("redis_expired_keys_total", 1.1)
    page.count("redis_keyspace_hits_total", 22.0, shape="people", key="redis")
    page.count("redis_keyspace_misses_total", 1.4, {}, "redis_misses", shape="people", key="redis-misses")
    page.gauge("redis_db_keys", 61_000, {"db": "db0"}, swing=0.05, whole=True)
    page.gauge("redis_db_keys_expiring", 48_000, {"db": "db0"}, swing=0.05, whole=True)
