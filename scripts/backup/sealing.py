"""How are secrets kept in a backup so that only their owner can read them? By age (https://age-encryption.org)."""

from pathlib import Path
from typing import Any

from scripts.errors import ConfigurationError, DashError

MISSING = "install it: pip install 'bot-core-dashboards[backup]'; make setup does"


def recipients(names: tuple[str, ...]) -> list[Any]:
    """Read age recipients: `age1…`, an SSH public key, or a file with one of them a line.

    Raises:
        ConfigurationError: one is none; a private key is refused without being shown.
    """
    found = [_recipient(line, name) for name in names for line in _lines(name)]
    if not found:
        raise ConfigurationError("no recipient to encrypt to", "name one: --encrypt-to age1... or a file with it")
    return found


def sealed(content: bytes, to: list[Any]) -> bytes:
    """Encrypt for all recipients."""
    made: bytes = _age().encrypt(content, to)
    return made


def opened(content: bytes, identity: Path) -> bytes:
    """Decrypt with the identities in a file, as `age-keygen` and `ssh-keygen` write it.

    Raises:
        ConfigurationError: the file holds no identity.
        DashError: it is not the one that the secrets were encrypted to, or they are damaged.
    """
    age = _age()
    try:
        plain: bytes = age.decrypt(content, _identities(identity))
    except age.DecryptError as error:
        raise DashError(
            f"{identity}: does not open the secrets: {error}", "give the identity of --encrypt-to"
        ) from None
    return plain


def _lines(name: str) -> list[str]:
    path = Path(name).expanduser()
    if name.startswith(("age1", "ssh-", "AGE-SECRET-KEY")):
        return [name]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"--encrypt-to {name}: no age recipient, and no file with one", _example()) from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _recipient(text: str, name: str) -> Any:  # noqa: ANN401 - pyrage's types have no common base
    age = _age()
    if text.startswith("AGE-SECRET-KEY"):
        raise ConfigurationError("--encrypt-to: that is the private identity, keep it secret", _example())
    kind = age.ssh.Recipient if text.startswith("ssh-") else age.x25519.Recipient
    try:
        return kind.from_str(text)
    except age.RecipientError as error:
        raise ConfigurationError(f"--encrypt-to {name}: no age recipient: {error}", _example()) from None


def _identities(file: Path) -> list[Any]:
    age = _age()
    try:
        raw = file.expanduser().read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror or error}", "give the file of the age identity") from error
    try:
        if b"PRIVATE KEY-----" in raw:
            return [age.ssh.Identity.from_buffer(raw)]
        lines = [line.strip() for line in raw.decode("ascii").splitlines() if line.startswith("AGE-SECRET-KEY")]
        found = [age.x25519.Identity.from_str(line) for line in lines]
    except (age.IdentityError, UnicodeDecodeError):
        found = []
    if not found:
        raise ConfigurationError(f"{file}: holds no age identity", "make one: age-keygen -o key.txt")
    return found


def _example() -> str:
    return "make a pair: age-keygen -o key.txt; give the public key that it prints"


def _age() -> Any:  # noqa: ANN401 - a module that may not be installed
    try:
        import pyrage
    except ImportError:
        raise ConfigurationError("encryption needs the package pyrage", MISSING) from None
    return pyrage
