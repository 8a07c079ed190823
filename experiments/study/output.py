"""The folder that a command writes to: whether its name can be one on every system, and it can be written to."""

from __future__ import annotations

import contextlib
import re
import tempfile
from pathlib import Path

from sim.faults import show
from sim.yaml_scan import ConfigError

LONGEST_NAME = 120
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


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
