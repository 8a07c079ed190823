"""What all tests share: the rules are compiled before the clock of any test starts, and examples are fixed."""

from __future__ import annotations

import fcntl
import signal

import pytest
from hypothesis import settings
from numba import config

from sim.core.compiling import CACHE
from tests.stories import SMALL, ends, scenario

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile("fixed")

# A shell that starts the tests in the background has them ignore this, and all that they start; tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    """Compile once, so that a test's time limit is about the test; of workers one compiles and the others wait."""
    if config.DISABLE_JIT:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "warming").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        ends(scenario(**SMALL))
