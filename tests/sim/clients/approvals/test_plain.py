"""Plain Python gives the same approvals bit for bit, with trips, meetings, lots and a team that goes home."""

import hashlib
import os
import subprocess
import sys

import pytest

from tests.sim.clients.approvals.test_ends import OFTEN, STEPS
from tests.stories import arrays, ends
from tests.undertaking import undertaking

SHORT = {"calendar__horizon_days": 90, "approvals__convene_period": 7, "approvals__draft_sigma": 0.4}
SHORT |= {"approvals__dependence": "reciprocal", "work__data_request_share": 0.4, "approvals__notice_days": 2.0}


def digest(arm: str) -> str:
    """Fingerprint of every field of a small case at its horizon."""
    seen = hashlib.sha256()
    for rows in arrays(ends(undertaking(STEPS, arm, **(OFTEN | SHORT)), 7)[1]):
        for name in rows.dtype.names:
            seen.update(rows[name].tobytes())
    return seen.hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("arm", ["siloed", "lead_agency_far", "task_force_far"])
def test_plain_python_gives_the_same_case_bit_for_bit(arm):
    words = [sys.executable, "-c", f"from tests.sim.clients.approvals.test_plain import digest; print(digest({arm!r}))"]
    done = subprocess.run(
        words, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == digest(arm)
