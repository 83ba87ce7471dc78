"""`dash list`: which dashboards are there?"""

import click

from scripts import options


@click.command("list")
@options.output_format(*options.TEXT_OR_JSON)
def command(form: str) -> None:
    """List the dashboards with their rows, panels, queries, metrics and tags.

    \b
    Examples:
      dash list
      dash list --format json
      dash list | sort -k 3 -n
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    import json

    from scripts import listing, settings, sources

    found = [listing.summary(source) for source in sources.load(settings.load())]
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    click.echo(f"{'UID':<22} {'ROWS':>4} {'PANELS':>6} {'QUERIES':>7} {'METRICS':>7}  TITLE")
    for one in found:
        numbers = f"{one['rows']:>4} {one['panels']:>6} {one['queries']:>7} {one['metrics']:>7}"
        click.echo(f"{one['uid']:<22} {numbers}  {one['title']}")
