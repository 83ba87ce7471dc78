"""Where is the project that the user stands in?"""

from pathlib import Path

from scripts.errors import ConfigurationError

MARKERS = ("dash.toml", "pyproject.toml", ".git")


def root(start: Path | None = None) -> Path:
    """Find the project's folder, from the working directory upward.

    Args:
        start: where to begin; the working directory if not given.

    Returns:
        The nearest folder with a `dash.toml`, else the nearest with a `pyproject.toml` or `.git`.

    Raises:
        ConfigurationError: there is none up to the root of the disk.
    """
    here = (start or Path.cwd()).resolve()
    for marker in MARKERS:
        for folder in (here, *here.parents):
            if (folder / marker).exists():
                return folder
    raise ConfigurationError(f"{here} is in no project", "go to the folder that holds dash.toml or pyproject.toml")
