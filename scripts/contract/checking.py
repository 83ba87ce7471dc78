"""What does `dash contract check` say about a metrics page, and with which exit code does it end?"""

import dataclasses
import json

import click

from scripts.contract import exposition, fetch, which
from scripts.contract.check import judge
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError


def check(page: str, service: str, timeout: float, form: str, *, quiet: bool) -> int:
    """Judge a page, print the findings and return the exit code.

    Args:
        page: a URL, a file, or `-`.
        service: the service or scrape job whose page it is.
        timeout: seconds, for a URL.
        form: `text` or `json`.
        quiet: no sums.

    Raises:
        ConfigurationError: no service was named.
        DashError: the contract has no such service, or the page cannot be read.
    """
    if not service:
        raise ConfigurationError("whose page is it?", "name the service with --service, or say --logs if it is a log")
    job = which.one(service)
    text, source = fetch.page(page, timeout)
    findings = judge(job, exposition.parse(text, source))
    wrong = sum(not finding.note for finding in findings)
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            click.echo(str(finding))
    if not quiet:
        click.echo(f"{job.name}: {wrong} findings, {len(findings) - wrong} notes, {len(job.metrics)} metrics", err=True)
    return EXIT_FINDINGS if wrong else EXIT_OK
