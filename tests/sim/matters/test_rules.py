"""Rules of matters, one by one, on rows made by hand: both sides of every bound, sums and signs worked out."""

import math

import pytest

from sim.core.purposes import (
    ATTENDANCE,
    BUCK_PASSED,
    CONSULTATION,
    DATA_REQUEST,
    DELEGATED,
    DENIED,
    FALSE_CLOSING,
    REFUSED,
    REST,
    REST_OF_MATTER,
    RETURNED,
    REWORK,
    TRANSFER,
    WITH_CLIENT,
)  # fmt: skip
from sim.core.randomness import lognormal, normal, uniform
from sim.departments.state import Desk
from sim.matters import flow
from sim.matters.buck_passing import passes_on
from sim.matters.closing import is_false
from sim.matters.consultation import consultation_days, is_denied, is_refused
from sim.matters.hand_over import Closeness, closeness_of, leg_of, transfer_delay
from sim.matters.lapse import has_lapsed, renew
from sim.matters.rest import days_at_rest, days_with_client, is_returned
from sim.matters.rework import reopen, reopened
from sim.matters.ruling import attends, may_rule_alone
from sim.matters.state import Clearance, ClearanceStage, Dependence, Matter
from tests.hand import regime, row, rows, town
from tests.plain import plain

SEED = 5


def work(**changes):
    return regime(**{f"work__{name}": value for name, value in changes.items()}).work


def near(number: float) -> float:
    """The next number above."""
    return math.nextafter(number, math.inf)


def test_the_slowest_of_the_others_decides_when_a_consultation_ends():
    """The keeper is not asked; each has a draw of its own, keyed to the competence and to how often it was asked."""
    state = town(departments=4, matters=2, each=3)
    matter, clearances = state.matters[1], state.clearances
    clearances["competence"] = (0, 1, 2, 3, 2, 1)
    told = plain(consultation_days)
    for consulted in (0, 2):
        matter.consulted = consulted
        draws = {k: normal(SEED, CONSULTATION, 1, k, consulted) for k in (1, 2, 3)}
        days = {k: lognormal(4.0, 0.7, draw) for k, draw in draws.items()}
        numbers = work(consultation_median=4.0, consultation_sigma=0.7)
        assert told(SEED, matter, clearances, numbers) == max(days[1], days[2])
    assert told(SEED, matter, clearances, work(consultation_median=0.0, consultation_sigma=0.7)) == 0.0
    matter.clearances = 1
    assert told(SEED, matter, clearances, work(consultation_median=4.0)) == 0.0
    matter.clearances = 2
    assert told(SEED, matter, clearances, work(consultation_median=4.0, consultation_sigma=0.0)) == pytest.approx(4.0)


def test_any_of_the_others_may_refuse_and_always_as_it_did():
    state = town(departments=4, matters=2, each=3)
    matter, clearances = state.matters[1], state.clearances
    clearances["competence"] = (0, 1, 2, 3, 2, 1)
    draws = [uniform(SEED, REFUSED, 1, k, 0) for k in (2, 1)]
    for consulted in (0, 3):
        matter.consulted = consulted
        assert not plain(is_refused)(SEED, matter, clearances, work(consultation_refused=min(draws)))
        assert plain(is_refused)(SEED, matter, clearances, work(consultation_refused=near(min(draws))))
    matter.clearances = 1  # nobody else
    assert not plain(is_refused)(SEED, matter, clearances, work(consultation_refused=1.0))


