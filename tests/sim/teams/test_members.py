"""Members: what one must pass through before the team, when one goes home again, and what becomes of one there."""

from itertools import pairwise

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.core.calendar import working_time
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.staffing.familiarity import rusty
from sim.task_forces.state import AT_WORK, TeamStage
from tests.portfolio import NAMES, PAST, YEAR, days, portfolio
from tests.stories import STILL, numbers

GUEST = 1
CALM = {name: value for name, value in STILL.items() if name != "city__second_share"}


def mornings(told, seed=1, until=PAST + YEAR):
    """For every morning of the arm: the day, the city before it, and the city just after it."""
    records = numbers(told)
    state = live(initialise(told, records, seed), records, float(PAST))
    intervene(state, told, records, 0.0)
    for day in range(PAST, until):
        state = live(state, records, float(day))
        before = state.copy()
        state = live(state, records, day + 1e-9)
        yield day, before, state


def needed_for(state, project):
    """Competences that open or unfiled matters of a project still need, rulings included, as a bit mask."""
    needed = 0
    for matter in state.matters[(state.matters["client"] == project) & (state.matters["stage"] != MatterStage.CLOSED)]:
        clearances = state.clearances[matter["first"] : matter["first"] + matter["clearances"]]
        left = clearances["competence"][clearances["stage"] != ClearanceStage.DONE]
        needed |= int(np.bitwise_or.reduce(1 << left, initial=0)) | (
            int(matter["competences"]) if matter["ruling"] else 0
        )
    return needed


def moved(before, state):
    """The moves of a morning."""
    return state.moves[before.city[0].moved : state.city[0].moved]


@pytest.mark.parametrize("backbone", [False, True])
def test_who_is_needed_no_more_goes_home_within_a_week_and_nobody_else(backbone):
    """Idle members with no clearance or ruling left to give go home; an outsider takes the place where that is on."""
    told = portfolio(staffing__backbone=backbone)
    gone = replaced = 0
    idle = {}
    for _, before, state in mornings(told, seed=2):
        ended = {t for t, team in enumerate(before.teams) if team.project != state.teams[t].project}
        need = {t: needed_for(before, team.project) for t, team in enumerate(before.teams) if team.stage in AT_WORK}
        left = [move for move in moved(before, state) if move.leaves and move.team not in ended]
        for move in left:
            assert before.cadres[move.cadre].holds & need[int(move.team)] == 0
            assert before.cadres[move.cadre].job < 0
            assert state.cadres[move.cadre].post == Post.AT_HOME
            come = [one for one in moved(before, state) if not one.leaves and one.competence == move.competence]
            outside = (before.cadres["post"] == Post.OUTSIDE) & (before.cadres["department"] == move.competence)
            alike = sum(one.competence == move.competence for one in left)
            assert len(come) == (min(alike, outside.sum()) if backbone else 0)
            assert all(state.cadres[one.cadre].level == GUEST for one in come)
            replaced += len(come)
        gone += len(left)
        assert state.city[0].ledger.tapered == gone
        for c, cadre in enumerate(state.cadres):
            useless = cadre.post == Post.IN_TEAM and cadre.home_desk >= 0 and before.cadres[c].post == Post.IN_TEAM
            useless = useless and cadre.holds & need.get(int(cadre.team), -1) == 0
            idle[c] = idle.get(c, 0) + 1 if useless else 0
            assert idle[c] < 7
    assert gone > 5
    assert (replaced > 3) == backbone


def test_without_tapering_all_stay_to_the_end():
    for _, before, state in mornings(portfolio(staffing__tapering=False), seed=2):
        for move in moved(before, state):
            assert not move.leaves or state.teams[move.team].stage in (TeamStage.DISSOLVED, TeamStage.CALLED)
    assert state.city[0].ledger.tapered == 0
    assert state.city[0].moved > 20


