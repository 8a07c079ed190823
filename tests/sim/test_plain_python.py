"""One rule book, two ways to run it: plain Python gives the compiled result bit for bit."""

import hashlib
import os
import subprocess
import sys

import pytest

from sim.state.state import State
from tests.portfolio import kind, portfolio
from tests.stories import arrays, ends, scenario

TINY = {"households__total": 25, "calendar__intervention_day": 120, "calendar__horizon_days": 60}
CASES = {
    "siloed": {"issues__per_household": 1.0},
    "redesigned_silo": {"work__forum": "leaders", "work__buck_passing": 0.4, "issues__per_household": 1.0},
    "task_force": {"offer__policy": "concession", "work__false_closing": 0.3, "issues__per_household": 1.0},
}

SHORT = {"calendar__intervention_day": 20, "calendar__horizon_days": 60, "projects__per_month": 6.0}
SHORT |= {"staffing__setup_days": 3, "projects__kinds": {"small": kind(matters=5, effort=1.0, spread_days=10.0)}}
LIVELY = {
    "staffing__renewal": True,
    "staffing__exit_rate": 0.3,
    "staffing__training_days": 2,
    "staffing__return_loss": 0.2,
}
PORTFOLIOS = {  # members matched exactly, in turn, or by luck
    "exact": {"evaluation__withdraw_months": 1, "evaluation__withdraw_below": 0.1, "staffing__backfill": True} | LIVELY,
    "greedy": {"staffing__call__way": "open_call", "staffing__backbone": True, "staffing__member_share": 0.5},
    "random": {
        "staffing__call__way": "nomination",
        "coordination__pooled": False,
        "coordination__authority": False,
        "coordination__all_visit": False,
    },
}


def digest(state: State) -> str:
    """Fingerprint of every field of every row; what lies between fields is left out, as NumPy may copy it or not."""
    seen = hashlib.sha256()
    for rows in arrays(state):
        for name in rows.dtype.names:
            seen.update(rows[name].tobytes())
    return seen.hexdigest()


def story(name: str) -> str:
    """Fingerprint of a whole city at its horizon."""
    if name in PORTFOLIOS:
        told = portfolio(**(SHORT | {"staffing__call__matching": name} | PORTFOLIOS[name]))
    else:
        told = scenario(name, **(TINY | CASES[name]))
    return digest(ends(told, seed=7, ring_fence=0.25)[1])


@pytest.mark.parametrize("name", [*CASES, *PORTFOLIOS])
def test_plain_python_gives_the_same_city_bit_for_bit(name):
    words = [sys.executable, "-c", f"from tests.sim.test_plain_python import story; print(story({name!r}))"]
    done = subprocess.run(
        words, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == story(name)
