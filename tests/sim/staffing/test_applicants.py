"""Applicants: who stands under each way in, when, and how they look; nobody's luck depends on anybody else."""

import math
import os
import subprocess
import sys

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.core.parameter import as_row
from sim.staffing.applicants import (
    Demand,
    candidates,
    pool,
    probability_of_applying,
    usual_odds,
)
from sim.staffing.calls import days_to_names
from sim.staffing.parameters import CallWay
from tests.staff import call_of, people

WAYS = (CallWay.NOMINATION, CallWay.OPEN_CALL, CallWay.TALENT_POOL)
DEMANDS = [Demand(0, 0, 2), Demand(1, 0, 1), Demand(1, 2, 1)]


@pytest.mark.parametrize("way", WAYS)
def test_one_more_cadre_changes_nobody_elses_luck(way):
    few, more = people([20] * 3, 1), people([20] * 4, 1)
    more[:60] = few
    call = call_of(pool_share=1.0)  # a pool of a fixed share has more places where there are more people
    one, two = (candidates(9, rows, DEMANDS, call, way, 4) for rows in (few, more))
    old = two.cadre < 60
    assert old.sum() == len(one.cadre) > 0
    for a, b in zip(one, two, strict=True):
        assert np.array_equal(a, b[old])


@pytest.mark.parametrize("way", WAYS)
def test_only_who_is_at_home_stands(way):
    cadres = people([20] * 3, 1)
    cadres["post"][::2] = Post.IN_TEAM
    cadres["home_desk"][1] = -1
    stand = candidates(9, cadres, DEMANDS, call_of(apply_share=1.0, pool_share=1.0, nominees=10), way)
    assert len(stand.cadre)
    assert all(c % 2 == 1 and c != 1 for c in stand.cadre)


def test_calls_differ_by_number_and_seed():
    cadres = people([40] * 3, 1)
    chosen = [
        candidates(s, cadres, DEMANDS, call_of(), CallWay.OPEN_CALL, n).cadre.tolist() for s in (1, 2) for n in (0, 1)
    ]
    assert len({tuple(one) for one in chosen}) == 4
    with pytest.raises(ValueError, match="nobody is called"):
        candidates(1, cadres, DEMANDS, call_of(), CallWay.SEATS)


@pytest.mark.parametrize(("kept_back", "nominees"), [(0.0, 1), (0.25, 2), (0.8, 10)])
def test_a_department_names_its_best_after_those_whom_it_keeps(kept_back, nominees):
    cadres = people([20] * 3, 3)
    call = call_of(kept_back=kept_back, nominees=nominees)
    stand = candidates(3, cadres, DEMANDS, call, CallWay.NOMINATION)
    assert set(cadres["department"][stand.cadre]) == {0, 2}
    assert not stand.day.any()
    for department, asked in ((0, 3), (2, 1)):
        order = np.flatnonzero(cadres["department"] == department)
        order = order[np.argsort(-cadres["skill"][order])]
        first = round(kept_back * 20)
        mine = stand.cadre[cadres["department"][stand.cadre] == department]
        assert sorted(order[first : first + asked * nominees]) == sorted(mine)
    cadres["post"][stand.cadre] = Post.IN_TEAM  # a second call goes further down, not further up
    again = candidates(3, cadres, DEMANDS, call, CallWay.NOMINATION, 1)
    for department in (0, 2):
        lent, named = (cadres["skill"][c[cadres["department"][c] == department]] for c in (stand.cadre, again.cadre))
        assert not len(named) or named.max() <= lent.min()


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.9, 1.0])
@pytest.mark.parametrize("young", [0.1, 1.0, 10.0])
def test_as_many_apply_as_is_said_of_a_usual_city(share, young):
    call = call_of(apply_share=share, apply_young=young, usual_young=14 / 32)
    cadres = people([3000], 2)
    numbers = as_row(call)[0]
    odds = usual_odds(call)
    mean = np.mean([probability_of_applying(cadre, odds, numbers) for cadre in cadres])
    assert mean == pytest.approx(share, abs=0.01)
    applied = len(candidates(2, cadres, [], call, CallWay.OPEN_CALL).cadre)
    assert applied / 3000 == pytest.approx(share, abs=0.03)


