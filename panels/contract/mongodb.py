"""What does Percona's mongodb_exporter (0.43 or newer) say about the replica set?

Native names are used because they exist in every mode; only the oplog window and the per-member lag need
`--compatible-mode`. Everything from serverStatus is exposed as untyped; what only grows is declared a counter here.
`rs_state` is a label on all native metrics and changes at an election: aggregate it away.
"""

from panels.contract.model import Job, Label, Metric, counter, gauge, like, one_of
from panels.contract.shared import BYTES, IDENTIFIERS, SECONDS, START_TIME

NATIVE = (
    like("rs_nm", r"[\w-]*", 1, "rs0"),
    like("cl_id", r"\w*", 1, "6740a1b2c3d4e5f607182930"),
    like("cl_role", r"\w*", 1, ""),
    like("rs_state", r"\d*", 2, "1"),
)
MEMBER = (
    like("member_idx", r"\S+", 50, "mongodb:27017", "mongodb-secondary:27017"),
    one_of(
        "member_state",
        *(
            "PRIMARY",
            "SECONDARY",
            "ARBITER",
            "STARTUP",
            "STARTUP2",
            "RECOVERING",
            "ROLLBACK",
            "DOWN",
            "UNKNOWN",
            "REMOVED",
        ),
    ),
)
DATABASE = like("database", r"[\w-]+", 10, "bot_core")


def _grows(name: str, unit: str, text: str, *labels: Label) -> Metric:
    return counter(f"mongodb_ss_{name}", unit, text, *NATIVE, *labels)


def _state(name: str, unit: str, text: str, *labels: Label) -> Metric:
    return gauge(f"mongodb_ss_{name}", unit, text, *NATIVE, *labels)


OPERATION = one_of("op_type", "reads", "writes", "commands", "transactions")
TICKETS = one_of("txn_rw", "read", "write")
SERVER: tuple[Metric, ...] = (
    gauge(
        "mongodb_up",
        "0/1",
        "1 while MongoDB answers the exporter; the label's value becomes empty when it does not.",
        like("cluster_role", r"\w*", 2, "mongod"),
    ),
    _state(
        "connections",
        "connections",
        "Connections by kind; `current` of `current` + `available` is the share in use.",
        one_of(
            "conn_type",
            *("current", "available", "active", "totalCreated", "threaded", "exhaustIsMaster", "exhaustHello"),
            *("awaitingTopologyChanges", "loadBalanced", "rejected", "queuedForEstablishment"),
        ),
    ),
    _grows(
        "opcounters",
        "operations",
        "Operations by kind.",
        one_of("legacy_op_type", "insert", "query", "update", "delete", "getmore", "command"),
    ),
    _grows("opLatencies_ops", "operations", "Operations whose latency was measured.", OPERATION),
    _grows("opLatencies_latency", "µs", "Sum of these latencies, in microseconds.", OPERATION),
    _state(
        "globalLock_currentQueue",
        "operations",
        "Operations that wait for a lock.",
        one_of("count_type", "total", "readers", "writers"),
    ),
    _state("globalLock_activeClients_readers", "clients", "Clients that read."),
    _state("globalLock_activeClients_writers", "clients", "Clients that write."),
    _grows(
        "metrics_document",
        "documents",
        "Documents by what was done with them.",
        one_of("doc_op_type", "returned", "inserted", "updated", "deleted"),
    ),
    _grows("metrics_queryExecutor_scanned", "keys", "Index keys looked at."),
    _grows("metrics_queryExecutor_scannedObjects", "documents", "Documents looked at."),
    _grows("metrics_operation_scanAndOrder", "operations", "Sorts that no index could do."),
    _grows("metrics_operation_writeConflicts", "operations", "Writes that met another and were tried again."),
    _state(
        "metrics_cursor_open",
        "cursors",
        "Open cursors.",
        one_of("csr_type", "total", "noTimeout", "pinned", "multiTarget", "singleTarget"),
    ),
    _grows("metrics_cursor_timedOut", "cursors", "Cursors that timed out."),
    _grows(
        "asserts",
        "asserts",
        "Assertions raised.",
        one_of("assert_type", "regular", "warning", "msg", "user", "tripwire", "rollovers"),
    ),
    _grows("network_bytesIn", BYTES, "Bytes received."),
    _grows("network_bytesOut", BYTES, "Bytes sent."),
    _grows("network_numRequests", "requests", "Requests received."),
    _state("mem_resident", "MiB", "Resident memory, in mebibytes."),
    _state("uptime", SECONDS, "Time since the start of the server."),
    _state("wt_cache_bytes_currently_in_the_cache", BYTES, "Used part of WiredTiger's cache."),
    _state("wt_cache_tracked_dirty_bytes_in_the_cache", BYTES, "Part of the cache that still has to be written."),
    _state("wt_cache_maximum_bytes_configured", BYTES, "Size of WiredTiger's cache."),
    _state("wt_concurrentTransactions_available", "tickets", "Tickets for further transactions.", TICKETS),
    _state("wt_concurrentTransactions_out", "tickets", "Tickets in use.", TICKETS),
)

