"""How does nothing stay behind, even when `kill -9` ends us before we can clean up?

A shell that does nothing but read: we tell it what we started, and when we are gone, however we went, it finds
the file at its end, ends what is left of them and removes their folder.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SCRIPT = """
groups=
while read -r group; do
    [ "$group" = done ] && exit 0
    groups="$groups -$group"
done
[ -z "$groups" ] || kill -TERM $groups
waits=0
while [ -n "$groups" ] && kill -0 $groups && [ $waits -lt 50 ]; do waits=$((waits + 1)); sleep 0.1; done
[ -z "$groups" ] || kill -KILL $groups
rm -rf -- "$1"
"""


class Guard:
    """Ends what we started, should we be gone."""

    def __init__(self, shell: "subprocess.Popen[bytes]") -> None:
        """Take the shell that reads."""
        self._shell = shell

    def watch(self, group: int) -> None:
        """Tell it of a program, by its process group."""
        self._tell(str(group))

    def dismiss(self) -> None:
        """Tell it that we have cleaned up ourselves."""
        self._tell("done")
        if self._shell.stdin is not None:
            with suppress(OSError):
                self._shell.stdin.close()
        self._shell.wait()

    def _tell(self, word: str) -> None:
        if self._shell.stdin is not None:
            with suppress(OSError):  # somebody ended the shell; we still clean up ourselves
                self._shell.stdin.write(f"{word}\n".encode())
                self._shell.stdin.flush()


@contextmanager
def guarding(folder: Path) -> Iterator[Guard]:
    """Guard what is started while the `with` lasts, and the folder that it writes to."""
    null = subprocess.DEVNULL
    argv = ["/bin/sh", "-c", SCRIPT, "guard", str(folder)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=null, stderr=null, start_new_session=True) as shell:
        guard = Guard(shell)
        try:
            yield guard
        finally:
            guard.dismiss()
