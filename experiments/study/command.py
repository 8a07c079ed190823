"""The door of every command: arguments in, exit code out, one line a fault and no traceback."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from sim.faults import show
from sim.overrides import split
from sim.yaml_scan import ConfigError

__all__ = ["BAD_INPUT", "DONE", "SOME_FAILED", "Interrupted", "check_output", "run", "split"]

DONE, SOME_FAILED, BAD_INPUT = 0, 1, 2
INTERRUPTED, TERMINATED = 130, 143
LONGEST_NAME = 120
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
STORAGE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM}


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
    one line; ``--help`` prints *usage*. A fault of our own keeps its traceback.
    """
    arguments = sys.argv[1:]
    if any(word in ("--help", "-h") for word in arguments):
        print((usage or "").strip())
        sys.exit(DONE)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        sys.exit(main(arguments))
    except ConfigError as error:
        say(*error.lines)
        sys.exit(BAD_INPUT)
    except Interrupted as error:
        say("interrupted; the same command goes on where it stopped")
        sys.exit(error.code)
    except KeyboardInterrupt:
        say("interrupted; the same command goes on where it stopped")
        sys.exit(INTERRUPTED)
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


def check_output(text: str) -> Path:
    """The output folder as a path that can be written to; raises ConfigError that says what is wrong with it.

    A name without a leading ``/`` stays below the working folder, whatever links stand on the way; a folder
    elsewhere is named in full. Nothing is left behind by the check.
    """
    named = f"output = {show(text)}"
    if not text.strip() or not text.isprintable():
        raise ConfigError(f"{named}: must be the name of a folder")
    path = Path(text)
    for part in path.parts:
        if len(part.encode(errors="surrogateescape")) > LONGEST_NAME or RESERVED.fullmatch(part):
            raise ConfigError(f"{named}: {part[:40]} cannot be a folder's name on every system")
    if ".." in path.parts or text.startswith("~"):
        raise ConfigError(f"{named}: must not climb out with .. or ~; name a folder elsewhere in full")
    if not path.is_absolute() and not path.resolve().is_relative_to(Path.cwd().resolve()):
        raise ConfigError(f"{named}: leads out of this folder by a link; name {path.resolve()} in full")
    for step in (path, *path.parents):
        if (step.exists() or step.is_symlink()) and not step.is_dir():
            raise ConfigError(f"{named}: {'' if step == path else f'{step} '}is a file; must be a folder")
    try:
        _try_to_write(path)
    except OSError as error:
        raise ConfigError(f"{named}: cannot be written to ({error.strerror})") from None
    return path


def _try_to_write(path: Path) -> None:
    """Make the folder and a file in it, then take away what was made; raises OSError where that fails."""
    missing = [step for step in (path, *path.parents) if not step.exists()]
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    finally:
        with contextlib.suppress(OSError):  # another process may have begun to use them
            for step in missing:
                step.rmdir()
