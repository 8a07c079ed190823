"""Pieces of work, on rows made by hand: what is finished, moves or is looked at anew."""

from sim.cadres.state import Post
from sim.core.event_kinds import EventKind
from sim.desks import idle, take_up
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.work import finish, look_anew, re_route, waits
from sim.work.rulings import RulingForum
from tests.hand import regime, town
from tests.plain import plain
from tests.sim.work.test_rules import DONE, WAITING, coming, given, jobs_at, waiting


def at_work(state, kind, ref, c=0, desk=0, effort=1.0):
    """Cadre *c* has a job in hand."""
    state.cadres["home_seat"] = state.cadres["home_desk"]
    state.cadres[c].job = plain(take_up.new_job)(0.0, state, kind, ref, 0, desk, effort, -1)
    plain(idle.list_idle)(state.cadres, state.desks)
    return state


def test_routine_that_is_done_is_counted():
    state = at_work(town(), JobKind.ROUTINE, 1, effort=2.0)
    department = state.departments[1]
    department.open_routine, department.open_touched = 3, 2.0
    plain(finish.finish)(5.0, state, 0, regime())
    assert (department.solved, department.solved_effort) == (1, 2.0)
    assert (department.open_routine, department.open_days, department.open_touched) == (2, 9.0, 5.0)
    assert (state.cadres[0].job, state.city[0].free_jobs, state.desks[0].first) == (-1, len(state.jobs), 0)


def test_a_clearance_that_is_done_is_given_or_waits():
    """For the client, for its department's minimum; else it is given and holds for so long."""
    for changes, floor, stage, event in (
        ({}, 0.0, DONE, (5.0, EventKind.LAND, 1)),
        ({}, 3.0, DONE, (5.0, EventKind.LAND, 1)),
        ({}, 4.0, ClearanceStage.FLOORED, (6.0, EventKind.FLOOR_END, 0)),
        ({"work__returned_share": 1.0, "work__client_median": 2.0, "work__client_sigma": 0.0}, 0.0,
         ClearanceStage.WITH_CLIENT, (7.0, EventKind.LAND, 0)),
    ):  # fmt: skip
        state = at_work(town(), JobKind.CLEARANCE, 0)
        matter, clearance = state.matters[0], state.clearances[0]
        matter.serving, clearance.filed, clearance.stage = 1, 2.0, ClearanceStage.SERVED
        state.departments["floor"] = floor
        plain(finish.finish)(5.0, state, 0, regime(work__validity=20.0, **changes))
        assert (matter.serving, matter.work_time, clearance.stage) == (0, 5.0, stage)
        assert coming(state) == [event]
        assert (clearance.given, clearance.valid_until) == ((5.0, 25.0) if stage == DONE else (0.0, 0.0))
        assert matter.floored == (stage == ClearanceStage.FLOORED)
        assert (clearance.returned, state.city[0].ledger.returned) == (2 * (stage == 7,))
        assert clearance.asked == (stage == ClearanceStage.WITH_CLIENT)
        if matter.floored:
            plain(waits.end_floor)(6.0, state, 0, regime(work__validity=20.0))
            assert (matter.floored, clearance.stage, clearance.given, matter.floor_time) == (0, DONE, 6.0, 1.0)
            assert coming(state)[-1] == (6.0, EventKind.LAND, 1)


def test_data_that_was_found_and_files_passed_on_set_out_for_their_desk():
    for triage, desk, at_home, passed in ((False, 0, False, 0), (True, 0, False, 1), (True, 3, True, 1)):
        state = at_work(town(teams=1), JobKind.CLEARANCE if triage else JobKind.DATA, 1, desk=desk, effort=2.0)
        state.matters[0].serving, state.cadres[0].triage = 1, triage
        plain(finish.finish)(5.0, state, 0, regime())
        clearance = state.clearances[1]
        assert coming(state) == [(5.0, EventKind.LAND, 1)]
        assert (clearance.asked, clearance.at_home) == (not triage, at_home)
        assert clearance.passed == state.city[0].ledger.passed == passed
        assert not state.cadres[0].triage
        assert state.cadres[0].done_this_month == (2.0 if desk == 3 else 0.0)


