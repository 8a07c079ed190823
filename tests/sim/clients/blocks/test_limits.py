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


def test_one_kind_called_in_at_once_is_a_queue_of_its_owner_and_obeys_little():
    """Constant arrivals and repair: the mean number open is Erlang's, and arrivals times the time that each takes."""
    told = quarter(
        **city(owner=3), **AT_ONCE, **NO_TESTS, blocks__doors__detection=0.0, blocks__visit_interval=3650.0,
        blocks__total=100, blocks__kinds={"litter": kind(arrivals=0.45, effort=1.0)}, blocks__effort_law="exponential",
        calendar__intervention_day=0, calendar__horizon_days=3500,
    )  # fmt: skip
    rate = 100 * 0.45 / MONTH_WORKED
    span = float(worked(np.array([3500.0]))[0])
    open_now, taken = [], []
    for seed in range(1, 9):
        _, end = ends(told, seed)
        arises, m = end.clients.arisings["arises"], end.matters
        begun, done = worked(arises), worked(np.where(m["solved"], m["closed"], 3500.0))
        here = arises < 3500.0
        assert np.array_equal(m["filed"][here], arises[here])
        mornings = np.arange(200.0, span) + 0.5
        open_now.append(np.mean([(here & (begun <= at) & (done > at)).sum() for at in mornings[::7]]))
        taken.append((done - begun)[here & m["solved"]].mean())
    assert np.mean(open_now) == pytest.approx(erlang_system(rate, 3), rel=0.06)
    assert np.mean(open_now) == pytest.approx(rate * np.mean(taken), rel=0.03)


def test_the_index_of_a_frozen_city_varies_as_a_sample_without_replacement():
    """Over 2,000 keyed samples its variance is p (1 - p) / n (N - n) / (N - 1)."""
    n, many, scores = 30, 120, []
    told = quarter(
        blocks__total=many, blocks__assessment__tests=200, blocks__assessment__interval=1,
        blocks__assessment__first_day=0, blocks__assessment__items_sampled=n, calendar__horizon_days=250,
        blocks__assessment__known_days=0,
    )  # fmt: skip
    records = numbers(told)
    for seed in range(10):
        state = initialise(told, records, seed)
        measured = np.flatnonzero(state.clients.kinds["measured"][np.arange(len(state.clients.items)) % 2])
        state.clients.items["open"][measured[: many // 4]] = 1
        for _ in range(200):
            plain(hold_exam)(1e6, state)
        scores += list(state.clients.exams["score"])
    assert len(scores) == 2000
    expected = 0.75 * 0.25 / n * (many - n) / (many - 1) * 100.0**2
    assert np.mean(scores) == pytest.approx(75.0, abs=0.6)
    assert np.var(scores) == pytest.approx(expected, rel=0.1)


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


def test_with_upkeep_above_arrivals_the_index_has_no_trend():
    """It settles at the queue's own level: the last year is as the first, whatever the city did before."""
    slopes = []
    for seed in (1, 2, 3):
        _, end = ends(whole("siloed"), seed)
        index = end.clients.samples["index"][: end.city[0].sampled][-1460:]
        slopes.append(index[-365:].mean() - index[:365].mean())
    assert abs(np.mean(slopes)) < 0.7
