"""What all tests share: the rules are compiled before the clock of any test starts, and examples are fixed."""

from __future__ import annotations

import fcntl
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from numba import config

from sim.core.keeping import PLACE
from tests.stories import SMALL, ends, scenario

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile("fixed")

# A shell that starts the tests in the background has them ignore this, and all that they start; tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Whole cities over years, which plain Python would take hours for: left out where nothing is compiled (make coverage).
LARGE = {
    "test_bounds", "test_columns", "test_conservation", "test_extremes", "test_fuzz", "test_second_engine",
    "test_theory", "test_workbench", "test_queues", "test_people", "test_modes", "test_projects", "test_part_time",
    "test_teams", "test_evaluation", "test_stream", "test_counterfactual", "test_golden", "test_load",
}  # fmt: skip


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out large cities in plain Python."""
    return True if config.DISABLE_JIT and collection_path.stem in LARGE else None


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    """Compile once, so that a test's time limit is about the test; of workers one compiles and the others wait."""
    if config.DISABLE_JIT:
        return
    folder = PLACE.folder or Path(tempfile.mkdtemp())
    with (folder / "warming").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        ends(scenario(**SMALL))
