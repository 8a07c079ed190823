"""People in a city full of task forces: whatever happens to teams, on no day is anybody lost, doubled or forgotten."""

from itertools import pairwise

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.core.calendar import is_working_day
from sim.desks.dispatch import is_part_time, on_duty
from sim.state.state import State
from sim.task_forces.state import AT_WORK, NEXT, STARTING, TeamStage
from tests.portfolio import PAST, SMALL, days, kind, portfolio
from tests.sim.test_conservation import check_idle, check_jobs, check_matters, check_people

AWAY = (Post.SETTING_UP, Post.IN_TEAM, Post.IN_TRAINING)
GUEST = 1  # level of those from outside
HARD = {"evaluation__withdraw_months": 1, "evaluation__withdraw_below": 0.1, "evaluation__promote_months": 1}
NEED = {"staffing__recall_rate": 0.5, "staffing__recall_above": 0.5}
CASES = {
    "plain": {},
    "siloed": {},
    "renewal": {"staffing__renewal": True},
    "backbone": {"staffing__backbone": True},
    "backfill": {"staffing__backfill": True},
    "backfill and backbone": {"staffing__backfill": True, "staffing__backbone": True, "staffing__exit_rate": 0.3},
    "training": {"staffing__training_days": 10},
    "recall": NEED,
    "exits": {"staffing__exit_rate": 0.4},
    "withdrawals": HARD,
    "part-time": {"staffing__member_share": 0.5},
    "not dedicated": {"coordination__dedicated": False},
    "to the end": {"staffing__tapering": False},
    "a desk a competence": {
        "coordination__pooled": False,
        "coordination__authority": False,
        "coordination__all_visit": False,
    },
    "nomination": {"staffing__call__way": "nomination"},
    "open call": {"staffing__call__way": "open_call"},
    "greedy": {"staffing__call__matching": "greedy"},
    "random": {"staffing__call__matching": "random"},
    "at once": {"staffing__setup_days": 0, "staffing__call__review_days_pool": 0, "staffing__renewal": True},
    "everything": HARD | NEED | {"staffing__exit_rate": 0.2, "staffing__member_share": 0.4, "staffing__renewal": True,
                                 "staffing__training_days": 5, "staffing__backbone": True, "staffing__backfill": True,
                                 "work__false_closing": 0.2, "work__return_delay": 10.0},
}  # fmt: skip


def check_posts(state: State) -> None:
    """Every one of the city's own is at home or away; a department counts whom it lent, a team whom it has."""
    cadres, own = state.cadres, state.cadres["level"] != GUEST
    assert set(cadres["post"][own]) <= {Post.AT_HOME, *AWAY}
    assert set(cadres["post"][~own]) <= {Post.OUTSIDE, Post.STANDING_IN, *AWAY}
    away = np.isin(cadres["post"], AWAY)
    assert (cadres["post"] == Post.AT_HOME).sum() + state.departments["lent"].sum() == own.sum()
    assert np.array_equal(cadres["team"] >= 0, away)
    assert np.array_equal(np.bincount(cadres["team"][away], minlength=len(state.teams)), state.teams["members"])
    assert ((cadres["post"] == Post.IN_TEAM) <= (cadres["team_desk"] >= 0)).all()
    stand = cadres[cadres["post"] == Post.STANDING_IN]
    assert len(set(stand["stands_in_for"])) == len(stand)
    assert np.isin(cadres["post"][stand["stands_in_for"]], AWAY).all()
    assert np.array_equal(cadres["department"][stand["stands_in_for"]], stand["department"])


def check_seats(state: State) -> None:
    """Nobody sits twice, save members who serve two desks; who is away with all his time sits at no home desk."""
    home = np.flatnonzero(state.cadres["home_seat"] >= 0).tolist()
    team = np.flatnonzero(state.cadres["team_seat"] >= 0).tolist()
    check_idle(state)
    assert len(home) + len(team) == state.desks["people"].sum()
    members = set(np.flatnonzero(state.cadres["post"] == Post.IN_TEAM).tolist())
    assert set(team) == members
    both = {
        c for c, cadre in enumerate(state.cadres) if cadre.post in AWAY and (not cadre.dedicated or is_part_time(cadre))
    }
    own = {c for c in both if state.cadres[c].home_desk >= 0}
    assert set(home) == own | set(
        np.flatnonzero(np.isin(state.cadres["post"], (Post.AT_HOME, Post.STANDING_IN))).tolist()
    )


