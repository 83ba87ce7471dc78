"""When does a network carry too much or break packets, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, Values, climbing, ending, flat

from dashboards.rules.alerts import host as alerts
from panels.thresholds import host as limits

HAIR = 0.001
"""Far more than rounding, far less than anybody would call a change of a limit."""
FLOOD = limits.NETWORK.limit("red")
PACKETS = 1000.0


def received(per_second: float, device: str = "eth0") -> Made:
    """Bytes that come in."""
    return real("node_network_receive_bytes_total", climbing(per_second), device=device)


def network(received_packets: Values, sent: Values, received_errors: Values, sent_errors: Values) -> tuple[Made, ...]:
    """Packets and broken packets of an interface."""
    return (
        real("node_network_receive_packets_total", received_packets),
        real("node_network_transmit_packets_total", sent),
        real("node_network_receive_errs_total", received_errors),
        real("node_network_transmit_errs_total", sent_errors),
    )


def packets(errors: float) -> tuple[Made, ...]:
    """As many packets in each direction; a share of all is broken, all of them while they are received."""
    return (
        real("node_network_receive_packets_total", climbing(PACKETS)),
        real("node_network_transmit_packets_total", climbing(PACKETS)),
        real("node_network_receive_errs_total", climbing(2 * PACKETS * errors)),
        real("node_network_transmit_errs_total", NOTHING),
    )


CASES = (
    fires(
        alerts.HIGH_NETWORK_TRAFFIC,
        "two interfaces together",
        received(FLOOD * 0.6),
        received(FLOOD * 0.401, "eth1"),
        since="5m",
    ),
    quiet(alerts.HIGH_NETWORK_TRAFFIC, "exactly the limit", received(FLOOD)),
    quiet(alerts.HIGH_NETWORK_TRAFFIC, "a hair below the limit", received(FLOOD * (1 - HAIR))),
    quiet(alerts.HIGH_NETWORK_TRAFFIC, "talking to itself", received(2 * FLOOD, "lo"), received(2 * FLOOD, "docker0")),
    fires(alerts.NETWORK_ERRORS, "a hair above the limit", *packets(limits.PACKET_ERRORS * (1 + HAIR)), since="30s"),
    quiet(alerts.NETWORK_ERRORS, "a hair below the limit", *packets(limits.PACKET_ERRORS * (1 - HAIR))),
    quiet(
        alerts.NETWORK_ERRORS,
        "a hair below, while they are sent",
        *network(climbing(10, start=LIVED), climbing(10, start=LIVED), flat(LIVED), climbing(0.19, start=LIVED)),
    ),
    quiet(
        alerts.NETWORK_ERRORS,
        "exactly the limit",
        *network(climbing(100, start=LIVED), climbing(100, start=LIVED), climbing(2, start=LIVED), flat(LIVED)),
    ),
    fires(
        alerts.NETWORK_ERRORS,
        "few packets, broken while they are sent, for an hour",
        *network(climbing(0.1, start=LIVED), climbing(0.3, start=LIVED), flat(LIVED), ending(0.3, "1h")),
        since="30s",
        still="64m30s",
        over="65m",
    ),
    fires(
        alerts.NETWORK_ERRORS,
        "hardly any packet is received, and none broken while sent",
        *network(climbing(0.1, start=LIVED), climbing(10, start=LIVED), ending(0.2, "1h"), flat(LIVED)),
        since="30s",
        still="61m30s",
        over="65m",
    ),
    fires(
        alerts.NETWORK_ERRORS,
        "there were far more packets before, and none was broken",
        *network(
            climbing(100, "10m", start=LIVED) + climbing(1),
            climbing(100, "10m", start=LIVED) + climbing(1),
            flat(LIVED, "10m") + climbing(0.2),
            flat(LIVED),
        ),
        since="15m",
    ),
    quiet(
        alerts.NETWORK_ERRORS,
        "broken packets without packets",
        *network(flat(LIVED), flat(LIVED), climbing(1), climbing(1)),
    ),
    quiet(alerts.NETWORK_ERRORS, "no packet at all", *(real(one.name, NOTHING) for one in packets(0))),
)
