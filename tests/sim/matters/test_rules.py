"""Rules of matters, one by one, on rows made by hand: both sides of every bound, sums and signs worked out."""

import math

import pytest

from sim.core.event_kinds import EventKind
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
    RETURN_DELAY,
    RETURNED,
    REWORK,
    TRANSFER,
    WITH_CLIENT,
)  # fmt: skip
from sim.core.randomness import lognormal, normal, uniform
from sim.departments.state import Desk
from sim.matters import bring, filing, flow, ruling
from sim.matters.buck_passing import passes_on
from sim.matters.closing import days_until_return, is_false
from sim.matters.consultation import consultation_days, is_denied, is_refused
from sim.matters.flow import NextStep
from sim.matters.hand_over import Closeness, closeness_of, leg_of, transfer_delay
from sim.matters.lapse import has_lapsed, renew
from sim.matters.precedence import write_precedence
from sim.matters.rest import days_at_rest, days_with_client, is_returned
from sim.matters.rework import reopen, reopened
from sim.matters.route import desk_for, first_desk, home_route, serves_block, slot_of, team_for
from sim.matters.ruling import attends, may_rule_alone, those_present
from sim.matters.state import Clearance, ClearanceStage, Dependence, Matter, MatterStage
from sim.matters.time_parts import account
from tests.hand import regime, row, rows, town
from tests.plain import plain
from tests.stories import agenda

SEED = 5
NEVER, ABOVE = 0.0, 1e-9  # added to a draw, so that it is not below, or is


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


def test_precedence_is_everything_before_or_nothing():
    state = town(departments=4, matters=2, each=3)
    state.matters["dependence"] = (Dependence.SEQUENTIAL, Dependence.RECIPROCAL)
    state.clearances["after"] = 9
    plain(write_precedence)(state.matters, state.clearances)
    assert state.clearances["after"].tolist() == [0, 1, 3, 0, 0, 0]


def test_routes_are_numbered_by_team_place_and_competence():
    state = town(departments=3, teams=2, places=2, matters=1, each=2)
    city = state.city[0]
    assert [plain(slot_of)(city, t, place) for t, place in ((-1, 0), (-1, 1), (0, 0), (1, 1))] == [0, 3, 6, 15]
    matter, clearance = state.matters[0], state.clearances[1]
    matter.place, matter.slot = 1, 6
    assert plain(home_route)(city, matter, 2) == 5
    state.routes["desk"] = range(18)
    assert plain(desk_for)(city, matter, clearance, state.routes) == 7
    clearance.at_home = True
    assert plain(desk_for)(city, matter, clearance, state.routes) == 4
    state.clearances["competence"] = (2, 1)
    assert plain(first_desk)(matter, state.clearances, state.routes) == 8


def test_teams_share_out_blocks_or_the_matters_of_a_block():
    for team_count, blocks in ((1, 1), (2, 2), (2, 3), (5, 2), (7, 3), (3, 1)):
        for block in range(blocks):
            serving = [t for t in range(team_count) if plain(serves_block)(t, team_count, blocks, block)]
            alone = [block % team_count]
            assert serving == (alone if team_count <= blocks else [*range(block, team_count, blocks)])
            got = [plain(team_for)(team_count, blocks, block, key) for key in range(2 * len(serving))]
            assert got == serving * 2


def test_time_is_booked_to_one_part():
    """Somebody works; else it queues; else it is between desks; else a floor; else a ruling; else the client."""
    parts = ("work", "queue", "handover", "floor", "meeting", "client")
    for counts, stage, part in (
        ({"serving": 1, "queued": 1, "moving": 1, "floored": 1}, MatterStage.OPEN, "work"),
        ({"queued": 1, "moving": 1, "floored": 1}, MatterStage.OPEN, "queue"),
        ({"moving": 1, "floored": 1}, MatterStage.OPEN, "handover"),
        ({"floored": 1}, MatterStage.OPEN, "floor"),
        ({}, MatterStage.RESTING, "floor"),
        ({}, MatterStage.PENDING_RULING, "meeting"),
        ({}, MatterStage.CONSULTED, "meeting"),
        ({}, MatterStage.OPEN, "client"),
        ({}, MatterStage.SHELVED, "client"),
        ({"serving": 1}, MatterStage.CLOSED, ""),
        ({"serving": 1}, MatterStage.DORMANT, ""),
    ):
        matter = row(Matter, stage=stage, touched=2.0, **counts)
        plain(account)(matter, 2.5)
        assert {p: float(matter[f"{p}_time"]) for p in parts} == {p: 0.5 * (p == part) for p in parts}
        plain(account)(matter, 5.0)
        assert matter.touched == 5.0
        assert sum(float(matter[f"{p}_time"]) for p in parts) == (3.0 if part else 0.0)


