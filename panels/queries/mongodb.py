"""MongoDB: does the server answer in time, what does it wait for, and does its replica set keep up?"""

from panels.queries.expr import Expr, Series, Where, metric, no, ratio, re, record
from panels.queries.windows import RECORDED

INSTANCE = ("environment", "service", "instance")
REPLICA_SET = ("environment", "service", "rs_nm")
MICROSECONDS = 1e6
MILLISECONDS = 1000

APPLICATIONS = re("reads|writes")
"""What applications ask; commands are mostly the replica set's own."""

connections = metric("mongodb_ss_connections")
current, available = connections(conn_type="current"), connections(conn_type="available")
operations = metric("mongodb_ss_opLatencies_ops")
microseconds = metric("mongodb_ss_opLatencies_latency")
written_at = metric("mongodb_rs_members_optimeDate")
cache_size = metric("mongodb_ss_wt_cache_maximum_bytes_configured")
disk_used = metric("mongodb_dbstats_fsUsedSize")
disk_size = metric("mongodb_dbstats_fsTotalSize")
dirty = metric("mongodb_ss_wt_cache_tracked_dirty_bytes_in_the_cache")
locked_out = metric("mongodb_ss_globalLock_currentQueue")


def _mean_latency(taken: Series, done: Series, *by: str) -> Expr:
    """Seconds of an operation; the exporter reports microseconds."""
    return ratio(taken.rate(RECORDED).sum(*by) / MICROSECONDS, done.rate(RECORDED).sum(*by))


CONNECTIONS = record(
    "instance:mongodb_connections:ratio",
    ratio(current.max(*INSTANCE), current.max(*INSTANCE) + available.max(*INSTANCE)),
)
OPERATIONS = record("instance_type:mongodb_operations:rate5m", operations.rate(RECORDED).sum(*INSTANCE, "op_type"))
LATENCY_BY_TYPE = record(
    "instance_type:mongodb_op_latency_seconds:avg5m", _mean_latency(microseconds, operations, *INSTANCE, "op_type")
)
LATENCY = record(
    "instance:mongodb_op_latency_seconds:avg5m",
    _mean_latency(microseconds(op_type=APPLICATIONS), operations(op_type=APPLICATIONS), *INSTANCE),
)
PRIMARY = written_at(member_state="PRIMARY").max(*REPLICA_SET)
SECONDARIES = written_at(member_state="SECONDARY").min(*REPLICA_SET, "member_idx")
REPLICATION_LAG = record(
    "member:mongodb_replication_lag:seconds",
    ((PRIMARY - SECONDARIES.on(*REPLICA_SET, right=())) / MILLISECONDS).at_least(0),
)
DISK = record("instance:mongodb_disk:ratio", ratio(disk_used.max(*INSTANCE), disk_size.max(*INSTANCE)))
RECORDED_SERIES = (CONNECTIONS, OPERATIONS, LATENCY_BY_TYPE, LATENCY, REPLICATION_LAG, DISK)
"""The part of the group `database` that is MongoDB's."""

# --- for alerts -------------------------------------------------------------------------------------------------------

MEMBERS_HEALTHY = metric("mongodb_rs_members_health").min(*REPLICA_SET, "member_idx")
"""0 for a member that another one cannot reach; its `member_state` changes when that happens."""

QUEUED = locked_out(count_type="total").mean(RECORDED).max(*INSTANCE)
"""Operations that wait for a lock, on average."""

DIRTY = ratio(dirty.max(*INSTANCE), cache_size.max(*INSTANCE))
"""Share of WiredTiger's cache that waits to be written."""

TARGET = ("environment", "service", "job", "instance")


def down() -> Expr:
    """Targets whose database cannot be reached, also where the exporter answers without saying so; for the alert."""
    reached = metric("mongodb_up")
    silent = metric("up", job="mongodb").max(*TARGET).equals(1).unless(reached.on(*TARGET))
    return reached.max(*TARGET).equals(0) | silent


# --- now --------------------------------------------------------------------------------------------------------------


def reachable(where: Where) -> Expr:
    """Whether the exporter reaches MongoDB."""
    return metric("mongodb_up", where).max().named("mongodb")


