"""The applications' processes: do they run out of CPU, memory, files or patience?"""

from panels.queries.expr import Expr, Where, metric, ratio

TARGET = ("environment", "service", "job", "instance")

open_files = metric("process_open_fds")
openable_files = metric("process_max_fds")
loop_lag = metric("nodejs_eventloop_lag_p99_seconds")

# --- for alerts: of each process --------------------------------------------------------------------------------------

FILE_DESCRIPTORS = ratio(open_files.max(*TARGET), openable_files.max(*TARGET))
EVENT_LOOP_LAG = loop_lag.max(*TARGET)

# --- panels -----------------------------------------------------------------------------------------------------------


def cpu(where: Where) -> Expr:
    """Cores that each service uses."""
    return metric("process_cpu_seconds_total", where).rate().sum("service")


def memory(where: Where) -> Expr:
    """Bytes of memory that each service holds."""
    return metric("process_resident_memory_bytes", where).sum("service")


def file_descriptors(where: Where) -> Expr:
    """Share of the files that a process may open."""
    return ratio(open_files(where).max("service"), openable_files(where).max("service"))


def event_loop_lag(where: Where) -> Expr:
    """Seconds by which the user interface's server is late."""
    return loop_lag(where).max("instance").named("p99 {{instance}}")


def garbage_collection(where: Where) -> tuple[Expr, Expr]:
    """Share of the time in Node's collector, and how often Python's runs per second."""
    node = metric("nodejs_gc_duration_seconds_sum", where).rate().sum("kind")
    python = metric("python_gc_collections_total", where).rate().sum("generation")
    return node.named("node {{kind}}"), python.named("python gen {{generation}} (collections/s)")
