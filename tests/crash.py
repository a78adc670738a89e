"""A process that is killed at a step of its own choice: `python -m tests.crash EVENT N MODULE …`.

The interpreter tells each change of a file before it is made (`sys.addaudithook`), so that no code
has to know that it is tried.
"""

import os
import runpy
import signal
import sys
from collections.abc import Container

CHANGES = frozenset({"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"})
"""What changes names of files, besides opening one to be written."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def kill_before(events: Container[str], number: int) -> None:
    """Kill this process right before the `number`th of these changes of files."""
    left = number
    own = os.getpid()

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if os.getpid() != own:
            return  # it was forked
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
            return
        if event in events:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(event: str, number: str, module: str) -> None:
    """Run a module of the project as a command; its arguments stand behind."""
    sys.argv[:] = sys.argv[3:]
    kill_before({event}, int(number))
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
