"""`dash show`: what does a dashboard look like, and which line of Python makes each panel?"""

import click

from scripts import options


@click.command("show")
@click.argument("uid", type=options.DashboardUid())
@click.option("--queries", is_flag=True, help="Print each query too.")
@options.output_format(*options.TEXT_OR_JSON)
def command(uid: str, *, queries: bool, form: str) -> None:
    """Show a dashboard as a tree of rows and panels.

    \b
    Examples:
      dash show api-performance
      dash show api-performance --queries
      dash show api-performance --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    import json

    from scripts import listing, settings, sources

    (source,) = sources.load(settings.load(), [uid])
    tree = listing.tree(source, with_queries=queries or form == "json")
    if form == "json":
        click.echo(json.dumps(tree, indent=2, ensure_ascii=False))
        return
    for line in listing.lines(tree):
        click.echo(line)