def test_a_denied_clearance_needs_a_ruling():
    for share in (0.0, 1.0):
        state = town()
        plain(finish.give)(5.0, state, state.clearances[1], regime(work__denied_share=share, work__validity=9.0).work)
        assert (state.matters[0].ruling, state.city[0].ledger.denied) == (bool(share), int(share))
        assert state.clearances[1].valid_until == 14.0


def test_the_same_hand_goes_on_with_what_it_can_do():
    state = at_work(town(each=3), JobKind.CLEARANCE, 0)
    cadre, told = state.cadres[0], regime(mode__parallel=False)
    state.routes["desk"], cadre.holds = (0, 0, 0), 0b111
    state.clearances["stage"] = (DONE, WAITING, WAITING)

    def following():
        return plain(finish.same_hand)(state.city[0], state.matters[0], state, cadre, state.jobs[cadre.job], told)

    assert following() == 1
    state.clearances[1].stage = ClearanceStage.QUEUED
    assert following() == 2
    state.clearances[1].stage = WAITING
    cadre.holds = 0b101
    assert following() == -1  # one after another: the next is not for this hand
    told.mode.parallel = True
    assert following() == 2
    state.routes["desk"] = (0, 0, 1)
    assert following() == -1
    state.routes["desk"], cadre.holds, told.work.data_request_share = 0, 0b111, 1.0
    assert following() == -1
    state.clearances[2].asked = True
    assert following() == 2


def test_what_goes_on_in_the_same_hand_has_begun_its_minimum_once():
    for asked, filed in ((False, 5.0), (True, 0.0)):
        state = at_work(town(), JobKind.CLEARANCE, 0)
        state.routes["desk"], state.cadres[0].holds = 0, 0b11
        state.matters[0].serving, state.clearances[0].stage = 1, ClearanceStage.SERVED
        state.clearances[1].asked = asked
        plain(finish.finish)(4.0, state, 0, regime())
        clearance, matter = state.clearances[1], state.matters[0]
        assert (clearance.stage, clearance.asked) == (ClearanceStage.SERVED, True)
        assert clearance.filed == (4.0 if filed else 0.0)
        assert (matter.queued, matter.serving, state.cadres[0].until) == (0, 1, 5.0)
        assert state.desks[0].waiting == 0


def test_waiting_work_moves_to_where_it_now_belongs_in_its_order():
    state = town(departments=2, cadres=0, teams=1, matters=2, each=2)
    state.routes["desk"][2:] = (2, 3)
    for kind, ref, k in ((JobKind.CLEARANCE, 1, 1), (JobKind.DATA, 3, 1), (JobKind.RULING, 1, 1),
                         (JobKind.OVERSIGHT, 0, 1), (JobKind.CALL, 0, 1)):  # fmt: skip
        waiting(state, kind, ref, k, 1)
    state.matters["slot"] = (2, 2)
    state.clearances[3].at_home = True
    plain(re_route.hand_to_teams)(state)
    assert jobs_at(state, 3) == [(JobKind.CLEARANCE, 1), (JobKind.RULING, 1)]
    assert jobs_at(state, 1) == [(JobKind.DATA, 3), (JobKind.OVERSIGHT, 0), (JobKind.CALL, 0)]
    state.matters["slot"], state.matters["queued"] = 0, 1
    plain(re_route.recall_rulings)(6.0, state, 0)
    assert jobs_at(state, 3) == [(JobKind.CLEARANCE, 1)]
    assert state.matters["stage"].tolist() == [MatterStage.OPEN, MatterStage.SHELVED]
    assert state.matters["queued"].tolist() == [1, 0]
    assert (state.matters[1].queue_time, state.city[0].free_jobs) == (6.0, len(state.jobs) - 4)
    state.teams[0].desks = 2
    plain(re_route.bring_home)(state, 0)
    assert (jobs_at(state, 3), len(jobs_at(state, 1))) == ([], 4)


