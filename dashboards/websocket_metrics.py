"""Do real-time clients stay connected and receive data in time, and do we receive data from Binance?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from panels.factories import heatmap, logs, piechart, stat, state_timeline, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.queries import exchange, websocket
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, INSTANCE, SERVICE, chosen
from panels.style.words import CONNECTED, UP_DOWN
from panels.thresholds import exchange as binance
from panels.thresholds import websocket as limits
from panels.thresholds.model import UP

UID = "websocket-metrics"
STREAM = chosen(ENVIRONMENT, "stream")


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "WebSocket Metrics",
        row("Now",
            [stat("Active connections", websocket.open_connections(SERVICE), unit="none", spark=True,
                  thresholds=limits.CONNECTIONS, runbook="WEBSOCKET", description="Clients that are connected now."),
             stat("Messages per second", websocket.message_rate(SERVICE), unit="cps", spark=True, runbook="WEBSOCKET",
                  description="Sent and received. Far fewer for as many clients is bad: see Market messages."),
             stat("p95 message latency", websocket.worst_p95(SERVICE), unit="s", spark=True, runbook="WEBSOCKET",
                  thresholds=limits.LATENCY, description="From the event to the socket, of the slowest service.")],
            [stat("Error rate", websocket.worst_error_ratio(SERVICE), unit="percentunit", spark=True,
                  thresholds=limits.ERROR_RATIO, runbook="WEBSOCKET", description="Errors per message, both ways."),
             stat("Endpoint reachable", websocket.reachable(ENVIRONMENT), unit="none", thresholds=UP, words=UP_DOWN,
                  fill=True, description="Whether a real HTTP upgrade from outside succeeds.", runbook="WEBSOCKET"),
             stat("Binance streams connected", exchange.streams_connected(STREAM), unit="percentunit",
                  thresholds=binance.STREAMS, runbook="MARKET_DATA_STALE",
                  description="Share of upstream streams that are up.")]),
        row("Connections",
            [timeseries("Active connections", websocket.connections_by_instance(INSTANCE), unit="none",
                        thresholds=limits.CONNECTIONS, runbook="WEBSOCKET",
                        description="Clients of each instance; the lines are for all of them together."),
             timeseries("Opened and closed", *websocket.churn(INSTANCE), unit="cps", runbook="WEBSOCKET",
                        description="Churn; closed is below the axis. Much of both is a reconnect loop."),
             timeseries("Disconnect reasons", websocket.disconnects_per_minute(INSTANCE), unit="opm", bars=True,
                        stacked=True, no_value="nobody left", runbook="WEBSOCKET",
                        description="Why clients disconnect. Bad: anything but normal and client_close.")],
            [piechart("Disconnect reasons, range", websocket.disconnect_reasons(INSTANCE), unit="short",
                      no_value="nobody left", description="Share in the range. Bad: anything but normal and "
                      "client_close.", runbook="WEBSOCKET"),
             heatmap("Connection duration", websocket.duration_distribution(INSTANCE), unit="s", log=True,
                     description="Observed at disconnect; many short ones mean a reconnect loop.",
                     runbook="WEBSOCKET"),
             stat("Median connection duration", websocket.median_duration(INSTANCE), unit="dtdurations",
                  thresholds=limits.CONNECTION_DURATION, no_value="nobody left", runbook="WEBSOCKET",
                  description="Of the connections that ended in the last hour.")]),
        row("Messages",
            [timeseries("Sent and received", *websocket.messages(SERVICE), unit="cps", runbook="WEBSOCKET",
                        description="Message rate; received is below the axis. Bad: a fall while clients stay."),
             timeseries("Sent by type", websocket.sent_by_type(INSTANCE), unit="cps", stacked=True,
                        description="Ticker, order, portfolio, signal. A type that stops is bad: see its producer.")],
            [timeseries("Message latency", *websocket.latency(SERVICE), unit="s", thresholds=limits.LATENCY_LINE,
                        description="From event to socket write; the line is for the p95.", runbook="WEBSOCKET"),
             heatmap("Latency distribution", websocket.latency_distribution(INSTANCE), unit="s", runbook="WEBSOCKET",
                     description="All messages. A second band is bad: some clients or types are slower.")],
            [timeseries("Error rate", websocket.error_ratio(SERVICE), unit="percentunit", soft_max=limits.ERROR_SCALE,
                        thresholds=limits.ERROR_RATIO_LINE, runbook="WEBSOCKET",
                        description="Errors per message, both ways."),
             timeseries("Errors by type", websocket.errors_per_minute(INSTANCE), unit="opm", bars=True,
                        stacked=True, no_value="no errors", runbook="WEBSOCKET",
                        description="Protocol, send, authentication, serialisation. A type that stays is bad."),
             timeseries("Bytes", *websocket.traffic(INSTANCE), unit="Bps",
                        description="Bandwidth; received is below the axis. Bad: it grows faster than the messages.")]),
        row("Back-pressure",
            [timeseries("Send queue", websocket.send_queue(INSTANCE), unit="none", runbook="WEBSOCKET",
                        description="Longest queue of a client. Bad: it grows and does not empty."),
             timeseries("Dropped messages", websocket.dropped(INSTANCE), unit="cps", thresholds=limits.DROPPED,
                        no_value="none dropped", description="Lost to slow consumers.", runbook="WEBSOCKET")]),
        row("Upstream: Binance",
            [state_timeline("Stream state", exchange.streams(STREAM), unit="none", thresholds=UP, words=CONNECTED,
                            description="Connection to each stream.", runbook="MARKET_DATA_STALE"),
             timeseries("Reconnects", exchange.reconnects(STREAM), unit="none", bars=True, stacked=True,
                        no_value="none",
                        description="Binance closes each connection every 24 h; more than that is trouble.",
                        runbook="MARKET_DATA_STALE")],
            [timeseries("Market messages", exchange.market_messages(STREAM), unit="cps", runbook="MARKET_DATA_STALE",
                        description="A flat zero with a connected stream is a silent failure."),
             timeseries("Browser reconnects", websocket.browser_reconnects_per_minute(ENVIRONMENT), unit="opm",
                        bars=True, no_value="none", runbook="WEBSOCKET",
                        description="The same problem as users feel it. Bad: many at once.")]),
        row("Logs",
            [logs("WebSocket warnings and errors", lines.websocket_problems(SERVICE), runbook="WEBSOCKET",
                  description="What the server says. One that repeats is bad.")]),
        uid=UID,
        area="websocket",
        question=__doc__,
        time="now-1h",
        refresh="15s",
        choices=[
            variables.environment(),
            variables.service(websocket.connections(ENVIRONMENT)),
            variables.instance(),
            variables.query("stream", exchange.connected(ENVIRONMENT)),
        ],
    )
