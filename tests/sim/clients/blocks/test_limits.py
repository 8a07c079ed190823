"""Blocks at exact limits: what is known of queues, of samples and of habits comes out. These repeat inputs."""

import math

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.clients.blocks.exam import hold_exam
from sim.clients.blocks.population import MONTH_WORKED
from tests.plain import plain
from tests.quarter import AT_ONCE, NO_DOORS, NO_TESTS, city, kind, quarter, whole
from tests.stories import ends, numbers
from tests.workbench import worked


def erlang_system(offered: float, servers: int) -> float:
    """Mean number in an M/M/c queue, waiting or served."""
    terms = [offered**n / math.factorial(n) for n in range(servers)]
    last = offered**servers / math.factorial(servers) / (1.0 - offered / servers)
    return offered + last / (sum(terms) + last) * offered / (servers - offered)


RATE = 100 * 0.45 / MONTH_WORKED  # defects a working day of the hundred items below; each takes one day of one of three
SPAN = 3500


@pytest.fixture(scope="module")
def queues():
    """Eight cities of one kind, called in at once and mended by its owner alone, from empty to day 3,500."""
    told = quarter(
        **city(owner=3), **AT_ONCE, **NO_TESTS, blocks__doors__detection=0.0, blocks__visit_interval=3650.0,
        blocks__total=100, blocks__kinds={"litter": kind(arrivals=0.45, effort=1.0)}, blocks__effort_law="exponential",
        calendar__intervention_day=0, calendar__horizon_days=SPAN,
    )  # fmt: skip
    return [ends(told, seed)[1] for seed in range(1, 9)]


def erlang_shares(offered: float, servers: int, most: int) -> np.ndarray:
    """How often so many are in an M/M/c queue, from none to *most* less one."""
    weights = [1.0]
    for n in range(1, most):
        weights.append(weights[-1] * offered / min(n, servers))
    return np.array(weights) / sum(weights)


def test_one_kind_called_in_at_once_is_a_queue_of_its_owner_and_obeys_little(queues):
    """Constant arrivals and repair: the mean number open is Erlang's, and arrivals times the time that each takes."""
    span = float(worked(np.array([float(SPAN)]))[0])
    open_now, taken = [], []
    for end in queues:
        arises, m = end.clients.arisings["arises"], end.matters
        begun, done = worked(arises), worked(np.where(m["solved"], m["closed"], float(SPAN)))
        here = arises < SPAN
        assert np.array_equal(m["filed"][here], arises[here])
        mornings = np.arange(200.0, span) + 0.5
        open_now.append(np.mean([(here & (begun <= at) & (done > at)).sum() for at in mornings[::7]]))
        taken.append((done - begun)[here & m["solved"]].mean())
    assert np.mean(open_now) == pytest.approx(erlang_system(RATE, 3), rel=0.06)
    assert np.mean(open_now) == pytest.approx(RATE * np.mean(taken), rel=0.03)


def test_with_capacity_above_arrivals_the_index_settles_at_the_queues_own_level_without_a_trend(queues):
    """Whoever is in the queue is of any item alike: one is in order with chance .99 to the power of their number."""
    shares = erlang_shares(RATE, 3, 400)
    level = 100.0 * float((shares * 0.99 ** np.arange(400)).sum())
    assert level < 98.2  # else nothing could be told from a city in which all is in order
    mornings = np.array([end.clients.samples["index"][300:SPAN] for end in queues])
    assert mornings.mean() == pytest.approx(level, abs=0.15)
    early, late = mornings[:, :1600].mean(axis=1), mornings[:, 1600:].mean(axis=1)
    error = np.std(late - early, ddof=1) / math.sqrt(len(queues))
    assert abs(np.mean(late - early)) < max(2.5 * error, 0.05)