@pytest.mark.parametrize("training", [0, 12])
def test_training_comes_before_set_up_and_delays_the_first_day(training):
    """Five days to the names, then the training, then a week of set-up; a member passes through each in turn."""
    told = portfolio(staffing__training_days=training, staffing__tapering=False)
    posts = {}
    for _, _, state in mornings(told, seed=1):
        for c in np.flatnonzero(state.cadres["team"] >= 0):
            counts = posts.setdefault((int(c), int(state.teams[state.cadres[c].team].project)), {})
            counts[int(state.cadres[c].post)] = counts.get(int(state.cadres[c].post), 0) + 1
    lives = state.lives[: state.city[0].lived]
    taken = {TeamStage.CALLED: 5.0, TeamStage.IN_TRAINING: float(training), TeamStage.SET_UP: 7.0}
    for project in np.unique(lives["project"]):
        life = lives[lives["project"] == project]
        expected = (
            [TeamStage.CALLED, TeamStage.IN_TRAINING, TeamStage.SET_UP, TeamStage.WORKING]
            if training
            else [TeamStage.CALLED, TeamStage.SET_UP, TeamStage.WORKING]
        )
        stages = life["stage"].tolist()
        assert stages[: len(expected)] == expected[: len(stages)]
        for one, other in pairwise(life):
            if one.stage in taken and state.city[0].ledger.unstaffed == 0:
                assert other.day - one.day == taken[int(one.stage)]
    whole = [counts for counts in posts.values() if counts.get(Post.IN_TEAM)]
    assert len(whole) > 10
    assert all(counts.get(Post.IN_TRAINING, 0) == training for counts in whole)
    assert all(counts.get(Post.SETTING_UP, 0) == 7 for counts in whole)


@pytest.mark.parametrize("loss", [0.0, 0.4])
def test_who_comes_home_is_slower_there_and_recovers(loss):
    """A routine matter at home takes 1 / (1 - loss e^(-t / tau)) as long, t days after the return: exactly that."""
    rules = CALM | {"staffing__return_loss": loss, "staffing__familiarity_days": 20.0}
    told, seen = portfolio(**rules), []
    staffing = numbers(told).regimes[1].staffing
    for _, _, state in mornings(told, seed=1):
        for cadre in state.cadres[(state.cadres["job"] >= 0) & (state.cadres["level"] != GUEST)]:
            job = state.jobs[cadre.job]
            if job.kind == JobKind.ROUTINE:
                span = working_time(cadre.until, 5) - working_time(cadre.began, 5)
                slow = span * cadre.skill / job.effort
                home = cadre.returned >= 0.0 and cadre.began >= cadre.returned
                away = cadre.began - cadre.returned
                assert slow == pytest.approx(1.0 / (1.0 - rusty(away, staffing)) if home else 1.0, rel=1e-6)
                seen += [(away, slow)] if home else []
    early = [slow for away, slow in seen if away < 5.0]
    late = [slow for away, slow in seen if away > 50.0]
    assert min(len(early), len(late)) > 5
    assert (np.mean(early) > 1.4) == (loss > 0.0)
    assert np.mean(late) < 1.05


@pytest.mark.parametrize("above", [0.0, 2.0, 20.0])
def test_only_departments_in_need_call_their_people_back(above):
    """Half of all members a month where everybody is in need; none where nobody is; those in need only in between."""
    rules = {"staffing__recall_rate": 0.5, "staffing__recall_above": above, "staffing__tapering": False}
    asked = recalled = 0
    for seed in range(1, 4):
        for day, before, state in mornings(portfolio(**rules), seed):
            if day == PAST or (day - PAST) % 30:
                continue
            stay = [
                t for t, team in enumerate(state.teams) if team.stage in AT_WORK and before.teams[t].stage in AT_WORK
            ]
            back = {int(move.cadre) for move in moved(before, state) if move.leaves and move.team in stay}
            rows = before.departments
            need = np.maximum(rows["waiting"], 0.0) / np.maximum(rows["establishment"] - rows["lent"], 1)
            sits = (before.cadres["post"] == Post.IN_TEAM) & np.isin(before.cadres["team"], stay)
            may = set(np.flatnonzero(sits & (need[before.cadres["department"]] >= above)).tolist())
            assert back <= may
            asked += len(may)
            recalled += len(back)
        assert (above < 20.0) <= (state.city[0].ledger.recalled > 0)
    assert asked > 12 or above == 20.0
    assert recalled == pytest.approx(0.5 * asked, abs=1.0 + 2.0 * np.sqrt(0.25 * asked))
    assert above < 20.0 or recalled == 0


def test_whoever_is_lent_has_a_stand_in_as_fast_for_as_long_as_he_is_away():
    """Backfill, with outsiders enough: every department has as many hands, of the same speeds, as without teams."""
    usual = None
    seats = {name: {"members": 0, "outside": 12} for name in (*NAMES, "leaders")}
    for _, state in days(portfolio(staffing__backfill=True, staffing__seats=seats), seed=1):
        here = state.cadres[np.isin(state.cadres["post"], (Post.AT_HOME, Post.STANDING_IN))]
        hands = [sorted(here["skill"][here["department"] == d].tolist()) for d in range(len(state.departments))]
        usual = usual or hands
        assert hands == usual
    assert state.departments["lent"].sum() > 4