def worst_latency(where: Where) -> Expr:
    """Mean seconds of a read or write, of the slowest server."""
    return LATENCY(where).max().named("reads+writes")


def connections_used(where: Where) -> Expr:
    """Share of the connections that the fullest server can accept."""
    return CONNECTIONS(where).max().named("mongodb")


def worst_replication_lag(where: Where) -> Expr:
    """Seconds that the slowest secondary is behind; nothing on a standalone server."""
    return REPLICATION_LAG(where).max().named("lag")


# --- load and latency -------------------------------------------------------------------------------------------------


def operations_by_type(where: Where) -> tuple[Expr, Expr]:
    """Operations per second: reads, writes and commands, and the same by the older names."""
    by_name = metric("mongodb_ss_opcounters", where, legacy_op_type=no("command"))
    return OPERATIONS(where).sum("op_type"), by_name.rate().sum("legacy_op_type")


def latency_by_type(where: Where) -> Expr:
    """Mean seconds of an operation."""
    return LATENCY_BY_TYPE(where).named("{{op_type}} {{instance}}")


def connection_count(where: Where) -> tuple[Expr, Expr]:
    """Connections that are open and busy, and how many there can be."""
    limit = current(where).sum() + available(where).sum()
    return connections(where, conn_type=re("current|active")).sum("conn_type"), limit.named("limit")


def queued(where: Where) -> Expr:
    """Readers and writers that wait for a lock."""
    return locked_out(where).max("count_type")


def scanned_per_returned(where: Where) -> Expr:
    """Documents read for each one returned; 1 is ideal."""
    scanned = metric("mongodb_ss_metrics_queryExecutor_scannedObjects", where).rate().sum()
    returned = metric("mongodb_ss_metrics_document", where, doc_op_type="returned").rate().sum()
    return ratio(scanned, returned).named("scanned per returned")


def extra_work(where: Where) -> tuple[Expr, Expr]:
    """Sorts in memory, and writes that had to be tried again, per second."""
    sorts = metric("mongodb_ss_metrics_operation_scanAndOrder", where).rate().sum()
    conflicts = metric("mongodb_ss_metrics_operation_writeConflicts", where).rate().sum()
    return sorts.named("sorts without index"), conflicts.named("write conflicts")


# --- storage engine ---------------------------------------------------------------------------------------------------


def cache(where: Where) -> tuple[Expr, Expr]:
    """Share of WiredTiger's cache that is used, and that waits to be written."""
    used = metric("mongodb_ss_wt_cache_bytes_currently_in_the_cache", where).max("instance")
    size = cache_size(where).max("instance")
    return ratio(used, size).named("used"), ratio(dirty(where).max("instance"), size).named("dirty")


def tickets(where: Where) -> Expr:
    """Transactions that may still begin at once."""
    return metric("mongodb_ss_wt_concurrentTransactions_available", where).min("txn_rw")


def sizes(where: Where) -> tuple[Expr, ...]:
    """Bytes of data and indexes, and of the filesystem that holds them."""
    data = metric("mongodb_dbstats_dataSize", where).sum("database")
    indexes = metric("mongodb_dbstats_indexSize", where).sum("database")
    return (
        data.named("data {{database}}"),
        indexes.named("index {{database}}"),
        disk_used(where).max().named("filesystem used"),
        disk_size(where).max().named("filesystem size"),
    )


# --- replica set ------------------------------------------------------------------------------------------------------


def replication_lag(where: Where) -> Expr:
    """Seconds that each secondary is behind."""
    return REPLICATION_LAG(where).named("{{member_idx}}")


def oplog_window(where: Where) -> Expr:
    """Seconds that a secondary may be away and still catch up."""
    newest = metric("mongodb_mongod_replset_oplog_head_timestamp", where).max()
    return (newest - metric("mongodb_mongod_replset_oplog_tail_timestamp", where).max()).named("window")


def member_states(where: Where) -> Expr:
    """State of each member: 1 primary, 2 secondary."""
    return metric("mongodb_rs_members_state", where).max("member_idx")
