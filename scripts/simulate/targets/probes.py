"""What do the simulated probes of the blackbox exporter say?"""

from panels.contract import JOBS, Probe, blackbox
from scripts.simulate.build import Page, Target
from scripts.simulate.curves import DAY
from scripts.simulate.sources import Combined, Gauge, Source, total

SECONDS = {"rust-core-engine": 0.012, "python-ai-service": 0.021, "nextjs-ui-dashboard": 0.034}
"""How long a health page takes to answer."""
PHASES = {"resolve": 0.08, "connect": 0.06, "tls": 0.0, "processing": 0.8, "transfer": 0.06}
TLS_PHASES = {"resolve": 0.1, "connect": 0.15, "tls": 0.35, "processing": 0.35, "transfer": 0.05}
PUBLIC = {"nextjs-ui-dashboard": "https://bot-core.example.org"}
LIFETIME, RENEWED = 90 * DAY, 60 * DAY
OK = 200.0


def _expiry(time: float) -> float:
    """Return when the certificate expires: it is renewed a month before."""
    return time // RENEWED * RENEWED + LIFETIME


def _address(probe: Probe) -> str:
    """Name what is probed in the stack of the guide."""
    return probe.address.format(target=next(job.address for job in JOBS if job.name == probe.service))


def build(seed: int) -> list[Target]:
    """Make the probes' targets, and that of the exporter itself."""
    targets = [
        _http(Page(seed, "blackbox-http", service=probe.service, instance=_address(probe)), SECONDS[probe.service])
        for probe in blackbox.HTTP.probes
    ]
    (upgrade,) = blackbox.WEBSOCKET.probes
    websocket = Page(seed, "blackbox-websocket", service=upgrade.service, instance=_address(upgrade))
    _outcome(websocket, "probe:websocket", 0.004)
    tls = [
        _http(Page(seed, "blackbox-tls", service=name, instance=url), 0.18, tls=True) for name, url in PUBLIC.items()
    ]
    binance = Page(seed, "binance-api", service="binance-api", instance=blackbox.BINANCE.probes[0].address)
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
