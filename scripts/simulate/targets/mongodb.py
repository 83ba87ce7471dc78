"""What does the simulated MongoDB say through Percona's exporter?"""

from functools import partial

from scripts.simulate.build import Page, Target
from scripts.simulate.curves import DAY
from scripts.simulate.sources import Combined, Count, Gauge, Law, Source, Started
from scripts.simulate.targets.common import GB

NATIVE = {"rs_nm": "rs0", "cl_id": "6740a1b2c3d4e5f607182930", "cl_role": "", "rs_state": "1"}
PRIMARY, SECONDARY = "mongodb:27017", "mongodb-secondary:27017"
MOST_CONNECTIONS = 1000.0
OPERATIONS = {"insert": 1.8, "query": 26.0, "update": 1.0, "delete": 0.2, "getmore": 2.2, "command": 19.0}
LATENCIES = {"reads": (26.0, 2600.0), "writes": (3.0, 4100.0), "commands": (19.0, 420.0), "transactions": (0.0, 0.0)}
"""Operations a second, and microseconds each."""
DOCUMENTS = {"returned": 210.0, "inserted": 1.8, "updated": 1.0, "deleted": 0.2}
CACHE = 2 * GB
DISK = 400 * GB
TICKETS = 128.0


def build(seed: int) -> list[Target]:
    """Make MongoDB's target."""
    page = Page(seed, "mongodb")
    page.gauge("mongodb_up", 1, {"cluster_role": "mongod"}, "mongodb_up")
    _server(page)
    _storage(page)
    _replication(page)
    _databases(page)
    page.start_time()
    return [page.target]


def _left(used: float) -> float:
    return MOST_CONNECTIONS - used


