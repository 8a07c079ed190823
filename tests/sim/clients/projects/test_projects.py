"""Projects: without a team they go the old way, one more disturbs no other, and a team that lacks people waits."""

from operator import attrgetter

import numpy as np
import pytest
from pydantic import ValidationError

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.config import load_scenario
from sim.faults import faults_of
from sim.matters.state import ClearanceStage, MatterStage
from sim.scenario import Scenario
from sim.task_forces.state import AT_WORK, TeamStage
from sim.yaml_scan import ConfigError
from tests.portfolio import NAMES, PAST, YEAR, city, days, kind, portfolio
from tests.stories import ends, numbers

# The old way.


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("changes", [{}, {"staffing__member_share": 0.5}, {"staffing__call__way": "nomination"}])
def test_while_no_team_has_begun_every_matter_goes_as_in_the_silo(changes, seed):
    """Names come after the horizon: not one closing, not one clearance is another than in the silo, bit for bit."""
    late = {"staffing__call__review_days_pool": 120, "staffing__call__review_days_nomination": 120}
    late |= {"calendar__horizon_days": 118, "evaluation__false_closing": 0.3, "work__false_closing": 0.1}
    late |= {"work__return_delay": 20.0}
    silo, called = (ends(portfolio(arm, **(late | changes)), seed)[1] for arm in ("siloed", "task_force"))
    assert called.city[0].ledger.called >= len(called.teams)  # again where departments were quicker
    assert (called.matters["stage"] == MatterStage.CLOSED).sum() > 20
    for rows in ("matters", "clearances", "departments", "cadres", "heap"):
        assert np.array_equal(getattr(silo, rows), getattr(called, rows)), rows
    for name in ("closed", "solved", "handovers", "passed", "rulings", "lapses"):
        assert silo.city[0].ledger[name] == called.city[0].ledger[name], name


def test_false_closings_and_parallel_work_belong_to_led_projects():
    """One team: only its project's matters are closed falsely or go to several departments at once."""
    told = portfolio(staffing__teams=1, evaluation__false_closing=0.5, work__false_closing=0.0)
    falsely, parallel = {True: 0, False: 0}, {True: 0, False: 0}
    for _, state in days(told, seed=2):
        led = state.clients.projects["led"][state.matters["client"]]
        stages = state.clearances["stage"]
        moving = np.bincount(
            state.clearances["matter"][(stages != ClearanceStage.WAITING) & (stages != ClearanceStage.DONE)],
            minlength=len(led),
        )
        for one in (True, False):
            falsely[one] += int(state.matters["closed_falsely"][led == one].sum())
            parallel[one] += int((moving[led == one] > 1).sum())
    assert falsely[False] == parallel[False] == 0
    assert min(falsely[True], parallel[True]) > 20
    assert not state.clients.projects["led"].all()


def test_a_team_takes_its_own_projects_matters_and_no_other():
    """While a team works its matters are kept in its slot, all others in the departments'."""
    seen = 0
    for _, state in days(portfolio(), seed=1):
        working = np.isin(state.teams["stage"], AT_WORK)
        team = state.clients.projects["team"][state.matters["client"]]
        own = (team >= 0) & working[team]
        assert np.array_equal(state.matters["slot"], np.where(own, (1 + team) * len(state.departments), 0))
        seen += int(own.any())
    assert seen > 60


# One more.

FIXED = ("filed", "client", "effort", "ruling", "escalated", "measured", "competences", "dependence", "clearances")
PEOPLE = ("age", "title", "skill", "rapport", "level", "second_skill")
FIELD = ("second", "experience", "holds")


def test_one_team_more_changes_nothing_before_it_is_called():
    """A third task force finds no project waiting at first; until it is called nobody does anything else."""
    told = {n: portfolio(staffing__teams=n, projects__per_month=1.5) for n in (2, 3)}
    compared = 0
    for seed in range(1, 5):
        for (day, few), (_, more) in zip(days(told[2], seed), days(told[3], seed), strict=True):
            if more.teams[2].stage == TeamStage.CALLED:
                break
            for rows in ("matters", "clearances", "departments", "cadres", "clients.projects"):
                assert np.array_equal(attrgetter(rows)(few), attrgetter(rows)(more)), (day, rows)
            compared += day > PAST + 20
    assert compared > 20


def test_one_project_more_changes_no_other_projects_draws():
    """A longer horizon brings more projects; those that were there keep their days, kinds, departments and matters."""
    short, long = (initialise(told, numbers(told), 5) for told in (portfolio(), portfolio(calendar__horizon_days=150)))
    known = len(short.clients.projects)
    assert len(long.clients.projects) > known
    for name in short.clients.projects.dtype.names:
        assert np.array_equal(short.clients.projects[name], long.clients.projects[name][:known]), name
    mine = long.matters[long.matters["client"] < known]
    order = np.argsort(mine["key"]), np.argsort(short.matters["key"])
    assert np.array_equal(mine["key"][order[0]], short.matters["key"][order[1]])
    for name in FIXED:
        assert np.array_equal(mine[name][order[0]], short.matters[name][order[1]]), name


def test_one_cadre_or_department_more_changes_nobody_else():
    """Everybody's draws are keyed to department and place in it; which second field is drawn among all there are."""
    plain = initialise(portfolio(), numbers(portfolio()), 3).cadres
    rows = city()["city__departments"]
    rows["south"] = rows["south"] | {"cadres": 7}
    cadre = portfolio(city__departments=rows)
    department = portfolio(**city((*NAMES, "sea")))  # stands before the leaders, whose number moves up
    for told, fields in ((cadre, PEOPLE + FIELD), (department, PEOPLE)):
        more = initialise(told, numbers(told), 3).cadres
        where = {int(key): c for c, key in enumerate(more["key"])}
        some = [one for one in plain if one.department < len(NAMES)]
        assert len(some) == 72
        for one in some:
            other = more[where[int(one.key)]]
            assert all(one[name] == other[name] for name in fields)
            assert bool(one.second >= 0) <= bool(one.experience)