REPLICATION: tuple[Metric, ...] = (
    gauge("mongodb_rs_members_optimeDate", "ms", "Time of the member's last operation, in ms.", *NATIVE, *MEMBER),
    gauge("mongodb_rs_members_health", "0/1", "1 while the member is reachable.", *NATIVE, *MEMBER),
    gauge("mongodb_rs_members_state", "state", "State of the member: 1 primary, 2 secondary, ...", *NATIVE, *MEMBER),
    gauge("mongodb_rs_myState", "state", "State of the member that was asked.", *NATIVE),
    gauge(
        "mongodb_mongod_replset_member_replication_lag",
        SECONDS,
        "How far a member is behind; compatible mode only, `self` since 0.41.",
        like("name", r"\S+", 50, "mongodb-secondary:27017"),
        one_of("state", *MEMBER[1].values),
        like("set", r"[\w-]*", 1, "rs0"),
        one_of("self", "0", "1", ""),
        optional=True,
    ),
    gauge(
        "mongodb_mongod_replset_oplog_head_timestamp",
        SECONDS,
        "Time of the newest entry of the oplog; compatible mode only.",
        optional=True,
    ),
    gauge(
        "mongodb_mongod_replset_oplog_tail_timestamp",
        SECONDS,
        "Time of the oldest entry of the oplog; compatible mode only.",
        optional=True,
    ),
)


def _database(name: str, unit: str, text: str) -> Metric:
    return gauge(f"mongodb_dbstats_{name}", unit, text, *NATIVE, DATABASE)


DATABASES: tuple[Metric, ...] = (
    _database("dataSize", BYTES, "Size of the documents, uncompressed."),
    _database("indexSize", BYTES, "Size of the indexes."),
    _database("storageSize", BYTES, "Space that the documents take on disk."),
    _database("objects", "documents", "Documents in the database."),
    _database("fsUsedSize", BYTES, "Used part of the whole filesystem, repeated per database: max, never sum."),
    _database("fsTotalSize", BYTES, "Size of the filesystem, repeated per database: max, never sum."),
    Metric(
        "mongodb_profile_slow_query_count",
        "gauge",
        (*NATIVE, DATABASE),
        "queries",
        "Slow queries of the last 30 s, though typed as a counter; needs the profiler.",
        optional=True,
        exposed="counter",
    ),
    counter(
        "mongodb_top_queries_count",
        "operations",
        "Queries by collection.",
        *(*NATIVE, DATABASE),
        like("collection", r"[\w.$-]+", 60, "trades", "users"),
    ),
    gauge(
        "mongodb_version_info",
        "info",
        "Always 1; the labels tell which MongoDB runs; compatible mode only.",
        like("mongodb", r"[\w.+-]+", 1, "7.0"),
        like("edition", r"\w+", 1, "Community"),
        like("vendor", r"\w+", 1, "MongoDB"),
        optional=True,
    ),
    gauge(
        "collector_scrape_time_ms",
        "ms",
        "How long a collector of the exporter took.",
        like("collector", IDENTIFIERS, 30, "general"),
        like("exporter", IDENTIFIERS, 30, "mongodb"),
    ),
)

JOB = Job(
    name="mongodb",
    service="mongodb",
    kind="exporter",
    host="mongodb-exporter",
    port=9216,
    timeout="10s",
    description="MongoDB: operations, latencies, replication, storage",
    metrics=(*SERVER, *REPLICATION, *DATABASES, START_TIME),
)
