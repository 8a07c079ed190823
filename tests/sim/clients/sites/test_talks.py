"""Talks: a deal is a matter that goes round four parties, with luck by pair and meeting, and may come to nothing."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.clients.sites.foresight import foreseen, window_of
from sim.clients.sites.state import DealStage
from sim.matters.state import MatterStage
from sim.measures.values import measure
from tests.stories import ends, numbers
from tests.town import town, whole

DELAYED = {"work__transfer_silo": 0.5, "sites__talks__effort": 0.5}


def talks_of(state):
    """Keys of all talks that came to an end, each with its deal's stage."""
    deals = state.clients.deals[: int(state.clients.book[0].deals)]
    held = deals[(deals["matter"] >= 0) & (deals["settled"] >= 0)]
    return dict(zip(state.matters["key"][held["matter"]].tolist(), held["stage"].tolist(), strict=True))


def test_every_deal_between_two_sites_was_a_matter_of_four_parties():
    """No deal is agreed whose talks have not been closed and solved; each took four clearances."""
    _, end = ends(town("forecasting"))
    deals = end.clients.deals[: int(end.clients.book[0].deals)]
    agreed = deals[(deals["stage"] == DealStage.AGREED) | (deals["stage"] == DealStage.ENDED)]
    assert len(agreed) > 5
    matters = end.matters[agreed["matter"]]
    assert (matters["stage"] == MatterStage.CLOSED).all()
    assert (matters["solved"]).all()
    assert (matters["clearances"] == 4).all()
    assert np.array_equal(agreed["settled"], matters["closed"])


def test_talks_take_as_long_as_desks_take():
    """No number says how long a round takes: slower desks and a joint memo make it longer, parallel ones shorter."""
    mean = {}
    for name, arm, changes in (
        ("quick", "forecasting", {"sites__talks__memo_share": 0.0}),
        ("memo", "forecasting", {"sites__talks__memo_share": 1.0}),
        ("slow", "forecasting", {"sites__talks__memo_share": 0.0} | DELAYED),
        ("side by side", "best_silo_equipped", {"sites__talks__memo_share": 0.0} | DELAYED),
    ):
        told = town(arm, **changes)
        past, end = ends(told)
        mean[name] = measure(past, end, numbers(told).arm, 14.0)["talk_days_mean"]
    assert mean["quick"] < 4.0 < mean["memo"]
    assert mean["quick"] < mean["slow"]
    assert mean["side by side"] < mean["slow"]


def test_arms_share_the_luck_of_a_pairs_meetings():
    """The same pair at the same meeting agrees or does not, whatever arm brought them to it."""
    few, many = (talks_of(ends(town(arm))[1]) for arm in ("forecasting", "common_stores"))
    both = set(few) & set(many)
    assert len(both) > 5
    refused = {key for key in both if few[key] == DealStage.REFUSED}
    assert refused == {key for key in both if many[key] == DealStage.REFUSED}
    assert refused


def test_nobody_refuses_where_the_plan_binds_and_everybody_where_nobody_agrees():
    """Refusals come of the chance to agree, and power to order is what removes them."""
    never = {"sites__talks__agreement": 0.0}
    told = town("forecasting", **never)
    past, end = ends(told)
    assert measure(past, end, numbers(told).arm, 14.0)["refused_share"] == 1.0
    told = town("dispatch_orders", **never)
    past, end = ends(told)
    row = measure(past, end, numbers(told).arm, 14.0)
    assert row["refused_share"] == 0.0
    assert row["reused_m3"] > 0.0


@pytest.mark.parametrize("lead", [0, 3])
def test_a_forecast_is_keyed_to_the_sites_own_week_and_errs_by_the_root_of_its_lead(lead):
    """A site that was blocked is foreseen as before, a week later; errors grow with the lead and have mean one."""
    told = town(sites__ground__noise=0.3, sites__ground__total=200, sites__ground__slip_weeks=0)
    state = initialise(told, numbers(told), 1)
    state.clients.book["week"] = 24  # all that were to begin stand at their first week
    state.clients.sites["begins"] = state.clients.sites["planned"] = 7 * 25
    window = window_of(8, 20, weekly=True)
    first = foreseen(state, 0.3, window)
    moved = state.copy()
    moved.clients.sites["begins"] += 7
    moved.clients.sites["planned"] += 7
    late = foreseen(moved, 0.3, window)
    moved.clients.book["week"] += 1
    assert np.array_equal(foreseen(moved, 0.3, window)[:, lead], first[:, lead])
    assert not np.array_equal(late[:, lead], first[:, lead])
    sites, true = state.clients.sites, foreseen(state, 0.0, window)
    seen = true[:, lead] > 500
    errors = np.log(first[seen, lead] / true[seen, lead])
    assert len(sites) == 200
    assert errors.std() == pytest.approx(0.3 * np.sqrt(lead + 1), rel=0.35)


def test_buckets_reach_half_a_year():
    """One, one, two, four, eight and ten weeks; the last is looked at twice where the run goes on."""
    window = window_of(26, 100, weekly=False)
    assert window.lengths.tolist() == [1, 1, 2, 4, 8, 10, 10]
    assert (window.weeks, window.repeated) == (26, True)
    assert window_of(26, 5, weekly=False).lengths.tolist() == [1, 1, 2, 1]
    assert window_of(3, 9, weekly=True).lengths.tolist() == [1, 1, 1, 1]


def test_an_office_without_a_team_is_people_who_do_nothing_else():
    """Six of the first party are charged every day; a team's members are charged instead of them."""
    rows = {}
    for arm in ("siloed", "dispatch_desk", "dispatch_team"):
        told = whole(arm, calendar__horizon_days=1092)
        past, end = ends(told)
        rows[arm] = (int(end.clients.book[0].planners), measure(past, end, numbers(told).arm, 14.0))
    assert [rows[arm][0] for arm in rows] == [0, 6, 0]
    assert rows["dispatch_desk"][1]["staff_days"] >= 6 * 780
    assert rows["dispatch_team"][1]["office_money"] > rows["siloed"][1]["office_money"]
    for _, row in rows.values():
        assert row["office_money"] == pytest.approx(row["staff_days"] * 500.0 / 1e6)
