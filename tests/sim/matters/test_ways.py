"""The way of a matter, on rows made by hand: routes, time, the forum, hand-overs and the next step."""

from types import SimpleNamespace

import pytest

from sim.core.event_kinds import EventKind
from sim.core.purposes import (
    ATTENDANCE,
    RETURN_DELAY,
)  # fmt: skip
from sim.core.randomness import lognormal, normal, uniform
from sim.matters import bring, filing, flow, ruling
from sim.matters.closing import days_until_return
from sim.matters.flow import NextStep
from sim.matters.hand_over import Closeness
from sim.matters.precedence import write_precedence
from sim.matters.route import desk_for, first_desk, home_route, serves_block, slot_of, team_for
from sim.matters.ruling import those_present
from sim.matters.state import ClearanceStage, Dependence, Matter, MatterStage
from sim.matters.time_parts import account
from tests.hand import regime, row, town
from tests.plain import plain
from tests.sim.matters.test_rules import SEED, work
from tests.stories import agenda


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
    plain(flow.send)(4.0, state, 3, state.desks[0], state.desks[1], SimpleNamespace(work=numbers))
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
