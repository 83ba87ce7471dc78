"""What does redis_exporter say about Redis?"""

from panels.contract.model import Job, counter, gauge, like, one_of
from panels.contract.shared import BYTES, RATIO, SECONDS, START_TIME

COMMAND = like("cmd", r"[a-z0-9_|-]+", 150, "get", "set", "config|get")
DB = like("db", r"db\d+", 16, "db0")

JOB = Job(
    name="redis",
    service="redis",
    kind="exporter",
    host="redis-exporter",
    port=9121,
    description="Redis: memory, clients, keys, commands, persistence",
    metrics=(
        gauge("redis_up", "0/1", "1 while Redis answers the exporter."),
        gauge("redis_uptime_in_seconds", SECONDS, "Time since the start of the server."),
        gauge("redis_connected_clients", "clients", "Clients connected."),
        gauge("redis_blocked_clients", "clients", "Clients that wait in a blocking command."),
        gauge("redis_config_maxclients", "clients", "Most clients that may connect."),
        counter("redis_rejected_connections_total", "connections", "Connections refused because of that limit."),
        counter("redis_connections_received_total", "connections", "Connections accepted."),
        gauge("redis_memory_used_bytes", BYTES, "Memory that the data takes."),
        gauge("redis_memory_used_rss_bytes", BYTES, "Memory of the process, as the system sees it."),
        gauge("redis_memory_max_bytes", BYTES, "Memory limit; 0 means unlimited."),
        gauge("redis_mem_fragmentation_ratio", RATIO, "Resident memory by used memory."),
        counter("redis_evicted_keys_total", "keys", "Keys thrown out for want of memory."),
        counter("redis_expired_keys_total", "keys", "Keys whose time ran out."),
        counter("redis_keyspace_hits_total", "look-ups", "Look-ups that found a key."),
        counter("redis_keyspace_misses_total", "look-ups", "Look-ups that found none."),
        gauge("redis_db_keys", "keys", "Keys in a database.", DB),
        gauge("redis_db_keys_expiring", "keys", "Keys with a time to live.", DB),
        counter("redis_commands_total", "calls", "Commands executed.", COMMAND),
        counter("redis_commands_duration_seconds_total", SECONDS, "Time spent in commands.", COMMAND),
        counter("redis_commands_failed_calls_total", "calls", "Commands that failed.", COMMAND, optional=True),
        counter("redis_commands_processed_total", "commands", "Commands executed, of all kinds."),
        counter("redis_net_input_bytes_total", BYTES, "Bytes received."),
        counter("redis_net_output_bytes_total", BYTES, "Bytes sent."),
        counter("redis_cpu_sys_seconds_total", SECONDS, "System CPU time."),
        counter("redis_cpu_user_seconds_total", SECONDS, "User CPU time."),
        gauge("redis_slowlog_length", "entries", "Entries in the slow log."),
        gauge(
            "redis_slowlog_last_id", "id", "Number of the newest entry of the slow log: grows with every slow command."
        ),
        gauge("redis_last_slow_execution_duration_seconds", SECONDS, "How long the last slow command took."),
        gauge("redis_rdb_last_bgsave_status", "0/1", "1 when the last snapshot succeeded."),
        gauge("redis_rdb_last_save_timestamp_seconds", SECONDS, "When the last snapshot was written, in Unix time."),
        gauge("redis_aof_last_write_status", "0/1", "1 when the last write to the append-only file succeeded."),
        gauge("redis_connected_slaves", "replicas", "Replicas connected."),
        gauge(
            "redis_instance_info",
            "info",
            "Always 1; the labels tell which Redis runs.",
            one_of("role", "master", "slave"),
            like("redis_version", r"[\w.+-]+", 1, "7.0.15"),
            one_of("redis_mode", "standalone", "cluster", "sentinel"),
            like("os", r".+", 1, "Linux"),
        ),
        gauge(
            "redis_exporter_last_scrape_error",
            "0/1",
            "1 when Redis could not be asked; the label has the reason.",
            like("err", r"(?s).*", 2, ""),
        ),
        gauge("redis_exporter_last_scrape_duration_seconds", SECONDS, "How long asking Redis took."),
        START_TIME,
    ),
)
