"""Work in small stories: lapse, rulings, juggling, buck-passing and the forms that delay a matter."""

import numpy as np
import pytest
from numba import config

from sim.core.parameter import as_row
from sim.departments.state import Desk
from sim.desks.effort import juggling
from sim.matters.hand_over import Closeness, closeness_of, transfer_delay
from sim.matters.ruling import desk_may_rule, forum_may_rule, those_present
from sim.matters.state import Matter, Route
from sim.staffing.familiarity import team_speed
from sim.state.city import CityRow
from tests.stories import AT_ONCE, SMALL, ends, scenario

TOLD = scenario(**AT_ONCE)
WORK = as_row(TOLD.work)[0]


def work(**changes):
    return as_row(TOLD.work.model_copy(update=changes))[0]


def mean_left(**changes) -> float:
    village = AT_ONCE | {"calendar__intervention_day": 2000, "households__reservation_sigma": 0.15}
    told = scenario(**(village | changes))
    return float(np.mean([ends(told, seed)[0].clients.book[0].left for seed in range(1, 13)]))


@pytest.mark.skipif(config.DISABLE_JIT, reason="whole villages over years")
def test_short_validity_stalls_a_silo_and_long_validity_does_not():
    """Slow sequences fail again and again while every department does its duty (model 5)."""
    assert mean_left(work__validity=60.0) > 8.0
    assert mean_left(work__validity=100_000.0) < 2.0


def test_a_meeting_waits_for_all_whom_it_needs():
    """All of n departments attend with probability q^n, so that the expected wait is P (q^-n - 1/2)."""
    days = range(0, 60_000, 30)
    city, routes = CityRow.make(1), Route.make(8)
    city["seed"], city["competences"], routes["department"] = 1, 8, range(8)
    for needed in (1, 3, 6):
        mask = (1 << needed) - 1
        full = np.mean([(those_present(city[0], 0, routes, day, WORK) & mask) == mask for day in days])
        assert full == pytest.approx(WORK.meeting_quorum**needed, abs=0.03)


def test_a_desk_rules_only_with_authority_and_all_competences():
    matter = Matter.make(1)[0]
    matter.competences = 0b0111
    desk = Desk.make(1)[0]
    for authority, holds, may in ((True, 0b1111, True), (True, 0b0011, False), (False, 0b1111, False)):
        desk.authority, desk.holds = authority, holds
        assert desk_may_rule(desk, matter) == may


def test_an_exception_may_be_beyond_the_forum():
    matter = Matter.make(1)[0]
    matter.exception = True
    assert forum_may_rule(matter, work(exceptions_grantable=True))
    assert not forum_may_rule(matter, work(exceptions_grantable=False))


def test_juggling_costs_a_share_for_every_open_matter_up_to_the_limit():
    assert [juggling(waiting, 2, 3.0, WORK) for waiting in (0, 2, 4, 40)] == pytest.approx([1.0, 1.05, 1.1, 1.1])
    assert juggling(40, 2, 1.0, WORK) == 1.0  # focused


def test_a_hand_over_in_one_room_is_next_to_nothing():
    rooms = Desk.make(3)
    rooms["room"] = (-1, 0, 0)
    rooms["key"] = range(3)
    assert closeness_of(rooms[0], rooms[0]) == Closeness.APART
    assert closeness_of(rooms[1], rooms[2]) == Closeness.ONE_ROOM
    rooms["holds"] = (0b11, 1, 1)
    assert closeness_of(rooms[0], rooms[0]) == Closeness.ONE_OFFICE
    assert closeness_of(rooms[0], rooms[1]) == Closeness.APART
    far, between, near = (
        np.median([transfer_delay(1, m, 0, 0, how, WORK) for m in range(2001)])
        for how in (Closeness.APART, Closeness.ONE_OFFICE, Closeness.ONE_ROOM)
    )
    assert between == pytest.approx(WORK.transfer_office, rel=0.1)
    assert far == pytest.approx(WORK.transfer_silo, rel=0.1)
    assert near == pytest.approx(WORK.transfer_room, rel=0.1)


def test_a_new_team_is_slow_and_learns():
    staffing = as_row(TOLD.staffing)[0]
    assert team_speed(0.0, staffing) == staffing.familiarity_start
    assert team_speed(1e6, staffing) == 1.0
    speeds = [team_speed(day, staffing) for day in range(0, 100, 10)]
    assert speeds == sorted(speeds)


def test_owners_do_not_pass_files_on():
    """Buck-passing: many hand-overs where nobody owns the files, none of them where somebody does."""
    changes = SMALL | {"work__buck_passing": 0.8, "issues__per_household": 1.5, "calendar__intervention_day": 0}
    passed = {}
    for owned in (False, True):
        told = scenario("redesigned_silo", coordination__ownership=owned, **changes)
        passed[owned] = int(ends(told, 2)[1].city[0].ledger.passed)
    assert passed[False] > 50
    assert passed[True] == 0


def test_the_statutory_minimum_binds_every_arm():
    """No arm gives a clearance before its department's minimum; that time is booked as such."""
    rows = TOLD.city.model_dump()["departments"]
    slow = {name: row | {"floor": 60.0} for name, row in rows.items()}
    for arm in ("siloed", "task_force"):
        told = scenario(arm, city__departments=slow, **SMALL)
        _, end = ends(told, 3)
        given = end.clearances[end.clearances["stage"] == 5]
        assert (given["given"] - given["filed"] >= 60.0 - 1e-9).all()
        assert end.matters["floor_time"].sum() > 0.0