def test_one_draw_says_whether_something_happens():
    """Below the share it happens, at it not: denials, delegation, false closings, attendance, requests for data."""
    state = town(matters=4)
    matter, clearance = state.matters[3], state.clearances[7]
    matter.attempt = 2
    desk = row(Desk, delegated=True)
    asked = plain(flow.needs_data)
    cases = [
        (uniform(SEED, DENIED, 3, 1, 0), "denied_share", lambda w: plain(is_denied)(SEED, matter, clearance, w)),
        (uniform(SEED, DELEGATED, 3, 0, 0), "delegated_share",
         lambda w: plain(may_rule_alone)(SEED, desk, matter, w)),
        (uniform(SEED, ATTENDANCE, 4, 30, 0), "meeting_quorum", lambda w: plain(attends)(SEED, 4, 30, w)),
        (uniform(SEED, DATA_REQUEST, 3, 1, 0), "data_request_share",
         lambda w: asked(SEED, matter, clearance, desk, w)),
        (uniform(SEED, FALSE_CLOSING, 3, 2, 0), "false_closing",
         lambda w: plain(is_false)(SEED, matter, w.false_closing)),
    ]  # fmt: skip
    for draw, name, rule in cases:
        assert not rule(work(**{name: draw})), name
        assert rule(work(**{name: near(draw)})), name
    full = work(delegated_share=1.0, data_request_share=1.0)
    matter.refused = True  # whoever was refused does not ask again
    assert not plain(may_rule_alone)(SEED, desk, matter, full)
    matter.refused = desk.delegated = False
    assert not plain(may_rule_alone)(SEED, desk, matter, full)
    assert asked(SEED, matter, clearance, desk, full)
    matter.clearances = 1  # there is no other to ask
    assert not asked(SEED, matter, clearance, desk, full)
    matter.clearances = 2
    for changed, name in ((desk, "shared"), (clearance, "asked")):
        changed[name] = True
        assert not asked(SEED, matter, clearance, desk, full)
        changed[name] = False


def test_a_file_lies_by_two_draws_and_shorter_at_an_undivided_desk_and_in_one_room():
    matter, clearance = row(Matter, key=9), row(Clearance, ordinal=2, attempt=1, passed=1, returned=1)
    leg = 2 * (256 + 1)
    own, shared = normal(SEED, REST, 9, 2, leg * 2 + 1), normal(SEED, REST_OF_MATTER, 9, 0, 0)
    numbers = {"rest_median": 3.0, "rest_sigma": 0.8, "rest_of_matter": 0.36, "rest_undivided": 0.5, "rest_room": 0.25}
    draw = 0.8 * own + 0.6 * shared
    for undivided, closeness, median in (
        (False, Closeness.APART, 3.0), (True, Closeness.APART, 1.5), (False, Closeness.ONE_ROOM, 0.75),
        (False, Closeness.ONE_OFFICE, 3.0), (True, Closeness.ONE_ROOM, 0.375),
    ):  # fmt: skip
        clearance.near = closeness
        found = plain(days_at_rest)(SEED, matter, clearance, row(Desk, undivided=undivided), work(**numbers))
        assert found == pytest.approx(lognormal(median, 0.8, draw), rel=1e-12)
    assert plain(days_at_rest)(SEED, matter, clearance, row(Desk), work(**(numbers | {"rest_median": 0.0}))) == 0.0


def test_a_client_must_bring_something_once_an_attempt():
    matter, clearance = row(Matter, key=9), row(Clearance, ordinal=2, attempt=1, reworked=1)
    draw = uniform(SEED, RETURNED, 9, 2, 1 + 256)
    assert not plain(is_returned)(SEED, matter, clearance, work(returned_share=draw))
    assert plain(is_returned)(SEED, matter, clearance, work(returned_share=near(draw)))
    assert not plain(is_returned)(SEED, matter, clearance, work(returned_share=0.0))
    clearance.returned = 1
    assert not plain(is_returned)(SEED, matter, clearance, work(returned_share=1.0))
    taken = normal(SEED, WITH_CLIENT, 9, 2, (1 + 256) * 2 + 1)
    found = plain(days_with_client)(SEED, matter, clearance, work(client_median=6.0, client_sigma=0.5))
    assert found == lognormal(6.0, 0.5, taken)
    assert plain(days_with_client)(SEED, matter, clearance, work(client_median=0.0)) == 0.0
    assert plain(days_with_client)(SEED, matter, clearance, work(client_median=0.5, client_sigma=0.0)) == 0.5


def test_a_file_is_passed_on_by_a_draw_of_its_own_every_time():
    clearance, desk = row(Clearance, ordinal=1, attempt=2, reworked=1, passed=3), row(Desk)
    draw = uniform(SEED, BUCK_PASSED, 9, 1, (2 + 256 * 256) * 256 + 3)
    for passing, passes in ((draw, False), (near(draw), True), (0.0, False), (1.0, True)):
        desk.passing = passing
        assert plain(passes_on)(SEED, 9, clearance, desk) == passes
    clearance.at_home = True
    assert not plain(passes_on)(SEED, 9, clearance, desk)


