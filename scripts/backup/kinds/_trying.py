"""How are many objects read one by one, so that one that fails does not stop the rest?"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import ODD, Tally, odd
from scripts.errors import AuthError, DashError, UnexpectedAnswer, Unreachable
from scripts.grafana.failures import NotPermitted

One = Callable[[Site, str], Saved | None]
Result = Saved | DashError | None
Item = TypeVar("Item")


def each(site: Site, tally: Tally, names: Iterable[str], one: One) -> Iterator[Saved]:
    """Read objects by name, several at a time, and yield them in the order of their names.

    Those that fail are noted, those that are gone passed over.

    Raises:
        AuthError: the credentials are refused altogether.
        Unreachable: the server is gone.
    """
    listed = sorted(names)
    tally.expect(listed)
    for name, result in in_order(listed, site.client.parallel(lambda name: _tried(site, name, one), listed)):
        if isinstance(result, NotPermitted):
            tally.hide(name, result.message)
        elif isinstance(result, DashError):
            tally.fail(name, result.message)
        elif result is None:
            tally.gone(name)
        else:
            yield result


def in_order(names: Iterable[str], results: Iterator[tuple[str, Item]]) -> Iterator[tuple[str, Item]]:
    """Bring results into the order of the names, so that two backups of the same objects are the same."""
    waiting: dict[str, Item] = {}
    for name in names:
        while name not in waiting:
            ready, result = next(results)
            waiting[ready] = result
        yield name, waiting.pop(name)


def _tried(site: Site, name: str, one: One) -> Result:
    try:
        return one(site, name)
    except Unreachable:
        raise
    except AuthError as error:
        if site.client.refused:
            raise
        return error
    except DashError as error:
        return error
    except ODD as error:
        return UnexpectedAnswer(odd(error))