def test_work_of_one_cadre_goes_to_the_common_queue():
    state = town(departments=2, cadres=1)
    waiting(state, JobKind.CALL, 0, 1, 0, owner=0)
    waiting(state, JobKind.CLEARANCE, 1, 1, 1, owner=0)
    plain(re_route.give_back_own)(state, 0)
    assert jobs_at(state, 1) == [(JobKind.CALL, 0), (JobKind.CLEARANCE, 1)]
    assert jobs_at(state, 0) == []
    assert state.jobs["owner"][:2].tolist() == [-1, -1]


def test_every_matter_gets_the_slot_of_its_team():
    state = town(departments=2, teams=2, matters=3, places=2)
    state.matters["place"] = (0, 1, 1)
    plain(re_route.set_slots)(state)
    assert (state.matters["team"].tolist(), state.matters["slot"].tolist()) == ([-1, -1, -1], [0, 2, 2])
    state.city[0].teams_working = 2
    plain(re_route.set_slots)(state)
    assert (state.matters["team"].tolist(), state.matters["slot"].tolist()) == ([0, 1, 0], [4, 10, 6])


def test_files_are_looked_at_anew_by_how_they_stand():
    """Shelved: taken up; open: sent; on the list: taken off where a desk may rule, or one may rule for all."""
    for stage, desk, delegated_share, expected in (
        (MatterStage.SHELVED, {}, 0.0, (MatterStage.PENDING_RULING, 0)),
        (MatterStage.PENDING_RULING, {}, 1.0, (MatterStage.PENDING_RULING, 0)),
        (MatterStage.PENDING_RULING, {"authority": True, "holds": 0b11}, 0.0, (MatterStage.OPEN, 1)),
        (MatterStage.PENDING_RULING, {"delegated": True}, 1.0, (MatterStage.CONSULTED, 0)),
        (MatterStage.CLOSED, {}, 0.0, (MatterStage.CLOSED, 0)),
        (MatterStage.RESTING, {}, 0.0, (MatterStage.RESTING, 0)),
    ):
        state = given(town(cadres=0))
        matter = state.matters[0]
        matter.ruling, matter.stage = True, stage
        if stage == MatterStage.PENDING_RULING:
            state.city[0].forum.first = state.city[0].forum.last = 0
            state.city[0].forum.pending = 1
        for name, value in desk.items():
            state.desks[0][name] = value
        told = regime(work__delegated_share=delegated_share, work__forum=RulingForum.MEETING)
        for row in (0, 1) if stage == MatterStage.CLOSED else (0,):
            plain(look_anew.look_anew_at_client)(5.0, state, row, told)  # of somebody else
            assert matter.stage == stage
        plain(look_anew.look_anew_at_client)(5.0, state, -1, told)
        assert (matter.stage, matter.queued) == expected
        assert state.city[0].forum.pending == (matter.stage == MatterStage.PENDING_RULING)


def test_abandoned_files_are_taken_up_only_where_somebody_owns_them():
    for ownership in (False, True):
        state = given(town(cadres=0))
        state.city[0].abandoned, state.matters[0].stage = True, MatterStage.SHELVED
        plain(look_anew.look_anew_at_all)(5.0, state, regime(mode__ownership=ownership))
        assert state.city[0].abandoned != ownership
        assert state.matters[0].stage == (MatterStage.CLOSED if ownership else MatterStage.SHELVED)


def test_whoever_is_idle_looks_for_work():
    state = at_work(town(departments=2, cadres=2), JobKind.ROUTINE, 0)
    for ref in (0, 2):
        waiting(state, JobKind.CLEARANCE, ref, 0, 0)
    plain(look_anew.wake)(5.0, state, regime())
    assert state.cadres["job"].tolist() == [0, 1, -1, -1]
    assert state.cadres[0].post == Post.AT_HOME
