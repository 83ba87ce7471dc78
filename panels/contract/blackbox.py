"""What do the blackbox exporter's probes say about services as seen from outside, and the exporter about itself?

The target label `service` is the probed service, `instance` the probed address.
"""

from collections.abc import Mapping

from panels.contract.model import Job, Metric, Probe, gauge, like, one_of
from panels.contract.shared import SECONDS, START_TIME

SUCCESS = gauge("probe_success", "0/1", "1 when the probe succeeded.")
DURATION = gauge("probe_duration_seconds", SECONDS, "Time of the whole probe.")


def _expiry(*, optional: bool = False) -> Metric:
    return gauge(
        "probe_ssl_earliest_cert_expiry",
        SECONDS,
        "When the first certificate of the chain expires, in Unix time; only over TLS.",
        optional=optional,
    )


def _http(*, tls: bool) -> tuple[Metric, ...]:
    return (
        SUCCESS,
        DURATION,
        gauge(
            "probe_http_duration_seconds",
            SECONDS,
            "Time of each phase of the request: five series a target, sum them.",
            one_of("phase", "resolve", "connect", "tls", "processing", "transfer"),
        ),
        gauge("probe_http_status_code", "code", "HTTP status of the answer, 0 without one."),
        gauge("probe_dns_lookup_time_seconds", SECONDS, "Time to look the name up."),
        _expiry(optional=not tls),
        gauge("probe_http_ssl", "0/1", "1 when the answer came over TLS."),
        gauge("probe_http_version", "version", "HTTP version of the answer."),
    )


def _probe(
    name: str,
    service: str,
    description: str,
    metrics: tuple[Metric, ...],
    params: Mapping[str, tuple[str, ...]],
    interval: str = "15s",
    *,
    probes: tuple[Probe, ...] = (),
) -> Job:
    return Job(
        name=name,
        service=service,
        kind="probe",
        host="blackbox-exporter",
        port=9115,
        path="/probe",
        params=params,
        interval=interval,
        per_target=True,
        description=description,
        metrics=metrics,
        probes=probes,
    )


HTTP = _probe(
    "blackbox-http",
    "rust-core-engine",
    "Health pages of the applications over HTTP",
    _http(tls=False),
    {"module": ("http_2xx",)},
    probes=(
        Probe("rust-core-engine", "http://{target}/health"),
        Probe("python-ai-service", "http://{target}/health"),
        Probe("nextjs-ui-dashboard", "http://{target}/api/health"),
    ),
)
WEBSOCKET = _probe(
    "blackbox-websocket",
    "rust-core-engine",
    "Upgrade to WebSocket, by the TCP prober",
    (SUCCESS, DURATION),
    {"module": ("websocket_upgrade",)},
    probes=(Probe("rust-core-engine", "{target}"),),
)
TLS = _probe(
    "blackbox-tls",
    "nextjs-ui-dashboard",
    "Public names over TLS, each installation's own: how long their certificates last",
    _http(tls=True),
    {"module": ("tls",)},
    "60s",
)
BINANCE = _probe(
    "binance-api",
    "binance-api",
    "Ping and time of Binance's production API, not the testnet",
    (SUCCESS, DURATION, _expiry()),
    {"module": ("binance",)},
    "60s",
    probes=(
        Probe("binance-api", "https://api.binance.com/api/v3/ping"),
        Probe("binance-api", "https://api.binance.com/api/v3/time"),
    ),
)
EXPORTER = Job(
    name="blackbox-exporter",
    service="blackbox-exporter",
    kind="monitoring",
    host="blackbox-exporter",
    port=9115,
    description="The blackbox exporter itself",
    metrics=(
        gauge("blackbox_exporter_config_last_reload_successful", "0/1", "1 when its configuration was read last time."),
        gauge(
            "blackbox_exporter_build_info",
            "info",
            "Always 1; the label tells which version runs.",
            like("version", r"[\w.+-]+", 1, "0.28.0"),
        ),
        START_TIME,
    ),
)
