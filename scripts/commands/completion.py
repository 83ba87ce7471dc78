"""`dash completion`: how does the shell complete commands, options and uids?"""

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Examples:
      eval "$(.venv/bin/dash completion bash)"
      .venv/bin/dash completion zsh > "${fpath[1]}/_dash"
      .venv/bin/dash completion fish > ~/.config/fish/completions/dash.fish
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from click.shell_completion import get_completion_class

    from scripts.cli import dash

    made = get_completion_class(shell)
    if made is not None:
        click.echo(made(dash, {}, "dash", "_DASH_COMPLETE").source())
