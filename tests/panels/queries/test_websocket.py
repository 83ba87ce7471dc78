"""What exactly is asked about WebSocket connections?"""

from panels.queries import websocket
from panels.queries.scope import EVERYWHERE


def test_messages_are_counted_though_one_direction_is_silent() -> None:
    """A plus with a side that is missing has no result; so each side is filled with zeros of the other."""
    sent, received = "service:websocket_messages_sent:rate5m", "service:websocket_messages_received:rate5m"

    assert websocket.MESSAGES.rule.text == f"({sent} or 0 * {received}) + ({received} or 0 * {sent})"


def test_errors_are_a_share_of_the_messages_of_both_directions() -> None:
    """There is no metric of all messages; and no error is 0, not missing."""
    whole = "service:websocket_messages:rate5m"
    errors = "sum by (environment, service) (rate(websocket_errors_total[5m]))"

    assert websocket.ERROR_RATIO.rule.text == f"({errors} or 0 * {whole}) / ({whole} > 0)"


def test_what_is_closed_and_received_is_drawn_below_the_axis() -> None:
    """Both directions of a pair share a graph."""
    for opened, closed in (
        websocket.churn(EVERYWHERE),
        websocket.messages(EVERYWHERE),
        websocket.traffic(EVERYWHERE),
    ):
        assert not opened.text.startswith("-")
        assert closed.text.startswith("-")


def test_reachability_is_a_real_upgrade_from_outside() -> None:
    """The engine's own metrics say nothing about the way to it."""
    assert websocket.reachable(EVERYWHERE).text == 'min(probe_success{job="blackbox-websocket"})'
