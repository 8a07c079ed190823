"""One rule book, two ways to run it: plain Python gives the compiled result bit for bit."""

import hashlib
import os
import subprocess
import sys

import pytest

from sim.city.state import State
from tests.stories import ends, scenario

TINY = {"households__total": 25, "calendar__intervention_day": 120, "calendar__horizon_days": 60}
CASES = {
    "siloed": {"issues__per_household": 1.0},
    "redesigned_silo": {"work__forum": "leaders", "work__buck_passing": 0.4, "issues__per_household": 1.0},
    "task_force": {"offer__policy": "concession", "work__false_closing": 0.3, "issues__per_household": 1.0},
}


def digest(state: State) -> str:
    return hashlib.sha256(b"".join(rows.tobytes() for rows in state)).hexdigest()


def story(arm: str) -> str:
    """Fingerprint of a whole city at its horizon."""
    return digest(ends(scenario(arm, **(TINY | CASES[arm])), seed=7, ring_fence=0.25)[1])


@pytest.mark.parametrize("arm", CASES)
def test_plain_python_gives_the_same_city_bit_for_bit(arm):
    words = [sys.executable, "-c", f"from tests.sim.test_plain_python import story; print(story({arm!r}))"]
    done = subprocess.run(
        words, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == story(arm)
