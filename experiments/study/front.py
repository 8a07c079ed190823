"""The front of every command: arguments in, exit code out, one line a fault and no traceback."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from experiments.study.help import explain
from sim.yaml_scan import ConfigError

DONE, SOME_FAILED, BAD_INPUT = 0, 1, 2
INTERRUPTED, TERMINATED = 130, 143
STORAGE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM}
GO_ON = "interrupted; the same command goes on where it stopped"


class Interrupted(BaseException):
    """The operating system asked us to stop; *code* is the exit code that says by which signal.

    Not an Exception, so that nothing that keeps failed runs takes it for one.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"signal {code - 128}")
        self.code = code


def run(main: Callable[[list[str]], int], usage: str | None) -> NoReturn:
    """Run *main* on the command line and exit with its code.

    Bad input is 2 with a line for each fault; a signal is 130 or 143; a disk that is full or read-only is 1 with
    one line; ``--help`` prints *usage* and the names that it may speak of. A fault of our own keeps its traceback.
    """
    arguments = sys.argv[1:]
    explain(usage or "", arguments)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = main(arguments)
        sys.stdout.flush()
        sys.exit(code)
    except ConfigError as error:
        say(*error.lines)
        sys.exit(BAD_INPUT)
    except (Interrupted, KeyboardInterrupt) as error:
        say(GO_ON)
        sys.exit(error.code if isinstance(error, Interrupted) else INTERRUPTED)
    except BrokenPipeError:  # the reader of our output, such as head, has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(SOME_FAILED)
    except OSError as error:
        if error.errno not in STORAGE:
            raise
        say(f"cannot write {error.filename or 'results'}: {error.strerror}; mended, the same command goes on")
        sys.exit(SOME_FAILED)


def say(*lines: str) -> None:
    """Speak to the person at the terminal; what a program reads goes to stdout."""
    for line in lines:
        print(line, file=sys.stderr)


def _terminate(_number: int, _frame: object) -> None:
    """Turn SIGTERM into an exception that unwinds cleanly."""
    raise Interrupted(TERMINATED)