def check_work(state: State) -> None:
    """Every member holds the competence of its seat, and what waits at a team's desk somebody of it can do."""
    cadres, kinds = state.cadres, len(state.departments)
    members = cadres[cadres["team"] >= 0]
    assert (members["holds"] >> members["fills"] & 1).all()
    for q in np.flatnonzero(state.queues["waiting"][: 2 * kinds * len(state.desks)]):
        team, competence = state.desks[q // 2 // kinds].team, q // 2 % kinds
        if team >= 0:
            assert (members["holds"][members["team"] == team] >> competence & 1).any()


def check_sample(state: State, named: bool) -> None:
    """The day's record agrees with the day; on a day on which names came it shows the morning before."""
    sample = state.series[state.city[0].sampled - 1]
    own = (state.cadres["level"] != GUEST).sum()
    assert sample.present + sample.away == own
    if not named:
        assert sample.away == state.departments["lent"].sum()
        assert sample.present == (state.cadres["post"] == Post.AT_HOME).sum()
        assert sample.training == (state.cadres["post"] == Post.IN_TRAINING).sum()
        assert sample.teams == np.isin(state.teams["stage"], AT_WORK).sum()
        assert sample.waiting == np.isin(state.teams["stage"], STARTING).sum()


def check_lives(state: State) -> None:
    """Teams turn only to stages that may follow; days go on; a project has one team at most, a team one project."""
    lives = state.lives[: state.city[0].lived]
    assert len(lives) == state.city[0].lived
    assert (np.diff(lives["day"]) >= 0.0).all()
    for t, team in enumerate(state.teams):
        stages = [TeamStage.NONE, *lives["stage"][lives["team"] == t].tolist()]
        assert all(after in NEXT[before] for before, after in pairwise(stages))
        assert stages[-1] == team.stage
        assert team.project < 0 or state.clients.projects[team.project].team == t
    led = state.clients.projects["team"][state.clients.projects["team"] >= 0]
    assert len(set(led)) == len(led) == (state.teams["project"] >= 0).sum()


def check_moves(state: State) -> None:
    """The moves, lived again from the first one on, give today's members; nobody joins twice or leaves unjoined."""
    members: dict[int, tuple[int, int]] = {}
    moves = state.moves[: state.city[0].moved]
    assert len(moves) == state.city[0].moved
    assert (np.diff(moves["day"]) >= 0.0).all()
    for move in moves:
        assert move.department == state.cadres[move.cadre].department
        if move.leaves:
            assert members.pop(int(move.cadre)) == (move.team, move.competence)
        else:
            assert int(move.cadre) not in members
            members[int(move.cadre)] = (int(move.team), int(move.competence))
    now = np.flatnonzero(state.cadres["team"] >= 0)
    assert members == {int(c): (int(state.cadres[c].team), int(state.cadres[c].fills)) for c in now}
    assert state.city[0].ledger.enlisted == (~moves["leaves"]).sum()


@pytest.mark.parametrize("name", CASES)
def test_nobody_is_lost_on_any_day(name):
    told = portfolio("siloed" if name == "siloed" else "task_force", **CASES[name])
    staffed, ended = 0, {}
    for day, state in days(told, seed=3):
        check_people(state)
        if day % 3 == 0:
            check_jobs(state)
            check_matters(state)
        if day >= PAST:
            check_posts(state)
            check_seats(state)
            check_work(state)
            check_lives(state)
            check_moves(state)
            check_sample(state, named=state.city[0].ledger.staffed != staffed)
        for project, t in ended.items():  # closed yesterday evening: dissolved or renewed this morning (B9, G2)
            assert state.teams[t].stage not in AT_WORK or state.teams[t].project != project
        teams = [(int(p), t) for t, p in enumerate(state.teams["project"]) if state.teams[t].stage in AT_WORK]
        ended = {p: t for p, t in teams if state.clients.projects[p].closed == state.clients.projects[p].matters}
        staffed = state.city[0].ledger.staffed
    lives = state.lives[: state.city[0].lived]
    assert name == "siloed" or (staffed > 5 and state.city[0].ledger.called >= staffed)
    assert (TeamStage.RENEWED in lives["stage"]) == bool(told.staffing.renewal) == (state.city[0].ledger.renewed > 0)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_days_at_home_and_days_in_the_team_are_all_working_days(share):
    """A part-time member gives the team its share, to a day, of 200 days, and its department exactly the others."""
    told = portfolio(staffing__member_share=share, staffing__tapering=False, calendar__horizon_days=200)
    seen: dict[int, list[bool]] = {}
    for day, state in days(told, seed=1, until=PAST + 200):
        for c in np.flatnonzero(state.cadres["team"] >= 0):
            cadre = state.cadres[c]
            assert is_part_time(cadre)
            assert cadre.team_share == cadre.duty_share == share
            if not is_working_day(day, 5):
                assert not on_duty(cadre, day)
            elif day < state.city[0].until:
                seen.setdefault(int(c), []).append(bool(on_duty(cadre, day)))
                job = state.jobs[cadre.job]
                begun_today = cadre.job >= 0 and cadre.began >= day
                begun_today = begun_today and job.owner < 0  # a file in hand is carried on, whatever day it is
                if cadre.post == Post.IN_TEAM and begun_today:
                    assert (state.desks[job.desk].team >= 0) == seen[int(c)][-1]
                elif begun_today:
                    assert not seen[int(c)][-1]  # set up on the team's days, at home on the others
    assert len(seen) > 20
    for given in seen.values():
        assert abs(sum(given) - share * len(given)) <= 3.0  # a day for each stay in a team
    assert sum(map(sum, seen.values())) == pytest.approx(share * sum(map(len, seen.values())), rel=0.03)


def test_a_project_that_comes_first_is_led_first_and_the_largest_before_all():
    """Whichever project is called for has most matters left of all that wait that morning."""
    told = portfolio(projects__kinds=SMALL["projects__kinds"] | {"long": kind(matters=20)}, projects__per_month=6.0)
    before = None
    for day, state in days(told, seed=2):
        lives = state.lives[: state.city[0].lived]
        for life in lives[(lives["day"] == day) & (lives["stage"] == 4)] if before is not None and day > PAST else ():
            left = before.clients.projects["matters"] - before.clients.projects["closed"]
            waits = (
                (before.clients.projects["start"] <= day)
                & (before.clients.projects["team"] < 0)
                & (before.clients.projects["ended"] < 0)
            )
            called = set(lives["project"][lives["day"] == day].tolist())
            others = [p for p in np.flatnonzero(waits) if p not in called]
            assert left[life.project] >= max(left[others], default=0)
        before = state.copy()
    assert state.city[0].ledger.called > 8
