"""What does `dash smoke` ask, whom, and what does it say?"""

from collections.abc import Iterable, Iterator, Sequence

import click

from scripts import output, settings, sources
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError
from scripts.smoke import allowed, render
from scripts.smoke.asking import Backend, Direct, Result
from scripts.smoke.run import Report
from scripts.smoke.run import smoke as run


def smoke(uids: Sequence[str], prometheus: str, loki: str, env: str, form: str, *, every: bool) -> int:
    """Ask everything, print the report and return the exit code.

    Args:
        uids: dashboards; none means all.
        prometheus: a base URL, or nothing.
        loki: a base URL, or nothing; alone, only what panels ask about logs is asked.
        env: an environment of dash.toml instead of the two.
        form: how to print it.
        every: print what is good too.

    Raises:
        ConfigurationError: neither a server nor an environment was named, or both.
        DashError: the server does not answer.
    """
    if bool(prometheus or loki) == bool(env):
        hint = "--prometheus URL, --loki URL or both, or --env NAME to ask through Grafana"
        raise ConfigurationError("name a server to ask, directly or through Grafana", hint)
    configured = settings.load()
    specs = [source.spec for source in sources.load(configured, uids)]
    backend, known = _backend(configured, prometheus, loki, env), allowed.read(configured.root)
    report = run(specs, backend, known, _bar, logs_only=bool(loki) and not prometheus)
    for line in _lines(report, form, every=every):
        click.echo(line)
    return EXIT_FINDINGS if report.findings() else EXIT_OK


def _backend(configured: settings.Settings, prometheus: str, loki: str, env: str) -> Backend:
    if not env:
        return Direct(prometheus, loki)
    from scripts.smoke.through_grafana import ThroughGrafana

    return ThroughGrafana.of(configured.environment(env))


def _bar(results: Iterable[Result], length: int) -> Iterator[Result]:
    return output.progress(results, "asking", length)


def _lines(report: Report, form: str, *, every: bool) -> Iterator[str]:
    match form:
        case "json":
            yield render.as_json(report)
        case "markdown":
            yield from render.as_markdown(report)
        case "github":
            yield from render.as_github(report)
        case _:
            yield from render.as_text(report, every=every)