def test_the_forum_lists_matters_as_they_come_and_forgets_those_that_leave():
    state = town(matters=4)
    forum, matters = state.city[0].forum, state.matters

    def listed():
        found, m = [], int(forum.first)
        while m >= 0 and len(found) < 9:
            found.append(m)
            m = int(matters[m].next)
        return found

    for m in (2, 0, 3, 1):
        plain(ruling.join_forum)(forum, matters, m)
    assert (listed(), int(forum.last), int(forum.pending)) == ([2, 0, 3, 1], 1, 4)
    assert (matters["stage"] == MatterStage.PENDING_RULING).all()
    for m, left, last in ((3, [2, 0, 1], 1), (1, [2, 0], 0), (2, [0], 0), (0, [], -1)):
        plain(ruling.take_off_list)(forum, matters, m)
        assert listed() == left
        assert forum.pending == len(left)
        assert forum.last == last
        assert matters[m].next == -1


def test_who_is_present_is_drawn_for_the_departments_of_the_place():
    state = town(departments=3, places=2)
    state.routes["department"] = (0, 1, 2, 7, 8, 9)
    numbers = work(meeting_quorum=0.5)
    for place in (0, 1):
        for day in range(0, 200, 10):
            come = [uniform(1, ATTENDANCE, 7 * place + k, day, 0) < 0.5 for k in range(3)]
            mask = sum(1 << k for k in range(3) if come[k])
            assert plain(those_present)(state.city[0], place, state.routes, day, numbers) == mask


def test_a_return_takes_its_drawn_delay():
    matter = row(Matter, key=9, attempt=2)
    found = plain(days_until_return)(SEED, matter, work(return_delay=30.0, return_sigma=0.5))
    assert found == lognormal(30.0, 0.5, normal(SEED, RETURN_DELAY, 9, 2, 0))


def test_a_sent_clearance_is_between_desks_until_it_lands():
    state = town(matters=2)
    numbers = work(transfer_silo=2.0)
    state.matters["touched"] = 1.0
    plain(flow.send)(4.0, state, 3, state.desks[0], state.desks[1], numbers)
    matter, clearance = state.matters[1], state.clearances[3]
    assert (clearance.stage, clearance.near, matter.moving) == (ClearanceStage.TRANSFERRED, Closeness.APART, 1)
    assert (matter.touched, matter.client_time, state.city[0].ledger.handovers) == (4.0, 3.0, 1)
    assert agenda(state.heap, state.city[0]) == [(6.0, EventKind.LAND, 3)]
    plain(flow.land)(6.0, matter, clearance)
    assert (matter.moving, matter.queued, clearance.stage, clearance.filed) == (0, 1, ClearanceStage.QUEUED, 6.0)
    clearance.stage = ClearanceStage.WITH_CLIENT  # from the client: it was not between desks
    plain(flow.land)(8.0, matter, clearance)
    assert (matter.moving, matter.queued, clearance.filed) == (0, 2, 8.0)
    for name in ("passed", "asked"):  # it has been there before: its minimum has begun
        clearance["passed"], clearance["asked"] = 0, False
        clearance[name] = 1
        plain(flow.land)(9.0, matter, clearance)
        assert clearance.filed == 8.0


def test_data_is_asked_of_the_one_before_in_the_circle():
    state = town(departments=4, matters=2, each=3)
    state.clearances["competence"][3:] = (3, 1, 2)
    holders = [plain(flow.data_holder)(state.matters[1], state.clearances, state.clearances[c]) for c in (3, 4, 5)]
    assert holders == [2, 3, 1]


