"""What holds in every arm: the heap of D1 outlasts half a year, and a week without a plan is left to tips and pits."""

import pytest

from sim.clients.sites import dispatch
from sim.clients.sites.program import UnsolvableError
from tests.sim.clients.sites.test_limits import measured
from tests.sim.clients.sites.test_speed import ARMS, BESIDE
from tests.town import town, whole

HALF_A_YEAR = 183.0
ALL = (*ARMS, *BESIDE, "orders", "redesigned_silo", "best_silo", "lead_agency", "task_force")


@pytest.mark.slow
@pytest.mark.parametrize("arm", ALL)
def test_the_heap_takes_more_than_half_a_year_and_the_optimum_is_below_what_was_paid(arm):
    """D1 and S22, whoever decides: an order shortens nothing below what trucks carry."""
    for seed in (1, 2):
        found = measured(whole(arm), seed)
        assert found["heap_days"] > HALF_A_YEAR
        assert 0.0 < found["optimum_money"] <= found["earth_money"] * (1.0 + 2e-5)
        assert found["plans_failed"] == 0.0


def test_weeks_that_cannot_be_planned_are_counted_and_left_to_tips_and_pits(monkeypatch):
    planned = measured(town("dispatch_orders"))

    def none(_):
        raise UnsolvableError("infeasible")

    monkeypatch.setattr(dispatch, "solve", none)
    found = measured(town("dispatch_orders"))
    assert (found["plans_made"], found["plans_failed"]) == (0.0, planned["plans_made"])
    assert planned["plans_failed"] == 0.0
    assert found["reused_m3"] == 0.0 < planned["reused_m3"]
    assert found["tipped_m3"] > planned["tipped_m3"]
    assert found["bought_m3"] > planned["bought_m3"]
