"""Tapering of teams without a task of their own: who had too little to do for four weeks goes home, one by one."""

import pytest

from sim.staffing.turnover import has_slack
from sim.task_forces.state import TeamStage
from sim.teams import tapering
from tests.hand import town
from tests.plain import plain
from tests.quarter import AT_ONCE, NO_DOORS, city, kind, quarter
from tests.sim.teams.test_rules import IN_TEAM, SETTING_UP, member, told
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.stories import ends

BUSY = AT_ONCE | {  # 120 defects a month of department a, .3 days each: one member's whole time; nobody else has any
    "blocks__kinds": {"litter": kind(arrivals=4.0, effort=0.3)},
    "blocks__doors__detection": 0.0,
    "blocks__visit_effort": 0.001,
    "blocks__assessment__target": 100.0,
    "staffing__setup_days": 14,
    "staffing__tapering": True,
}


def story(end):
    """Who went home when, by department; and the life of the team."""
    moves, lives = end.moves[: int(end.city[0].moved)], end.lives[: int(end.city[0].lived)]
    gone = [(float(one["day"]), int(one["department"])) for one in moves if one["leaves"]]
    return gone, [(TeamStage(one["stage"]).label, float(one["day"])) for one in lives]


@pytest.mark.parametrize(
    ("changes", "gone", "life"),
    [
        ({}, [(102.0, 1), (102.0, 2)], [("tapering", 102.0)]),
        ({"staffing__tapering": False}, [], []),
        ({"staffing__taper_idle": 1.0}, [], []),
        (NO_DOORS, [(102.0, 0), (102.0, 1), (102.0, 2)], [("tapering", 102.0), ("dissolved", 103.0)]),
    ],
    ids=["idle ones go", "switched off", "never idle enough", "with nothing to do all go, and it is over"],
)
def test_who_had_nothing_to_do_for_four_weeks_goes_home(changes, gone, life):
    """Set up from day 60, at work from day 74: the first four weeks end on day 102."""
    _, end = ends(quarter("task_force", **(BUSY | changes)))
    assert story(end) == (gone, [("set up", 60.0), ("working", 74.0), *life])
    assert end.city[0].ledger.tapered == len(gone)
    assert end.teams[0].members == 3 - len(gone)
    for check in (check_jobs, check_people, check_matters):
        check(end)


def test_two_of_one_department_go_four_weeks_apart():
    """What the first one's leaving does must show before the second goes; whoever stays to the horizon stays."""
    seats = {"staffing__seats": {"a": {"members": 2, "outside": 0}, "b": {"members": 3, "outside": 0}}}
    _, end = ends(quarter("task_force", **(BUSY | city() | seats)))
    assert story(end)[0] == [(102.0, 1), (130.0, 1), (158.0, 1)]


def test_the_busiest_of_an_idle_competence_stays_and_newcomers_are_not_counted():
    """Two members with 4 and 2 of 20 working days: together 15 % busy; the idler one goes, unless it just came."""
    for joined, busy, taper, goes in (
        ((0.0, 0.0), (4.0, 2.0), 0.8, 1), ((0.0, 0.0), (2.0, 4.0), 0.8, 0), ((0.0, 0.0), (4.0, 2.0), 0.86, -1),
        ((0.0, 10.0), (4.0, 2.0), 0.79, 0), ((0.0, 10.0), (4.0, 2.0), 0.8, -1), ((10.0, 10.0), (0.0, 0.0), 0.1, -1),
    ):  # fmt: skip
        state = town(departments=1, cadres=2, teams=1)
        for c in range(2):
            cadre = member(state, c)
            cadre.joined, cadre.project_time, cadre.days_per_week, cadre.team_share = joined[c], busy[c], 5, 1.0
        numbers = told(staffing__taper_idle=taper)
        assert plain(tapering.least_busy)(28.0, state, 0, 0, numbers) == goes
    state.cadres["post"] = SETTING_UP
    assert plain(tapering.least_busy)(90.0, state, 0, 0, numbers) == -1
    state.cadres["post"], state.cadres["home_desk"] = IN_TEAM, -1  # from outside: their place at home is not here
    assert plain(tapering.least_busy)(90.0, state, 0, 0, numbers) == -1


def test_slack_is_what_was_idle_of_the_days_that_there_were():
    staffing = told(staffing__taper_idle=0.5).staffing
    for busy, days, slack in ((9.0, 20.0, True), (10.0, 20.0, False), (0.0, 0.0, False), (25.0, 20.0, False)):
        assert has_slack(busy, days, staffing) == slack