def test_who_is_under_way_and_who_is_released():
    state = town(departments=4, matters=2, each=4)
    matter, clearances = state.matters[1], state.clearances
    clearances["stage"][4:] = (ClearanceStage.DONE, ClearanceStage.WAITING, ClearanceStage.QUEUED, 4)
    clearances["stage"][:4] = ClearanceStage.QUEUED
    assert plain(flow.under_way)(matter, clearances) == 2
    for after, released in ((0b0001, True), (0b0010, False), (0b0101, False), (0, True)):
        clearances[5].after = after
        assert plain(flow.is_released)(matter, clearances, clearances[5]) == released


@pytest.mark.parametrize("parallel", [False, True])
def test_one_goes_after_another_or_all_that_are_released(parallel):
    state = town(departments=3, matters=1, each=3)
    told = regime(mode__parallel=parallel, work__transfer_silo=1.0)
    state.clearances["after"] = (0, 0, 0b1)
    plain(flow.send_next)(2.0, state, state.matters[0], 0, told)
    sent = [c for _, _, c in agenda(state.heap, state.city[0])]
    assert sent == ([0, 1] if parallel else [0])
    plain(flow.send_next)(2.0, state, state.matters[0], 0, told)  # the others are still under way
    assert [c for _, _, c in agenda(state.heap, state.city[0])] == sent
    state.clearances["stage"] = (ClearanceStage.DONE, ClearanceStage.DONE, ClearanceStage.WAITING)
    plain(flow.send_next)(2.0, state, state.matters[0], 0, told)
    assert [c for _, _, c in agenda(state.heap, state.city[0])] == [*sent, 2]


def test_the_next_step_of_a_matter():
    state = town(departments=3, matters=2, each=2)
    matter, told = state.matters[1], regime(work__delegated_share=1.0, work__exceptions_grantable=False)
    state.clearances["stage"] = ClearanceStage.DONE
    state.clearances["valid_until"] = 10.0

    def step(now=5.0):
        return plain(flow.next_step)(now, state, matter, 0, told)

    assert step() == step(10.0) == NextStep.CLOSE
    matter.ruling = True
    assert step() == NextStep.RULE_IN_FORUM
    state.desks[0].delegated = True
    assert step() == NextStep.CONSULT
    state.desks[0].authority, state.desks[0].holds = True, 0b01
    assert step() == NextStep.CONSULT  # it does not hold all
    state.desks[0].holds = 0b11
    assert step() == NextStep.RULE_HERE
    matter.escalated = True
    assert step() == NextStep.RULE_BY_LEADERS
    matter.escalated = state.desks[0].authority = state.desks[0].delegated = False
    matter.exception = True
    assert matter.stage == MatterStage.OPEN
    assert step() == NextStep.NOTHING
    assert matter.stage == MatterStage.SHELVED
    assert step(10.5) == NextStep.LAPSED
    assert state.city[0].ledger.lapses == 2
    assert state.clearances["attempt"].tolist() == [0, 0, 1, 1]
    assert [c for _, _, c in agenda(state.heap, state.city[0])] == [2]
    assert step() == NextStep.NOTHING
    assert state.city[0].pending == 1


def test_a_filed_matter_sets_out_and_the_next_is_expected():
    state = town(departments=3, matters=3, each=2)
    state.matters["stage"], state.matters["filed"] = MatterStage.DORMANT, (1.0, 2.0, 5.0)
    told = regime(work__transfer_silo=0.5)
    plain(bring.bring)(2.0, state, 1, told)
    matter = state.matters[1]
    assert (state.city[0].on_file, matter.stage, matter.filed, matter.touched) == (1, MatterStage.OPEN, 2.0, 2.0)
    assert agenda(state.heap, state.city[0]) == [(2.5, EventKind.LAND, 2), (5.0, EventKind.FILING, 2)]
    plain(filing.put_on_file)(3.0, state, matter, 0, told)  # it is on file
    assert (state.city[0].on_file, matter.filed, state.city[0].pending) == (1, 2.0, 2)
    plain(bring.bring)(5.0, state, 2, told)  # the last
    assert [kind for _, kind, _ in agenda(state.heap, state.city[0])].count(EventKind.FILING) == 1
