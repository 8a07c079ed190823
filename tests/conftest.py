"""What all tests share: the rules are compiled before the clock of any test starts, and examples are fixed."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.stories import SMALL, ends, scenario

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile("fixed")


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    """Compile once, so that a test's time limit is about the test."""
    ends(scenario(**SMALL))