def test_a_hand_over_has_a_number_of_its_own_and_takes_longer_the_farther_it_is():
    clearance = row(Clearance, attempt=2, reworked=1, passed=3)
    assert plain(leg_of)(clearance) == ((2 + 65536) * 256 + 3) * 2
    clearance.asked = True
    assert plain(leg_of)(clearance) == ((2 + 65536) * 256 + 3) * 2 + 1
    numbers = work(transfer_silo=3.0, transfer_office=2.0, transfer_room=1.0, transfer_sigma=0.4)
    draw = normal(SEED, TRANSFER, 9, 1, 7)
    for closeness, median in ((Closeness.APART, 3.0), (Closeness.ONE_OFFICE, 2.0), (Closeness.ONE_ROOM, 1.0)):
        assert plain(transfer_delay)(SEED, 9, 1, 7, closeness, numbers) == lognormal(median, 0.4, draw)
    none = work(transfer_silo=0.0, transfer_room=0.5, transfer_sigma=0.0)
    assert plain(transfer_delay)(SEED, 9, 1, 7, Closeness.APART, none) == 0.0
    assert plain(transfer_delay)(SEED, 9, 1, 7, Closeness.ONE_ROOM, none) == 0.5
    same = rows(Desk, 2, room=0, key=(1, 2))
    assert plain(closeness_of)(same[0], same[1]) == Closeness.ONE_ROOM
    same["room"] = -1  # alone is not together
    assert plain(closeness_of)(same[0], same[1]) == Closeness.APART
    same["room"] = (1, 2)
    same["key"], same["holds"] = 1, 0b110
    assert plain(closeness_of)(same[0], same[1]) == Closeness.ONE_OFFICE
    same["holds"] = 0b100
    assert plain(closeness_of)(same[0], same[1]) == Closeness.APART


def test_a_clearance_lapses_after_its_last_day_and_begins_anew():
    clearance = row(Clearance, stage=ClearanceStage.DONE, valid_until=10.0, attempt=1, passed=2, returned=1, reworked=3)
    clearance.at_home = clearance.asked = True
    assert [plain(has_lapsed)(clearance, day) for day in (9.0, 10.0, 10.5)] == [False, False, True]
    clearance.stage = ClearanceStage.QUEUED
    assert not plain(has_lapsed)(clearance, 11.0)
    plain(renew)(clearance)
    assert [clearance[name] for name in ("stage", "attempt", "passed", "returned", "reworked")] == [0, 2, 0, 0, 0]
    assert not clearance.at_home
    assert not clearance.asked


def test_what_is_reopened_goes_back_to_its_turn():
    clearance = row(Clearance, stage=ClearanceStage.DONE, attempt=1, passed=2, returned=1, reworked=1, asked=True)
    plain(reopen)(clearance)
    assert [clearance[name] for name in ("stage", "attempt", "passed", "returned", "reworked")] == [0, 1, 0, 1, 2]
    assert clearance.asked


def test_a_result_reopens_one_of_those_given_by_a_keyed_draw():
    state = town(departments=4, matters=2, each=4)
    matter, clearances = state.matters[1], state.clearances
    matter.dependence = Dependence.RECIPROCAL
    clearances["stage"] = ClearanceStage.DONE
    own = clearances[5]
    own.attempt, own.reworked = 1, 2
    which = 1 + 2 * 256
    draw = uniform(SEED, REWORK, 1, 1, which)
    start = int(uniform(SEED, REWORK, 1, 1, -1 - which) * 4)
    circle = [(start + step) % 4 for step in range(4) if (start + step) % 4 != 1]
    ask = plain(reopened)
    assert ask(SEED, matter, clearances, own, work(rework=draw, rework_most=3)) == -1
    told = work(rework=near(draw), rework_most=3)
    for expected in circle:
        assert ask(SEED, matter, clearances, own, told) == 4 + expected
        clearances[4 + expected].reworked = 3  # often enough
    assert ask(SEED, matter, clearances, own, told) == -1
    clearances["reworked"][4 + circle[1]] = 2
    assert ask(SEED, matter, clearances, own, told) == 4 + circle[1]
    clearances["stage"][4 + circle[1]] = ClearanceStage.QUEUED  # not given
    assert ask(SEED, matter, clearances, own, told) == -1
    clearances["reworked"][4:] = 0
    matter.dependence = Dependence.SEQUENTIAL
    assert ask(SEED, matter, clearances, own, work(rework=1.0, rework_most=3)) == -1
