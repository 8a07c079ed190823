"""What the result of one clearance reopens: a given one of the same matter, not itself, and not too often."""

from sim.core.parameter import as_row
from sim.matters.rework import reopen, reopened
from sim.matters.state import Clearance, ClearanceStage, Dependence, Matter
from tests.stories import scenario


def case(dependence=Dependence.RECIPROCAL, **changes):
    matter, clearances = Matter.make(1)[0], Clearance.make(5)
    matter.first, matter.clearances, matter.dependence = 1, 4, dependence
    clearances["ordinal"] = [9, 0, 1, 2, 3]
    clearances["stage"] = ClearanceStage.DONE
    work = as_row(scenario().work.model_copy(update={"rework": 1.0, "rework_most": 2} | changes))[0]
    return matter, clearances, work


def all_reopened(matter, clearances, work, keys=range(200)) -> set[int]:
    found = set()
    for key in keys:
        matter.key = key
        found.add(int(reopened(1, matter, clearances, clearances[1], work)))
    return found


def test_any_other_that_has_been_given_may_be_reopened():
    assert all_reopened(*case()) == {2, 3, 4}


def test_none_that_waits_or_has_been_reopened_as_often_as_may_be():
    matter, clearances, work = case()
    clearances[2].stage = ClearanceStage.WAITING
    clearances[3].reworked = 2
    clearances[4].reworked = 1
    assert all_reopened(matter, clearances, work) == {4}
    clearances[4].reworked = 3
    assert all_reopened(matter, clearances, work) == {-1}


def test_nothing_where_results_do_not_depend_on_each_other_or_luck_is_good():
    assert all_reopened(*case(Dependence.POOLED)) == {-1}
    assert all_reopened(*case(rework=0.0)) == {-1}
    found = [reopened(1, *rest) for rest in _keys(*case(rework=0.3))]
    assert 0.25 < sum(k >= 0 for k in found) / len(found) < 0.35


def _keys(matter, clearances, work):
    for key in range(2000):
        matter.key = key
        yield matter, clearances, clearances[1], work


def test_what_is_reopened_waits_again():
    clearance = Clearance.make(1)[0]
    clearance.stage, clearance.reworked, clearance.passed = ClearanceStage.DONE, 1, 2
    reopen(clearance)
    assert (clearance.stage, clearance.reworked, clearance.passed) == (ClearanceStage.WAITING, 2, 0)
