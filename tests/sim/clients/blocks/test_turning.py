"""Departments turn to a test because it comes: when, who, what waits meanwhile, and that it is over on the day."""

import numpy as np
import pytest

from sim.clients.blocks.measures import measure
from sim.clients.blocks.turning import is_close
from tests.quarter import quarter, whole
from tests.sim.evaluation.test_evaluation import days
from tests.stories import ends, numbers

OFTEN = {"blocks__assessment__first_day": 90, "blocks__assessment__interval": 91, "blocks__assessment__tests": 15}


def lived(arm, seed=1, **changes):
    """The end of one run of the small city, a test on day 100 of 120, with the ring of twenty days before it."""
    return ends(quarter(arm, **changes), seed)[1]


@pytest.mark.parametrize(
    ("now", "turn_days", "close"),
    [(79.0, 20, False), (80.0, 20, True), (99.0, 20, True), (100.0, 20, False), (99.0, 0, False), (0.0, 365, True)],
)
def test_a_test_is_close_from_so_long_before_it_to_the_eve(now, turn_days, close):
    assert is_close(now, 100.0, turn_days) is close


def test_nobody_looks_less_often_because_a_test_comes():
    """Who inspects every three days goes on so, beside the same city in which nobody turns."""
    seldom = {"blocks__assessment__turn_visit_days": 30.0, "blocks__assessment__known_days": 0}
    turned, still = (lived("lead_agency_visiting", **seldom, blocks__assessment__turn_days=days) for days in (20, 0))
    assert turned.clients.blocks["visits"].sum() == still.clients.blocks["visits"].sum()


def test_on_the_day_of_the_test_each_department_is_again_as_its_orders_say():
    for arm, first in (("siloed", False), ("orders", True)):
        end = lived(arm, work__priority_resisted=0.0)
        assert not end.clients.book[0].turned
        assert [bool(end.desks[one.desk].files_first) for one in end.departments[:3]] == [first] * 3


def test_while_it_is_close_only_those_who_answer_for_what_is_assessed_turn_unless_their_heads_resist():
    """The mornings before the test on day 160: a and b own and share in litter; the street only inspects."""
    for resisted, first in ((0.0, [True, True, False]), (1.0, [False, False, False])):
        for day, state in days(quarter("siloed", work__priority_resisted=resisted), seed=1, until=164):
            close = 140 <= day < 160
            assert state.clients.book[0].turned == close, day
            now = [bool(state.desks[one.desk].files_first) for one in state.departments[:3]]
            assert now == (first if close else [False] * 3), day


def test_a_team_that_works_answers_for_the_title_and_departments_do_not_turn():
    for _, state in days(quarter("task_force", blocks__assessment__turn_days=60), seed=1, until=164):
        assert not (state.clients.book[0].turned and state.city[0].teams_working > 0)


def test_the_oftener_a_turned_city_looks_the_more_inspections_there_are():
    """In one city with the same arrivals, where nobody knows what the test will look at."""
    unknown = {"blocks__assessment__known_days": 0}
    still = lived("siloed", **unknown, blocks__assessment__turn_days=0).city[0].ledger.contacts
    often, seldom = (
        lived("siloed", **unknown, blocks__assessment__turn_visit_days=days).city[0].ledger.contacts
        for days in (5.0, 10.0)
    )
    assert often > seldom > still


@pytest.mark.slow
def test_tests_every_quarter_make_the_routine_a_campaign_of_its_own():
    """Measured: 608 thousand days beside 660. More is in order,
    and more of it on the day than elsewhere, where the sample is known."""

    def mean(name, **changes):
        values = []
        for seed in (1, 2, 3):
            past, end = ends(whole("siloed", **OFTEN, **changes), seed)
            values.append(measure(past, end, numbers(whole("siloed")).arm)[name])
        return np.mean(values)

    off = {"blocks__assessment__turn_days": 0}
    assert mean("measured_defect_days") < 0.97 * mean("measured_defect_days", **off)
    assert mean("index_tested") - mean("index_unseen") > mean("index_tested", **off) - mean("index_unseen", **off) + 0.5
