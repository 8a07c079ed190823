"""How a stream of matters comes about, worked out anew from the draws that key it."""

import pytest

from sim.clients.stream import population
from sim.core import purposes
from sim.core.calendar import calendar_time
from sim.core.parameter import as_row
from sim.core.randomness import exponential, uniform
from sim.matters.state import Clearance, Dependence, Matter
from tests.hand import town
from tests.plain import plain
from tests.workbench import bench

SEED = 3
TOLD = {"load": 2.0, "competences": 2, "simple_share": 0.3, "ruling_share": 0.5, "escalated_share": 0.5}
TOLD |= {"dependence": Dependence.RECIPROCAL, "effort": 3.0, "effort_sigma": 0.4, "floor": 7.0}


def stream(**changes):
    """The numbers of a stream."""
    row = as_row(bench().stream)[0]
    for name, value in (TOLD | changes).items():
        row[name] = value
    return row


def draw(name, key, when=0):
    return uniform(SEED, getattr(purposes, name), key, when, 0)


def filed(told, number):
    """The days on which so many matters are filed."""
    worked = [0.0]
    for m in range(number):
        gap = exponential(SEED, purposes.STREAM_GAP, m, 0, 0)
        worked.append(worked[-1] + gap * (told.mean_effort / told.load))
    return [calendar_time(one, 5) for one in worked[1:]]


def test_matters_are_counted_until_the_day():
    told = stream()
    days = filed(told, 30)
    assert len(set(days)) == 30
    for n in (0, 1, 7, 29):
        assert plain(population.count_stream)(SEED, days[n], told) == n
        assert plain(population.count_stream)(SEED, days[n] + 1e-9, told) == n + 1
    assert plain(population.count_stream)(SEED, 99.0, stream(load=0.0)) == 0


def test_the_nth_department_of_a_block_goes_around_the_circle():
    departments = town(departments=6).departments
    departments["block"], departments["clears"] = (0, 1, 0, 1, 0, 0), (True, True, True, True, False, True)
    found = [[plain(population.nth_of_block)(departments, block, n) for n in range(5)] for block in (0, 1)]
    assert found == [[0, 2, 5, 0, 2], [1, 3, 1, 3, 1]]


@pytest.mark.parametrize("dependence", [Dependence.RECIPROCAL, Dependence.SEQUENTIAL])
def test_every_matter_is_what_its_draws_say(dependence):
    told, departments, n = stream(dependence=dependence), town(departments=6).departments, 80
    departments["block"], departments["competence"] = (0, 0, 0, 1, 1, 1), (5, 4, 3, 2, 1, 0)
    matters, clearances = Matter.make(n), Clearance.make(2 * n)
    plain(population.fill_stream)(SEED, matters, clearances, departments, 2, told, 0.5)
    assert matters["filed"].tolist() == pytest.approx(filed(told, n))
    for m, matter in enumerate(matters):
        simple = draw("SIMPLE", m) < 0.3
        size = 1 if simple else 2
        ruling = dependence == Dependence.RECIPROCAL and not simple and draw("STREAM_RULING", m) < 0.5
        assert (matter.key, matter.client, matter.next, matter.first, matter.clearances) == (m, -1, -1, 2 * m, size)
        assert (matter.effort, matter.effort_sigma, matter.floor, matter.dependence) == (1.5, 0.4, 7.0, dependence)
        assert (matter.ruling, matter.escalated) == (ruling, ruling and draw("ESCALATED", m) < 0.5)
        assert matter.measured == (draw("MEASURED", m) < 0.5)
        block, start = int(draw("STREAM_BLOCK", m) * 2), int(draw("STREAM_BLOCK", m, 1) * 6)
        held = [5 - (3 * block + (start + k) % 3) for k in range(size)]
        mine = clearances[2 * m : 2 * m + size]
        assert (matter.block, matter.competences) == (block, sum(1 << k for k in held))
        assert mine["competence"].tolist() == held
        assert (mine["matter"].tolist(), mine["ordinal"].tolist()) == ([m] * size, list(range(size)))
    assert matters["ruling"].any() == (dependence == Dependence.RECIPROCAL)
