"""What are the token, the password and the secret headers of an environment?"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from scripts.errors import ConfigurationError
from scripts.settings.model import Environment

MASK = "***"


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that is never printed: `repr`, `str` and formatting show a mask."""

    value: str = field(repr=False)

    def __repr__(self) -> str:
        """Show the mask."""
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """Show the mask in formatted text too."""
        del spec
        return MASK


def token(environment: Environment) -> Secret:
    """Read the token of a service account.

    Raises:
        ConfigurationError: the variable or file is missing or empty, or cannot be a token.
    """
    where = environment.credentials
    return _from(environment, where.token_env, where.token_file)


def password(environment: Environment) -> Secret:
    """Read the password of the user.

    Raises:
        ConfigurationError: as for `token`.
    """
    where = environment.credentials
    return _from(environment, where.password_env, where.password_file)


def headers(environment: Environment) -> dict[str, Secret]:
    """Read the extra headers.

    Raises:
        ConfigurationError: the variable of one is missing.
    """
    return {
        name: _variable(environment, header.env) if header.env else Secret(header.value)
        for name, header in environment.headers.items()
    }


def _from(environment: Environment, variable: str, file: str) -> Secret:
    """Read a secret from a variable or a file."""
    return _variable(environment, variable) if variable else _file(environment, environment.path(file))


def _variable(environment: Environment, name: str) -> Secret:
    """Read an environment variable."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ConfigurationError(f"environment {environment.name}: ${name} is not set", f"export {name}=...")
    return _checked(environment, f"${name}", value)


def _file(environment: Environment, path: Path) -> Secret:
    """Read a file that holds nothing else."""
    try:
        value = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ConfigurationError(
            f"environment {environment.name}: {path} is missing", "write the secret into it"
        ) from None
    except OSError as error:
        raise ConfigurationError(
            f"environment {environment.name}: {path}: {error.strerror}", "check the file"
        ) from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"environment {environment.name}: {path} is not text", "check the file") from None
    if not value:
        raise ConfigurationError(f"environment {environment.name}: {path} is empty", "write the secret into it")
    return _checked(environment, str(path), value)


def _checked(environment: Environment, origin: str, value: str) -> Secret:
    """Refuse what no HTTP header can carry, before a library quotes it in its complaint."""
    if not value.isprintable():
        raise ConfigurationError(
            f"environment {environment.name}: {origin} holds more than one line, or characters that cannot be sent",
            "it must hold the secret and nothing else",
        )
    return Secret(value)