# A team without people.


def test_a_team_that_cannot_be_staffed_waits_until_somebody_is_back():
    """Two projects need the only holder of a competence: one team waits, is counted, and gets names when he is free."""
    rows = city(("a", "b", "c"), cadres=6, outside=0)
    rows["city__departments"]["c"]["cadres"] = 1
    only = {"task": kind(competences=3, matters=6, spread_days=5.0, effort=1.0)}
    told = portfolio(**rows, projects__kinds=only, projects__per_month=3.0, projects__team_members=3,
                     staffing__teams=2, city__second_share=0.0, staffing__call__home_limit=1.0,
                     staffing__call__pool_share=1.0, staffing__least_filled=1.0)  # fmt: skip
    waited = staffed = 0
    for _, state in days(told, seed=1):
        holder = state.cadres[12]
        assert holder.department == 2
        waiting = state.teams["stage"] == TeamStage.CALLED
        waited += int(
            (waiting & (state.teams["called"] < state.city[0].now - 6.0)).any() and holder.post != Post.AT_HOME
        )
        staffed = max(staffed, int(state.city[0].ledger.staffed))
        for t in np.flatnonzero(np.isin(state.teams["stage"], (TeamStage.SET_UP, TeamStage.WORKING))):
            assert state.teams[t].members == 3
            assert holder.team == t
    ledger = state.city[0].ledger
    assert waited > 10
    assert ledger.unstaffed >= waited // 5
    moves = state.moves[: state.city[0].moved]
    own = moves[moves["cadre"] == 12]
    assert len(own) >= 4
    assert own["team"][~own["leaves"]].tolist()[:2] in ([0, 1], [1, 0])
    assert staffed == (~own["leaves"]).sum()


def test_a_project_that_nobody_may_be_sent_for_stays_with_the_departments():
    """No department may lend anybody: no team begins, every project is moved the old way, nothing fails."""
    told = portfolio(staffing__call__home_limit=0.05)
    _, end = ends(told, 1)
    assert end.city[0].ledger.staffed == end.city[0].ledger.enlisted == 0
    again = end.city[0].ledger.called - len(end.teams)  # where departments had ended the project meanwhile
    assert end.city[0].ledger.unstaffed >= len(end.teams) * (YEAR // 5 - 1) - 2 * again
    assert not end.clients.projects["led"].any()
    assert (end.clients.projects["ended"] > PAST).any()


# Bad input.


SEATS = portfolio().staffing.call.model_dump() | {"way": "seats"}
WAYS = (
    "staffing.call.way = seats: where every task force has a project of its own, one of nomination, open_call, "
    "talent_pool"
)
ENDS = (
    "needs team_window 0 and ring_fence none where every task force has a project of its own; choose closed or "
    "as_it_was"
)
NO_KIND = "projects.kinds: no kind has a weight, but per_month = 3"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"staffing__call": SEATS}, WAYS),
        ({"resources__team_window": 30}, f"resources = closed city: {ENDS}"),
        ({"projects__kinds": {"none": kind(weight=0.0)}}, NO_KIND),
        ({"projects__kinds": {}}, NO_KIND),
        (
            {"projects__per_month": 0.0},
            "projects.per_month = 0: no project begins, so a task force would have no client",
        ),
        (
            {"projects__kinds": {"large": kind(competences=9)}},
            "projects.kinds.large.competences = 9: must not exceed the 8 departments that clear",
        ),
        (
            {"projects__kinds": {"odd": kind(matter_competences=5)}},
            "projects.kinds.odd.matter_competences = 5: must not exceed competences = 4",
        ),
    ],
)
def test_projects_that_cannot_be_are_said_in_one_line(changes, said):
    with pytest.raises(ValidationError) as caught:
        portfolio(**changes)
    assert faults_of(caught.value, Scenario.of_kind("projects")) == [said]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("resources=equal_routine", f"resources = equal routine: {ENDS}"),
        ("stream.load=3", "stream.load = 3: unknown parameter"),
        ("staffing.call.way=seats", WAYS),
        (
            "projects.kinds.reform.matters=0",
            "projects.kinds.reform.matters = 0: must be a whole number between 1 and 500 (matters)",
        ),
        (
            "projects.kinds.reform.matter_competences=9",
            "projects.kinds.reform.matter_competences = 9: must not exceed competences = 8",
        ),
        (
            "staffing.call.home_limit=2",
            "staffing.call.home_limit = 2: must be a number between 0.05 and 1 (share of a department's people)",
        ),
    ],
)
def test_a_word_of_a_command_that_cannot_be_is_refused_in_one_line(word, said):
    with pytest.raises(ConfigError) as caught:
        load_scenario("city_portfolio", [word])
    assert list(caught.value.lines) == [said]


def test_a_team_whose_project_departments_end_first_never_begins():
    """Names come after the project is over: the call ends with it, nobody is lent for it, and it counts for no team."""
    late = {"staffing__call__review_days_pool": 120, "calendar__horizon_days": 118, "work__false_closing": 0.0}
    _, end = ends(portfolio(**late), 1)
    ended = end.clients.projects["ended"] >= 0.0
    assert ended.sum() > 3
    assert (end.clients.projects["team"][ended] == -1).all()
    assert not end.clients.projects["led"].any()
    assert end.city[0].ledger.called > len(end.teams)
