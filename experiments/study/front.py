"""The front of every command: arguments in, exit code out, one line a fault and no traceback."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from experiments.study.help import explain
from experiments.study.outlet import Outlet, harmless, speak_through_outlets
from sim.yaml_scan import ConfigError

DONE, SOME_FAILED, BAD_INPUT = 0, 1, 2
INTERRUPTED, TERMINATED = 130, 143
AGAIN = "the same command goes on where it stopped"
GO_ON = f"interrupted; {AGAIN}"


class Interrupted(BaseException):
    """The operating system asked us to stop; *code* is the exit code that says by which signal.

    Not an Exception, so that nothing that keeps failed runs takes it for one.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"signal {code - 128}")
        self.code = code


class UnfinishedError(Exception):
    """Why a command that was asked for the right thing could not end: in a line, and nothing finished is lost."""


def run(main: Callable[[list[str]], int], usage: str | None) -> NoReturn:
    """Run *main* on the command line and exit with its code.

    Bad input is 2 with a line for each fault; a signal is 130 or 143; whatever the machine or other hands do to the
    folder meanwhile is 1 with one line; ``--help`` prints *usage* and the names that it may speak of. A reader that
    leaves, such as head, changes nothing. A fault of our own keeps its traceback.
    """
    arguments = sys.argv[1:]
    out, _ = speak_through_outlets()
    explain(usage or "", arguments)
    signal.signal(signal.SIGTERM, _terminate)
    code = _ended(main, arguments)
    out.flush()
    sys.exit(_heard(code, out))


def _ended(main: Callable[[list[str]], int], arguments: list[str]) -> int:
    """The exit code of *main*; what it raises that is no fault of ours is said."""
    try:
        return main(arguments)
    except ConfigError as error:
        say(*error.lines)
        return BAD_INPUT
    except (Interrupted, KeyboardInterrupt) as error:
        say(GO_ON)
        return error.code if isinstance(error, Interrupted) else INTERRUPTED
    except UnfinishedError as error:
        say(f"{error}; {AGAIN}")
        return SOME_FAILED
    except OSError as error:
        if error.errno is None:
            raise
        say(f"cannot write {_of(error)}: {os.strerror(error.errno)}; mended, the same command goes on")
        return SOME_FAILED


def _of(error: OSError) -> str:
    """The file that an error of the operating system is about."""
    name = error.filename2 or error.filename
    return os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else "results"


def _heard(code: int, out: Outlet) -> int:
    """The exit code, where not everything that was printed could be."""
    if out.fault is None:
        return code
    say(f"cannot write to standard output: {out.fault.strerror}; the folder is as complete as it would be")
    return code or SOME_FAILED


def say(*lines: str) -> None:
    """Speak to the person at the terminal, a line each; what a program reads goes to stdout."""
    for line in lines:
        print(harmless(line).replace("\n", "\\n"), file=sys.stderr)


def _terminate(_number: int, _frame: object) -> None:
    """Turn SIGTERM into an exception that unwinds cleanly, once: what it unwinds is not to be cut off by another."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Interrupted(TERMINATED)
