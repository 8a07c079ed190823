"""Exact limits: the clairvoyant optimum is never dearer than an arm, and a plan that sees everything is as good."""

import numpy as np
import pytest

from sim.measures.values import measure
from tests.stories import ends, numbers
from tests.town import FREE, site, town

CLOSE = 2e-5  # relative; ties between plans are broken by half as much
ARMS = ("siloed", "information", "forecasting", "common_stores", "dispatch_desk", "dispatch_orders", "dispatch_team")
PAIR = {"cut": site(2.0, 2.0, 8000), "hole": site(4.0, 2.0, 8000, fills=True)}


def measured(told, seed=1):
    """The measures of one run."""
    past, end = ends(told, seed)
    return measure(past, end, numbers(told).arm, 14.0)


@pytest.mark.parametrize("arm", ARMS)
def test_the_optimum_on_its_own_calendar_is_never_dearer_than_an_arm(arm):
    """All ways, no fleets, no room, no talks: money of haul, tip and pit with one charge for what is left over."""
    for seed in (1, 2, 3):
        found = measured(town(arm), seed)
        assert found["optimum_money"] <= found["earth_money"] * (1.0 + CLOSE)
        assert found["regret"] >= -CLOSE


@pytest.mark.parametrize("seed", [1, 2])
def test_a_plan_that_sees_everything_and_meets_no_hindrance_is_the_optimum(seed):
    """No blocking, no fleet limit, weekly buckets, the same arcs, no noise: rolling on costs what clairvoyance does."""
    free = FREE | {"calendar__intervention_day": 0, "calendar__horizon_days": 294}
    found = measured(town("dispatch_orders", **free), seed)
    assert found["earth_money"] == pytest.approx(found["optimum_money"], rel=CLOSE)
    assert found["standing_days"] == 0.0
    assert found["regret_common"] == pytest.approx(0.0, abs=CLOSE)  # nothing was delayed: the calendars are one
    assert measured(town("siloed", **free), seed)["regret"] > 0.1


def test_noise_and_a_short_horizon_cost_a_plan_what_they_hide():
    """The same town with a month's view, and with errors, is dearer than with a full one."""
    free = FREE | {"calendar__intervention_day": 0, "calendar__horizon_days": 294}
    short = measured(town("dispatch_orders", **free | {"sites__office__horizon_weeks": 2}))
    assert short["regret"] > 0.01


def test_one_cut_one_fill_and_no_delay_make_all_arms_equal():
    """Where there is nothing to choose nobody chooses better."""
    free = FREE | {"calendar__intervention_day": 0, "calendar__horizon_days": 112, "sites__ground__total": 0}
    free |= {"sites__named": PAIR, "sites__talks__meeting_rate": 1.0, "sites__ground__week_sigma": 0.0}
    free |= {"sites__roads__river": 0.0}
    rows = [measured(town(arm, **free)) for arm in ARMS]
    assert rows[0]["haul_money"] > 0.0
    for name in ("haul_money", "tip_money", "pit_money", "left_money", "standing_days", "reused_m3"):
        assert len({round(row[name], 9) for row in rows}) == 1, name
    assert rows[0]["regret"] == pytest.approx(0.0, abs=CLOSE)
    assert not np.isnan(rows[0]["reuse_share"])
