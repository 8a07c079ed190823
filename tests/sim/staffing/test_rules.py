"""Rules of staffing, one by one: whom a department lends, who applies when, how fit one is, how a team learns."""

import math

import pytest

from sim.cadres.state import Cadre, Post
from sim.core.purposes import APPLY, APPLY_DAY, EXIT, ON_DUTY, RECALL, SIGNAL
from sim.core.randomness import lognormal, normal, uniform
from sim.staffing.applicants import applies, day_of_applying, probability_of_applying
from sim.staffing.calls import days_to_names
from sim.staffing.familiarity import home_speed, rusty, since_after_change, team_speed, unlearned
from sim.staffing.parameters import CallWay
from sim.staffing.selection import best_for_seat, merit
from sim.staffing.suitability import qualified, signal_of, suitability
from sim.staffing.turnover import is_recalled, leaves
from tests.hand import regime, row, town
from tests.plain import plain

SEED = 5


def test_the_best_of_a_department_or_whoever_is_on_duty():
    """Skill and rapport add up; the withdrawn, those elsewhere and other departments are left out."""
    state = town(departments=2, cadres=5)
    cadres = state.cadres
    cadres["skill"][:5], cadres["rapport"][:5] = (1.0, 1.5, 0.9, 2.0, 3.0), (0.2, 0.0, 0.9, 0.0, 0.0)
    assert plain(merit)(SEED, cadres[2], True) == 1.8
    assert plain(merit)(SEED, cadres[2], False) == uniform(SEED, ON_DUTY, 2, 0, 0)
    cadres[4].withdrawn, cadres[3].post = True, Post.IN_TEAM

    def best(department=0, post=Post.AT_HOME, selected=True):
        return plain(best_for_seat)(SEED, cadres, department, post, selected)

    assert (best(), best(post=Post.IN_TEAM), best(post=Post.OUTSIDE), best(1), best(2)) == (2, 3, -1, 5, -1)
    draws = {c: uniform(SEED, ON_DUTY, c, 0, 0) for c in (0, 1, 2)}
    assert best(selected=False) == max(draws, key=lambda c: draws[c])
    cadres["skill"][:3], cadres["rapport"][:3] = 0.0, 0.0  # no merit is no reason not to be named
    assert best() == 0


def test_who_applies_by_youth_and_title():
    call = regime(call__young_age=40.0, call__apply_young=2.0, call__apply_titled=3.0).call
    for age, title, factor in ((40.0, False, 1.0), (39.9, False, 2.0), (40.0, True, 3.0), (39.0, True, 6.0)):
        cadre = row(Cadre, key=7, age=age, title=title)
        chance = 0.25 * factor / (1.0 + 0.25 * factor)
        assert plain(probability_of_applying)(cadre, 0.25, call) == pytest.approx(chance)
    draw = uniform(SEED, APPLY, 7, 2, 0)
    cadre = row(Cadre, key=7, age=50.0)
    for more, does in ((-1e-9, False), (1e-9, True)):
        chance = draw + more
        assert plain(applies)(SEED, cadre, 2, chance / (1.0 - chance), call) == does


def test_applications_come_in_less_every_day_while_the_call_is_open():
    """Shares 4/7, 2/7 and 1/7 of three days where each is half of the day before."""
    call = regime(call__call_days=3, call__apply_decay=0.5).call
    for key in range(60):
        draw = uniform(SEED, APPLY_DAY, key, 2, 0)
        assert plain(day_of_applying)(SEED, row(Cadre, key=key), 2, call) == (draw >= 4 / 7) + (draw >= 6 / 7)


def test_each_way_takes_its_days():
    call = regime(call__review_days_nomination=2, call__call_days=10, call__review_days_open_call=5,
                  call__review_days_pool=3).call  # fmt: skip
    for way, days in ((CallWay.NOMINATION, 2), (CallWay.OPEN_CALL, 15), (CallWay.TALENT_POOL, 3), (CallWay.SEATS, 0)):
        call.way = way
        assert plain(days_to_names)(call) == days


def test_fit_is_what_is_seen_and_more():
    call = regime(call__second_fit=0.5, call__rapport_weight=0.2, call__experience_weight=0.1).call
    cadre = row(Cadre, key=7, competence=1, second=2, skill=2.0, second_skill=1.0, rapport=0.5)
    assert plain(suitability)(1.8, cadre, 1, call) == pytest.approx(1.9)
    assert plain(suitability)(1.8, cadre, 2, call) == pytest.approx(1.8 * 0.5 * 0.5 + 0.1)
    cadre.experience = True
    assert plain(suitability)(1.8, cadre, 1, call) == pytest.approx(2.0)
    assert [plain(qualified)(cadre, k) for k in (0, 1, 2)] == [False, True, True]
    cadre.second = 0
    assert [plain(qualified)(cadre, k) for k in (0, 2)] == [True, False]
    cadre.second = -1
    assert not plain(qualified)(cadre, -1)
    seen = 2.0 * lognormal(1.0, 0.3, normal(SEED, SIGNAL, 7, 4, 1))
    assert plain(signal_of)(SEED, cadre, 4, 1, 0.3) == seen


def test_a_team_learns_forgets_and_is_rusty():
    told = regime(staffing__familiarity_start=0.6, staffing__familiarity_days=20.0, staffing__forget_days=40.0,
                  staffing__return_loss=0.3).staffing  # fmt: skip
    fifth = math.exp(-1.0)
    assert plain(team_speed)(-5.0, told) == plain(team_speed)(0.0, told) == pytest.approx(0.6)
    assert plain(team_speed)(20.0, told) == pytest.approx(1.0 - 0.4 * fifth)
    assert plain(unlearned)(40.0, told) == pytest.approx(0.4 * (1.0 - fifth))
    assert plain(home_speed)(20.0, 0.2, told) == pytest.approx(1.0 - 0.2 * fifth)
    assert plain(rusty)(20.0, told) == pytest.approx(0.3 * fifth)
    since = plain(since_after_change)(30.0, 10.0, 4, told)
    gap = 0.4 * fifth + (0.4 - 0.4 * fifth) / 4
    assert plain(team_speed)(30.0 - since, told) == pytest.approx(1.0 - gap)
    assert plain(since_after_change)(30.0, 10.0, 1, told) == pytest.approx(30.0)  # a team of one is new
    assert plain(since_after_change)(5.0, 10.0, 4, told) == pytest.approx(5.0)
    assert plain(since_after_change)(30.0, 10.0, 0, told) == 10.0
    told.forget_days, told.familiarity_start = 0.0, 1.0
    assert plain(unlearned)(40.0, told) == 0.0
    assert plain(since_after_change)(30.0, 10.0, 4, told) == 10.0


def test_who_leaves_and_who_is_called_back():
    cadre = row(Cadre, key=7)
    draw, recall = uniform(SEED, EXIT, 7, 3, 0), uniform(SEED, RECALL, 7, 3, 0)
    for more, does in ((0.0, False), (1e-9, True)):
        told = regime(staffing__exit_rate=draw + more, staffing__recall_rate=recall + more, staffing__recall_above=4.0)
        assert plain(leaves)(SEED, cadre, 3, told.staffing) == does
        for waiting, need in ((3.9, False), (4.0, True), (5.0, True)):
            assert plain(is_recalled)(SEED, cadre, 3, waiting, told.staffing) == (does and need)
