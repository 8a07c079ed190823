"""Approvals in exact limits: the longest path, float, series against parallel, a bound that no arm beats."""

import numpy as np
import pytest

from sim.clients.approvals.measures import measure
from sim.core.calendar import WORKING_WEEK, working_time
from tests.stories import ends, numbers
from tests.undertaking import city, drawn, longest_path, review, undertaking, whole


def row(told, seed=1):
    """The kind's own columns of one run."""
    past, end = ends(told, seed)
    return measure(past, end, numbers(told).arm)


def worked(told, seed=1):
    """Working days from the start to the end."""
    _, end = ends(told, seed)
    approval = end.clients.approvals[0]
    assert approval.done == approval.ended > 0.0
    return working_time(float(approval.ended), WORKING_WEEK) - working_time(float(approval.start), WORKING_WEEK)


@pytest.mark.parametrize("block", range(10))
def test_without_chance_and_with_people_enough_it_takes_the_longest_path(block):
    """Five hundred generated graphs, by networkx, to the day: what waits is only what the graph makes wait."""
    draws = np.random.Generator(np.random.Philox(block))
    for _ in range(50):
        reviews = drawn(draws)
        assert worked(undertaking(reviews, "lead_agency")) == longest_path(reviews, 3.0, 1.0)


def test_one_review_more_changes_nothing_while_float_is_left():
    """Beside a path of 20 days there is room for one of 19, and none for one of 21."""
    path = {"a": review(effort=10.0), "z": review(["a"], ["b"], effort=10.0)}
    for days, found in ((1.0, 20.0), (19.0, 20.0), (21.0, 21.0)):
        assert worked(undertaking(path | {"more": review([], ["c"], effort=days)})) == found


def test_one_review_more_leaves_the_draws_of_all_others_alone():
    """What is added last is drawn by its own key: others keep their drafting, their efforts and where they go."""
    told = {"a": review(draft=5.0), "b": review(["a"], ["b"], far="ministry", draft=5.0)}
    chance = {"approvals__draft_sigma": 0.5, "approvals__effort_law": "lognormal", "approvals__effort_sigma": 0.7}
    chance |= {"approvals__far_share": 0.5}
    _, few = ends(undertaking(told, **chance), 3)
    _, more = ends(undertaking(told | {"c": review(["a"], ["c"], draft=9.0)}, **chance), 3)
    for name in ("draft", "far", "meets"):
        assert np.array_equal(few.clients.reviews[name], more.clients.reviews[name][:2])
    assert np.array_equal(few.matters["first_closed"], more.matters["first_closed"][:2])


FAN = {name: review([], (name, "office"), effort=4.0, draft=5.0) for name in ("a", "b", "c", "d")}
FAN |= {"end": review(["a", "b", "c", "d"], ["a"], effort=2.0, draft=5.0)}


def test_without_parallel_a_team_with_near_desks_takes_them_one_after_another():
    """Exactly the silo's sequence: the sum of all drafting and of all clearances."""
    series = 5 * 5.0 + 4 * 4.0 + 2.0
    assert worked(undertaking(FAN, "siloed")) == series
    assert worked(undertaking(FAN, "task_force", coordination__parallel=False)) == series
    assert worked(undertaking(FAN, "task_force")) == 5.0 + 2.0 + 5.0 + 2.0


def test_lots_go_side_by_side_even_in_a_silo():
    """One after another is meant within a lot; each has its own people at its client's."""
    one = {"a": review(effort=3.0), "b": review(["a"], ["b"], by_lot=True, effort=4.0)}
    one |= {"c": review(["a"], ["c"], by_lot=True, effort=5.0), "end": review(["b", "c"], ["d"], effort=2.0)}
    for lots in (1, 4):
        assert worked(undertaking(one, "siloed", approvals__lots=lots)) == 3.0 + 4.0 + 5.0 + 2.0
        assert worked(undertaking(one, "best_silo", approvals__lots=lots)) == 3.0 + 5.0 + 2.0


@pytest.mark.parametrize("floor", [0.0, 10.0, 40.0, 160.0, 360.0])
def test_the_gain_is_never_above_one_less_the_share_that_nobody_can_compress(floor):
    """At every share of the minimum, in every arm: what is left is drafting and minimums, and no arm is faster."""
    reviews = {name: one | {"floor": floor} for name, one in FAN.items()}
    long = {"calendar__horizon_days": 3650}
    told = {arm: row(undertaking(reviews, arm, **long)) for arm in ("siloed", "best_silo", "task_force")}
    silo = told["siloed"]["approved_days"]
    for values in told.values():
        assert values["least_days"] == told["siloed"]["least_days"] <= values["approved_days"]
        gain = 1.0 - values["approved_days"] / silo
        assert gain <= 1.0 - values["least_days"] / silo + 1e-12
    if floor == 360.0:  # at a share of .95 and more in each review, little is left to gain but what series costs
        path = {"a": review(floor=floor, effort=4.0)}
        one = {arm: row(undertaking(path, arm))["approved_days"] for arm in ("siloed", "task_force")}
        assert 1.0 - one["task_force"] / one["siloed"] < 0.05


CHAIN = {"a": review([], ["a"], effort=5.0)} | {
    after: review([before], [after], effort=5.0) for before, after in (("a", "b"), ("b", "c"), ("c", "d"))
}


def test_a_chain_with_one_department_a_step_leaves_nothing_for_a_team():
    """Nothing can go at once and nothing is handed over within a review: every arm takes the sum."""
    for arm in ("siloed", "redesigned_silo", "best_silo", "lead_agency", "task_force"):
        assert worked(undertaking(CHAIN, arm)) == 20.0


def test_a_lone_reviewer_elsewhere_is_as_slow_for_every_arm():
    """One busy person in the capital gives every clearance: a team in the city changes nothing about that queue."""
    lone = {f"r{n}": review([], ["ministry"], effort=5.0) for n in range(8)}
    told = city(far=1)
    for arm in ("redesigned_silo", "best_silo", "lead_agency", "task_force"):
        assert worked(undertaking(lone, arm, **told)) == 3.0 + 8 * 5.0


@pytest.fixture(scope="module")
def rows():
    """One case of the railway under every arm."""
    arms = ("siloed", "orders", "best_silo", "lead_agency_far", "task_force", "task_force_far")
    return {arm: row(whole(arm, approvals__lots=2, calendar__horizon_days=3650), seed=3) for arm in arms}


def test_all_arms_have_the_same_graph_the_same_drafting_and_the_same_luck(rows):
    assert len({values["case_hash"] for values in rows.values()}) == 1
    assert len({values["least_days"] for values in rows.values()}) == 1


def test_days_on_and_off_the_critical_path_are_all_days_and_each_has_its_part(rows):
    for values in rows.values():
        parts = [days for name, days in values.items() if name.startswith("path_")]
        assert sum(parts) == pytest.approx(values["approved_days"], abs=1e-6)
        on_path = sum(parts) - values["path_turn"]
        assert on_path + values["off_path_days"] == pytest.approx(values["review_days"], abs=1e-6)
        assert values["least_days"] <= values["approved_days"]
        assert min(parts) >= -1e-6