def frozen(share: float, together: bool = False, sigma: float = 0.0, **kinds):
    """2,000 scores of ten seeds' tests of one city that nobody touches, and which of its items are in order."""
    scores = []
    told = quarter(
        blocks__total=120, blocks__people_sigma=sigma, blocks__assessment__tests=200, blocks__assessment__interval=1,
        blocks__assessment__first_day=0, blocks__assessment__items_sampled=30, calendar__horizon_days=250,
        blocks__assessment__known_days=0, blocks__assessment__whole_blocks=together, **kinds,
    )  # fmt: skip
    records = numbers(told)
    people = initialise(told, records, 0).clients.blocks["people"].copy()
    for seed in range(10):
        state = initialise(told, records, seed)
        state.clients.blocks["people"] = people
        measured = np.flatnonzero(state.clients.kinds["measured"][np.arange(len(state.clients.items)) % 2])
        broken = measured[: int(len(measured) * share)]
        state.clients.items["open"][broken] = 1
        for _ in range(200):
            plain(hold_exam)(1e6, state)
        scores += list(state.clients.exams["score"])
    assert len(scores) == 2000
    good = (state.clients.items["open"][measured] == 0).astype(float)
    return np.array(scores), good, people[measured // 2].astype(float)


def test_the_index_of_a_frozen_city_varies_as_a_sample_without_replacement():
    """Over 2,000 keyed samples its variance is p (1 - p) / n (N - n) / (N - 1)."""
    scores, good, _ = frozen(0.25)
    p, many = good.mean(), len(good)
    assert (p, many) == (0.75, 120)
    assert scores.mean() == pytest.approx(75.0, abs=0.6)
    assert scores.var() == pytest.approx(p * (1.0 - p) / 30 * (many - 30) / (many - 1) * 100.0**2, rel=0.1)


def test_with_weights_it_varies_as_a_ratio_of_weighted_sums():
    """The design effect of weights: what a weighted item tells, w (y - R), in the place of y; well above 1."""
    scores, good, people = frozen(0.25, sigma=0.5)
    ratio, many = (people * good).sum() / people.sum(), len(good)
    told = people / people.mean() * (good - ratio)
    expected = told.var() / 30 * (many - 30) / (many - 1) * 100.0**2
    equal = ratio * (1.0 - ratio) / 30 * (many - 30) / (many - 1) * 100.0**2
    assert expected / equal > 1.15
    assert scores.mean() == pytest.approx(100.0 * ratio, abs=0.8)
    assert scores.var() == pytest.approx(expected, rel=0.1)


def test_with_whole_blocks_it_varies_as_means_of_blocks_do():
    """The design effect of looking at all of a block: two items that are alike tell as much as one, and it doubles."""
    both = {"blocks__kinds": {"litter": kind(), "noise": kind(owner="b", partner="a")}}
    scores, good, _ = frozen(0.25, together=True, **both)
    blocks = good.reshape(-1, 2).mean(axis=1)
    many, p = len(blocks), good.mean()
    expected = blocks.var() / 15 * (many - 15) / (many - 1) * 100.0**2
    alone = p * (1.0 - p) / 30 * (len(good) - 30) / (len(good) - 1) * 100.0**2
    assert expected / alone == pytest.approx(2.0, abs=0.01)
    assert scores.mean() == pytest.approx(75.0, abs=0.9)
    assert scores.var() == pytest.approx(expected, rel=0.1)


HABITS = {"blocks__kinds": {"spitting": kind(habit=True, effort=0.01), "parking": kind(habit=True, effort=0.01)}}
MANY = HABITS | NO_TESTS | {"calendar__intervention_day": 0, "blocks__visit_interval": 3650.0, "blocks__total": 5000}


@pytest.mark.parametrize("months", [2.0, 6.0])
def test_habits_alone_fall_with_their_half_life_where_nobody_sees_to_them(months):
    told = quarter(**MANY, **NO_DOORS, blocks__relapse_half_life=months, calendar__horizon_days=180)
    _, end = ends(told)
    index = end.clients.samples["index"][: end.city[0].sampled][1:]
    days = end.series["day"][: end.city[0].sampled][1:]
    fitted = -(days**2).sum() / (days * np.log2(index / 100.0)).sum()
    assert fitted == pytest.approx(months * 30.0, rel=0.05)


def test_with_repair_they_settle_with_the_half_life_of_both():
    """ln 2 / (ln 2 / H + r): of the way to where as many come back as are mended."""
    told = quarter(
        **city(owner=30), **MANY, blocks__doors__call_share=1.0, blocks__doors__call_days=90.0,
        blocks__relapse_half_life=3.0, blocks__doors__detection=0.0, calendar__horizon_days=135,
    )  # fmt: skip
    found = []
    for seed in (1, 2, 3):
        _, end = ends(told, seed)
        index = end.clients.samples["index"][: end.city[0].sampled]
        above = float((index - 50.0).sum()) / 50.0
        found.append(above * math.log(2.0) / (1.0 - 0.5 ** (135 / 45)))
    assert np.mean(found) == pytest.approx(45.0, rel=0.05)


def fall(upkeep: float, seed: int) -> float:
    """By how many points the index of the last 100 mornings lies below that of the first 100 of two years.

    Routine keeps its owner's six people busy for nine tenths, defects would keep one: together more than there are.
    """
    told = quarter(
        **city(owner=6, busy=0.9), **AT_ONCE, **NO_TESTS, blocks__total=40, blocks__upkeep_share=upkeep,
        blocks__kinds={"litter": kind(arrivals=0.9, effort=0.6)}, blocks__doors__detection=0.0,
        calendar__intervention_day=60, calendar__horizon_days=730,
    )  # fmt: skip
    end = ends(told, seed)[1]
    index = end.clients.samples["index"][: int(end.city[0].sampled)][-730:]
    return float(index[:100].mean() - index[-100:].mean())


def test_with_upkeep_above_arrivals_the_index_has_no_trend_and_without_it_falls():
    """Two days a week kept free of routine are enough for what arises; where none are, work piles up."""
    kept, none = (np.mean([fall(upkeep, seed) for seed in (1, 2, 3)]) for upkeep in (0.4, 0.0))
    assert abs(kept) < 1.5
    assert none > 10.0


def test_at_its_own_numbers_the_scenario_has_no_trend_without_a_team():
    """It settles at the queue's own level: the last year is as the first, whatever the city did before."""
    slopes = []
    for seed in (1, 2, 3):
        _, end = ends(whole("siloed"), seed)
        index = end.clients.samples["index"][: end.city[0].sampled][-1460:]
        slopes.append(index[-365:].mean() - index[:365].mean())
    assert abs(np.mean(slopes)) < 0.7
