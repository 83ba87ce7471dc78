"""What exactly is asked about machines and containers?"""

from panels.queries import container, host
from panels.queries.scope import ENVIRONMENT

CHOSEN = 'environment=~"$environment"'


def test_writes_and_sends_are_below_the_axis() -> None:
    """Both directions share a graph without crossing."""
    read, written = host.disk_throughput(ENVIRONMENT)
    received, sent = host.network(ENVIRONMENT)

    assert written.text.startswith("-sum by (instance, device) (rate(node_disk_written_bytes_total{")
    assert sent.text == f"-instance:node_network_transmit_bytes:rate5m{{{CHOSEN}}}"
    assert [query.legend for query in (read, written, received, sent)] == [
        "read {{device}}",
        "write {{device}}",
        "RX {{instance}}",
        "TX {{instance}}",
    ]


def test_the_trend_of_free_space_never_goes_below_zero() -> None:
    """A disk cannot be fuller than full, and memory file systems do not count."""
    asked = host.disk_free_tomorrow(ENVIRONMENT).text

    assert asked.startswith("clamp_min(min by (instance, mountpoint) (predict_linear(node_filesystem_avail_bytes{")
    assert 'fstype!~"tmpfs|' in asked
    assert asked.endswith("[6h], 86400)), 0)")


def test_modes_are_shares_of_all_cpus() -> None:
    """Stacked, they reach the share of the CPU time that is used."""
    assert host.cpu_by_mode(ENVIRONMENT).text == (
        f"sum by (mode) (instance_mode:node_cpu:rate5m{{{CHOSEN}}})"
        f" / scalar(count(instance:node_cpus:count{{{CHOSEN}}}))"
    )


def test_pressure_has_a_line_for_each_resource() -> None:
    """Whatever waits most is what the host lacks."""
    assert [query.legend for query in host.pressure(ENVIRONMENT)] == [
        "cpu {{instance}}",
        "memory {{instance}}",
        "io {{instance}}",
    ]


def test_only_the_largest_containers_are_drawn() -> None:
    """A graph of a hundred lines says nothing."""
    assert container.cpu(ENVIRONMENT).text.startswith("topk(15, sum by (name) (container:")
    assert container.memory(ENVIRONMENT).legend == "{{name}}"


def test_totals_of_the_machine_are_no_containers() -> None:
    """The exporter reports the whole machine as a container without a name."""
    assert 'name!=""' in container.oom_kills(ENVIRONMENT).text
