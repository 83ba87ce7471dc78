"""What do the simulated probes of the blackbox exporter say?"""

from scripts.simulate.build import Page, Target
from scripts.simulate.curves import DAY
from scripts.simulate.sources import Combined, Gauge, Source, total

HEALTH = {
    "rust-core-engine": ("http://rust-core-engine:8080/health", 0.012),
    "python-ai-service": ("http://python-ai-service:8000/health", 0.021),
    "nextjs-ui-dashboard": ("http://nextjs-ui-dashboard:3000/api/health", 0.034),
}
PHASES = {"resolve": 0.08, "connect": 0.06, "tls": 0.0, "processing": 0.8, "transfer": 0.06}
TLS_PHASES = {"resolve": 0.1, "connect": 0.15, "tls": 0.35, "processing": 0.35, "transfer": 0.05}
PUBLIC = {"nextjs-ui-dashboard": "https://bot-core.example.org"}
LIFETIME, RENEWED = 90 * DAY, 60 * DAY
OK = 200.0


def _expiry(time: float) -> float:
    """Return when the certificate expires: it is renewed a month before."""
    return time // RENEWED * RENEWED + LIFETIME


def build(seed: int) -> list[Target]:
    """Make the probes' targets, and that of the exporter itself."""
    targets = [
        _http(Page(seed, "blackbox-http", service=name, instance=url), time) for name, (url, time) in HEALTH.items()
    ]
    websocket = Page(seed, "blackbox-websocket", service="rust-core-engine", instance="rust-core-engine:8080")
    _outcome(websocket, "probe:websocket", 0.004)
    tls = [
        _http(Page(seed, "blackbox-tls", service=name, instance=url), 0.18, tls=True) for name, url in PUBLIC.items()
    ]
    binance = Page(seed, "binance-api", service="binance-api", instance="https://api.binance.com/api/v3/ping")
    _outcome(binance, "probe:binance", 0.24)
    binance.law("probe_ssl_earliest_cert_expiry", _expiry)
    exporter = Page(seed, "blackbox-exporter")
    exporter.gauge("blackbox_exporter_config_last_reload_successful", 1)
    exporter.gauge("blackbox_exporter_build_info", 1, {"version": "0.28.0"})
    exporter.start_time()
    return [*targets, websocket.target, *tls, binance.target, exporter.target]


def _outcome(page: Page, effect: str, seconds: float) -> Source:
    up = page.gauge("probe_success", 1, {}, effect)
    page.gauge("probe_duration_seconds", seconds, swing=1.5, low=seconds / 4)
    return up


def _http(page: Page, seconds: float, *, tls: bool = False) -> Target:
    effect = f"probe:{page.target.service}"
    up = page.gauge("probe_success", 1, {}, effect)
    curve = page.curve("people", effect)
    shares = TLS_PHASES if tls else PHASES
    phases = {name: Gauge(seconds * share, curve, 0.8) for name, share in shares.items()}
    for name, source in phases.items():
        page.add("probe_http_duration_seconds", source, {"phase": name})
    page.add("probe_duration_seconds", total(*phases.values()))
    page.add("probe_dns_lookup_time_seconds", phases["resolve"])
    page.add("probe_http_status_code", Combined(lambda success: OK * success, (up,)))
    page.gauge("probe_http_ssl", float(tls))
    page.gauge("probe_http_version", 1.1)
    if tls:
        page.law("probe_ssl_earliest_cert_expiry", _expiry)
    return page.target
