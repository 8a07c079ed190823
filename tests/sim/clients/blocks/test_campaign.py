"""A campaign: the test on its day, the team that goes home at the target, what is left, what a known sample does."""

import numpy as np
import pytest

from sim.clients.blocks.measures import measure
from tests.quarter import NO_DOORS, quarter, whole
from tests.stories import ends, numbers


def row(told, seed=1):
    """The kind's own columns of one run."""
    past, end = ends(told, seed)
    return measure(past, end, numbers(told).arm)


def test_a_team_goes_home_on_the_day_of_the_test_that_finds_the_target_reached_and_a_standing_one_stays():
    changes = {"blocks__assessment__target": 1.0, "blocks__assessment__first_day": 60}
    _, end = ends(quarter("task_force", **changes))
    assert end.city[0].dissolved == 60 + 60 + 1
    assert end.teams[0].finished
    for arm, more in (("standing_team", {}), ("task_force", {"blocks__assessment__ends_team": False})):
        _, end = ends(quarter(arm, **changes, **more))
        assert end.city[0].dissolved == -1.0
        assert end.clients.book[0].reached


def test_a_target_that_nobody_reaches_is_counted_as_not_reached():
    """The run says so: no test reached it, the first that did is missing, and the team stays to the horizon."""
    told = quarter("task_force", **NO_DOORS, blocks__assessment__target=100.0)
    past, end = ends(told)
    values = measure(past, end, numbers(told).arm)
    assert values["tests_reached"] == 0.0
    assert np.isnan(values["first_reached"])
    assert end.city[0].dissolved == -1.0


@pytest.fixture(scope="module")
def campaigns():
    """The scenario with a target that is soon reached, under arms that differ in what is left afterwards."""
    soon = {"blocks__assessment__target": 85.0}
    return {arm: row(whole(arm, **soon)) for arm in ("task_force", "campaign_routine", "standing_team")}


def test_what_became_routine_stays_and_what_did_not_is_lost(campaigns):
    """The same people at home, the same arrivals: only what departments kept differs."""
    assert campaigns["task_force"]["first_reached"] == campaigns["campaign_routine"]["first_reached"] == 1.0
    assert campaigns["task_force"]["index_year_after"] < campaigns["campaign_routine"]["index_year_after"] - 4.0
    assert campaigns["campaign_routine"]["index_year_after"] == pytest.approx(
        campaigns["standing_team"]["index_year_after"], abs=3.0
    )


def test_a_known_sample_is_crammed_for_and_unsampled_items_in_its_place_score_less():
    """Where nobody knows what the test looks at, it sees what there is."""
    gaps = {}
    for known in (0, 45):
        rows = [row(whole("standing_team", blocks__assessment__known_days=known), seed) for seed in (1, 2, 3)]
        gaps[known] = np.mean([one["index_tested"] - one["index_unseen"] for one in rows])
    assert abs(gaps[0]) < 1.2
    assert gaps[45] > gaps[0] + 1.0


def test_days_of_defects_are_those_of_what_stands_in_the_index_and_what_does_not(campaigns):
    for values in campaigns.values():
        both = values["measured_defect_days"] + values["unmeasured_defect_days"]
        assert values["defect_days"] == pytest.approx(both)
        assert 0.0 < values["found_share"] < 1.0