def test_the_young_and_the_titled_apply_more_often():
    call = call_of(apply_young=3.0, apply_titled=2.0)
    cadres, numbers = people([2], 2), as_row(call)[0]
    cadres["age"], cadres["title"] = [30.0, 50.0], [True, False]
    odds = [p / (1.0 - p) for p in (probability_of_applying(c, usual_odds(call), numbers) for c in cadres)]
    assert odds[0] == pytest.approx(6.0 * odds[1])


def test_the_four_days_of_the_call():
    """B1: 792 applied within 4 days; here as many of 2,640, every day .7 of the day before."""
    cadres = people([88] * 30, 1)
    stand = candidates(1, cadres, [], call_of(usual_young=14 / 32), CallWay.OPEN_CALL)
    days = np.bincount(stand.day)
    assert len(days) == 4
    assert len(stand.cadre) == pytest.approx(792, abs=3 * math.sqrt(792))
    expected = len(stand.cadre) * np.array([1.0, 0.7, 0.49, 0.343]) / 2.533
    assert np.all(np.abs(days - expected) < 4.0 * np.sqrt(expected))
    for decay, last in ((0.0, 0), (1.0, 9)):
        odd = candidates(1, cadres[:500], [], call_of(apply_decay=decay, call_days=10), CallWay.OPEN_CALL)
        assert odd.day.max() == last
        assert odd.day.min() == 0


def test_the_pool_is_excellent_and_young_and_does_not_change():
    cadres = people([50] * 4, 1)
    call = call_of(pool_share=0.2, signal_noise_pool=0.0)
    inside = pool(1, cadres, call)
    assert len(inside) == 40
    young = np.flatnonzero(cadres["age"] < 40)
    assert set(inside) <= set(young)
    assert cadres["skill"][inside].min() >= cadres["skill"][np.setdiff1d(young, inside)].max()
    wide = pool(1, cadres, call_of(pool_share=0.9))
    assert set(young) <= set(wide)
    first = candidates(1, cadres, DEMANDS, call, CallWay.TALENT_POOL, 0)
    cadres["post"][first.cadre[:10]] = Post.IN_TEAM
    later = candidates(1, cadres, DEMANDS, call, CallWay.TALENT_POOL, 1)
    assert np.array_equal(later.cadre, first.cadre[10:])


@pytest.mark.parametrize("way", WAYS)
def test_the_signal_is_the_proficiency_with_noise(way):
    cadres = people([300] * 3, 1)
    name = "signal_noise_" + way.text.replace("talent_", "")
    demands = [Demand(0, k, 30) for k in range(3)]
    changes = {"apply_share": 0.9, "pool_share": 0.9, "nominees": 10}
    exact = candidates(1, cadres, demands, call_of(**changes, **{name: 0.0}), way)
    assert np.array_equal(exact.signal, cadres["skill"][exact.cadre])
    stand = candidates(1, cadres, demands, call_of(**changes, **{name: 0.4}), way)
    noise = np.log(stand.signal / cadres["skill"][stand.cadre])
    assert noise.mean() == pytest.approx(0.0, abs=0.06)
    assert noise.std() == pytest.approx(0.4, abs=0.05)


def test_days_from_the_call_to_the_names():
    call = call_of(call_days=4, review_days_open_call=14, review_days_nomination=10, review_days_pool=5)
    assert [days_to_names(as_row(call.model_copy(update={"way": way}))[0]) for way in (CallWay.SEATS, *WAYS)] == [
        0,
        10,
        18,
        5,
    ]


def story() -> str:
    """All who stand, in words that hold every bit."""
    cadres = people([12] * 3, 5)
    return repr([[part.tolist() for part in candidates(5, cadres, DEMANDS, call_of(), way, 3)] for way in WAYS])


def test_plain_python_gives_the_same_candidates_bit_for_bit():
    words = [sys.executable, "-c", "from tests.sim.staffing.test_applicants import story; print(story())"]
    done = subprocess.run(
        words, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == story()