def _server(page: Page) -> None:
    grows = partial(_grows, page)
    connections = partial(page.add, "mongodb_ss_connections")
    current = Gauge(150.0, page.curve("people", "connections"), 0.5, whole=True)
    connections(current, NATIVE | {"conn_type": "current"})
    connections(Combined(_left, (current,)), NATIVE | {"conn_type": "available"})
    connections(Combined(lambda used: used // 4, (current,)), NATIVE | {"conn_type": "active"})
    grows("connections", 0.05, conn_type="totalCreated")
    for operation, rate in OPERATIONS.items():
        grows("opcounters", rate, legacy_op_type=operation)
    for operation, (rate, micros) in LATENCIES.items():
        grows("opLatencies_ops", rate, op_type=operation)
        grows("opLatencies_latency", rate * micros, "mongodb_latency", op_type=operation)
    for count, base in (("total", 0.4), ("readers", 0.3), ("writers", 0.1)):
        labels = NATIVE | {"count_type": count}
        plus = "" if count == "writers" else "mongodb_queue+"
        page.gauge("mongodb_ss_globalLock_currentQueue", base, labels, swing=1.0, plus=plus, low=0, whole=True)
    for kind, clients in (("readers", 2.0), ("writers", 0.7)):
        page.gauge(f"mongodb_ss_globalLock_activeClients_{kind}", clients, NATIVE, swing=1.0, low=0, whole=True)
    for kind, rate in DOCUMENTS.items():
        grows("metrics_document", rate, doc_op_type=kind)
    grows("metrics_queryExecutor_scanned", 900.0)
    grows("metrics_queryExecutor_scannedObjects", 1500.0)
    grows("metrics_operation_scanAndOrder", 0.15)
    grows("metrics_operation_writeConflicts", 0.01)
    for kind, cursors in (("total", 6.0), ("noTimeout", 0.0), ("pinned", 1.0)):
        page.gauge("mongodb_ss_metrics_cursor_open", cursors, NATIVE | {"csr_type": kind}, swing=0.8, low=0, whole=True)
    grows("metrics_cursor_timedOut", 0.0008)
    for kind, rate in (("regular", 0.0), ("warning", 0.0), ("msg", 0.0), ("user", 0.02), ("rollovers", 0.0)):
        grows("asserts", rate, assert_type=kind)
    grows("network_bytesIn", 41e3)
    grows("network_bytesOut", 230e3)
    grows("network_numRequests", 52.0)
    page.gauge("mongodb_ss_mem_resident", 1600, NATIVE, swing=0.05, whole=True)
    page.add("mongodb_ss_uptime", Started("mongodb", age=True), NATIVE)


def _grows(page: Page, name: str, rate: float, *effects: str, **labels: str) -> Count:
    return page.count(f"mongodb_ss_{name}", rate, NATIVE | labels, *effects, shape="people", key=f"mongodb-{name}")


def _storage(page: Page) -> None:
    cache = partial(page.gauge, labels=NATIVE, whole=True)
    cache("mongodb_ss_wt_cache_bytes_currently_in_the_cache", CACHE * 0.74, swing=0.05)
    cache("mongodb_ss_wt_cache_tracked_dirty_bytes_in_the_cache", CACHE * 0.025, swing=1.0)
    cache("mongodb_ss_wt_cache_maximum_bytes_configured", CACHE)
    for kind, taken in (("read", 2.0), ("write", 1.0)):
        labels = NATIVE | {"txn_rw": kind}
        out = page.gauge("mongodb_ss_wt_concurrentTransactions_out", taken, labels, swing=1.0, low=0, whole=True)
        page.add(
            "mongodb_ss_wt_concurrentTransactions_available", Combined(lambda used: TICKETS - used, (out,)), labels
        )


def _applied(time: float, behind: float) -> float:
    """Return the time of the last operation that a member has, in milliseconds."""
    return round((time - behind) * 1000)


def _replication(page: Page) -> None:
    lag = Gauge(0.8, page.curve("market", "lag"), 1.2, ("replication_lag",), low=0.05)
    now = page.curve("flat", "now")
    behind: dict[str, Source] = {PRIMARY: Gauge(0.0, now), SECONDARY: lag}
    for member, name, state in ((PRIMARY, "PRIMARY", 1), (SECONDARY, "SECONDARY", 2)):
        labels = NATIVE | {"member_idx": member, "member_state": name}
        page.add("mongodb_rs_members_optimeDate", Combined(_applied, (Law(float), behind[member])), labels)
        page.gauge("mongodb_rs_members_health", 1, labels)
        page.gauge("mongodb_rs_members_state", state, labels)
    page.gauge("mongodb_rs_myState", 1, NATIVE)
    labels = {"name": SECONDARY, "state": "SECONDARY", "set": "rs0", "self": "0"}
    page.add("mongodb_mongod_replset_member_replication_lag", Combined(round, (lag,)), labels)
    page.law("mongodb_mongod_replset_oplog_head_timestamp", float)
    page.law("mongodb_mongod_replset_oplog_tail_timestamp", lambda time: time - 3.2 * DAY)


def _databases(page: Page) -> None:
    labels = NATIVE | {"database": "bot_core"}
    for name, size in (("dataSize", 11 * GB), ("indexSize", 1.4 * GB), ("storageSize", 5.2 * GB), ("objects", 21e6)):
        page.gauge(f"mongodb_dbstats_{name}", size, labels, swing=0.001, shape="flat", whole=True)
    free = Gauge(DISK * 0.47, page.curve("flat", "disk"), 0.0, ("disk_free",))
    page.add("mongodb_dbstats_fsUsedSize", Combined(lambda left: DISK - left, (free,)), labels)
    page.gauge("mongodb_dbstats_fsTotalSize", DISK, labels)
    page.gauge("mongodb_profile_slow_query_count", 0, labels, "slow_queries")
    for collection, rate in (("trades", 16.0), ("users", 7.0), ("candles", 5.0)):
        page.count(
            "mongodb_top_queries_count", rate, labels | {"collection": collection}, shape="people", key="mongodb"
        )
    page.gauge("mongodb_version_info", 1, {"mongodb": "7.0", "edition": "Community", "vendor": "MongoDB"})
    page.gauge("collector_scrape_time_ms", 12, {"collector": "general", "exporter": "mongodb"}, swing=0.6)
