"""Rules of work, one by one, on rows made by hand: what a step changes, what it books and what it schedules."""

import pytest

from sim.cadres.state import Post
from sim.core.event_kinds import EventKind
from sim.core.purposes import FALSE_CLOSING, REFUSED, ROUTINE_GAP
from sim.core.randomness import exponential, uniform
from sim.desks import idle, queueing, take_up
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.state.regime import InForce
from sim.work import arrangement, finish, look_anew, meeting, proceed, re_route, routine, waits
from sim.work.rulings import RulingForum
from tests.hand import regime, town
from tests.plain import plain
from tests.stories import agenda

DONE, WAITING = ClearanceStage.DONE, ClearanceStage.WAITING


def coming(state):
    return agenda(state.heap, state.city[0])


def given(state, until=100.0):
    """All clearances have been given and hold until then."""
    state.clearances["stage"], state.clearances["valid_until"] = DONE, until
    return state


def waiting(state, kind, ref, competence, desk, owner=-1, klass=1):
    """A job that waits."""
    row = plain(take_up.new_job)(0.0, state, kind, ref, competence, desk, 1.0, owner)
    competences = state.city[0].competences
    own = plain(queueing.own_queue)(owner, len(state.desks), competences)
    q = own if owner >= 0 else plain(queueing.queue_of)(desk, competence, klass, competences)
    plain(queueing.join)(state.queues[q], state.jobs, row)
    state.desks[desk].waiting += 1
    return row


def jobs_at(state, desk):
    """What waits at a desk: kind and whose, queue by queue."""
    found = []
    for q in range(len(state.queues)):
        row = int(state.queues[q].first)
        while row >= 0:
            if state.jobs[row].desk == desk:
                found.append((int(state.jobs[row].kind), int(state.jobs[row].ref)))
            row = int(state.jobs[row].next)
    assert len(found) == state.desks[desk].waiting
    return found


def test_which_matter_an_event_is_about():
    state = town(matters=3)
    about = plain(arrangement.matter_of)
    for kind in (EventKind.RETURN, EventKind.FILING, EventKind.REST_END, EventKind.CONSULTED):
        assert about(state, kind, 2) == 2
    for kind in (EventKind.FLOOR_END, EventKind.LAND):
        assert about(state, kind, 5) == 2
    for kind in (EventKind.MEETING, EventKind.ARRIVAL):
        assert about(state, kind, 2) == -1
    state.cadres["job"] = (0, 1, 2)
    for kind, matter in (
        (JobKind.CLEARANCE, 2), (JobKind.DATA, 2), (JobKind.RULING, 5), (JobKind.ROUTINE, -1), (JobKind.CALL, -1),
        (JobKind.OVERSIGHT, -1),
    ):  # fmt: skip
        state.jobs[1].kind, state.jobs[1].ref = kind, 5
        assert about(state, EventKind.FINISH, 1) == matter


def test_what_has_no_team_goes_the_old_way_where_teams_have_tasks():
    state = town(matters=2)
    city = state.city[0]
    city.mode, state.matters["team"] = InForce.ARM, (-1, 0)
    for mandates, modes in ((False, [1, 1, 1]), (True, [0, 1, 1])):
        city.mandates = mandates
        events = ((EventKind.RETURN, 0), (EventKind.RETURN, 1), (EventKind.MEETING, 0))
        assert [plain(arrangement.mode_for)(state, kind, ref) for kind, ref in events] == modes


def test_a_consultation_takes_its_time():
    state, told = given(town(each=2)), regime(work__consultation_median=3.0, work__consultation_sigma=0.0)
    matter = state.matters[0]
    matter.consulted, matter.touched = 2, 1.0
    plain(proceed.consult)(4.0, state, 0, told)
    assert (matter.stage, matter.consulted, matter.client_time) == (MatterStage.CONSULTED, 3, 3.0)
    assert coming(state) == [(7.0, EventKind.CONSULTED, 0)]


def test_who_has_consulted_rules_for_all_unless_refused_or_no_more_entitled():
    """Refused or not entitled any more, the matter goes on: to the forum's list."""
    draw = uniform(1, REFUSED, 0, 1, 0)
    for share, delegated, refused, alone in (
        (draw, True, 0, True), (draw + 1e-9, True, 1, False), (draw, False, 0, False), (1.0, False, 1, False),
    ):  # fmt: skip
        state = given(town(cadres=0, each=2))
        matter = state.matters[0]
        matter.stage, matter.ruling, matter.touched = MatterStage.CONSULTED, True, 2.0
        state.desks[0].delegated = delegated
        told = regime(work__consultation_refused=share, work__delegated_share=1.0, work__forum=RulingForum.MEETING)
        plain(proceed.answered)(5.0, state, 0, told)
        assert (matter.meeting_time, matter.touched) == (3.0, 5.0)
        assert (matter.ruled_alone, matter.refused, state.city[0].ledger.refused) == (alone, bool(refused), refused)
        assert matter.stage == (MatterStage.OPEN if alone else MatterStage.PENDING_RULING)
        assert (matter.queued, state.city[0].forum.pending) == ((1, 0) if alone else (0, 1))
        assert jobs_at(state, 0) == ([(JobKind.RULING, 0)] if alone else [])


def test_a_ruling_waits_at_the_desk_of_whoever_makes_it():
    state = given(town(departments=3, cadres=0, each=2))
    matter = state.matters[0]
    matter.ruling = True
    state.desks[0].authority, state.desks[0].holds = True, 0b11
    told = regime(work__ruling_effort=0.4)
    state.city[0].leaders = 2
    plain(proceed.proceed)(5.0, state, 0, 0, told)
    assert (jobs_at(state, 0), jobs_at(state, 2), matter.queued) == ([(JobKind.RULING, 0)], [], 1)
    matter.escalated = True
    plain(proceed.proceed)(5.0, state, 0, 0, told)
    assert (jobs_at(state, 2), matter.queued) == ([(JobKind.RULING, 0)], 2)
    assert state.jobs["effort"][:2].tolist() == [0.4, 0.4]
    assert state.jobs["owner"][:2].tolist() == [-1, -1]


@pytest.mark.parametrize(("forum", "leaders", "listed"), [
    (RulingForum.MEETING, 2, 1), (RulingForum.LEADERS, -1, 1), (RulingForum.LEADERS, 2, 0), (RulingForum.LEADERS, 0, 0),
])  # fmt: skip
def test_the_forum_is_the_meeting_or_the_leaders(forum, leaders, listed):
    state = given(town(cadres=0))
    state.matters[0].ruling, state.city[0].leaders = True, leaders
    plain(proceed.proceed)(5.0, state, 0, 0, regime(work__forum=forum, work__exceptions_grantable=True))
    assert state.city[0].forum.pending == listed
    assert state.desks["waiting"].sum() == 1 - listed


def test_files_that_nobody_pursues_are_shelved():
    state = given(town())
    state.city[0].abandoned = True
    plain(proceed.proceed)(5.0, state, 0, 0, regime())
    assert (state.matters[0].stage, state.matters[0].client_time, state.city[0].pending) == (
        MatterStage.SHELVED,
        5.0,
        0,
    )


def test_a_ruling_closes_the_matter_or_fails_with_a_lapse():
    for until, lapses in ((5.0, 0), (4.5, 2)):
        state = given(town(), until)
        matter = state.matters[0]
        matter.stage, matter.ruled_alone = MatterStage.PENDING_RULING, True
        plain(proceed.rule)(5.0, state, 0, 0, regime(work__delegated_false=0.0))
        assert (state.city[0].ledger.rulings, state.city[0].ledger.lapses) == (1, lapses)
        assert matter.stage == (MatterStage.OPEN if lapses else MatterStage.CLOSED)
        assert not matter.ruled_alone
        assert matter.meeting_time == 5.0
        assert [(kind, ref) for _, kind, ref in coming(state)] == ([(EventKind.LAND, 0)] if lapses else [])


def test_closing_is_counted_everywhere():
    state = town(teams=2, matters=2)
    state.city[0].on_file = 2
    state.matters["team"], state.matters["measured"] = (1, -1), (True, True)
    state.matters["touched"] = 1.0
    for m, now in ((0, 5.0), (1, 6.0)):
        plain(proceed.close)(now, state, m, regime())
        matter = state.matters[m]
        assert (matter.stage, matter.closed, matter.first_closed) == (MatterStage.CLOSED, now, now)
        assert (matter.solved, matter.closed_falsely, matter.client_time) == (True, False, now - 1.0)
        assert (state.city[0].on_file, state.city[0].progressed) == (1 - m, now)
        assert (state.city[0].ledger.closed, state.city[0].ledger.solved) == (m + 1, m + 1)
    assert state.teams["progressed"].tolist() == [0.0, 5.0]
    assert state.teams["closed_this_month"].tolist() == [0, 1]
    assert coming(state) == []
    state.matters["measured"] = False
    state.matters["first_closed"] = (0.0, 2.0)
    plain(proceed.close)(9.0, state, 0, regime())
    assert state.teams["closed_this_month"].tolist() == [0, 1]
    assert state.matters["first_closed"].tolist() == [0.0, 2.0]


def test_a_matter_rests_until_its_minimum_is_over():
    state = town()
    matter = state.matters[0]
    matter.filed, matter.floor, state.city[0].on_file = 2.0, 10.0, 1
    plain(proceed.close)(5.0, state, 0, regime())
    assert (matter.stage, state.city[0].on_file) == (MatterStage.RESTING, 1)
    assert coming(state) == [(12.0, EventKind.REST_END, 0)]
    plain(waits.end_rest)(12.0, state, 0, regime())
    assert (matter.stage, matter.closed, matter.floor_time) == (MatterStage.CLOSED, 12.0, 7.0)


def test_false_closings_come_back_the_more_often_the_more_a_team_is_pressed():
    """Chances add up: .01 of the city, .02 where evaluated, .04 at the largest gap, .08 where one ruled for all."""
    parts = {"work__false_closing": 0.01, "evaluation__false_closing": 0.02, "evaluation__false_rise": 0.04}
    parts |= {"work__delegated_false": 0.08, "work__return_delay": 30.0, "work__return_sigma": 0.0}
    for evaluated, team, alone, chance in (
        (False, 0, False, 0.01), (True, 0, False, 0.05), (True, -1, False, 0.03), (False, 0, True, 0.09),
        (True, 0, True, 0.13),
    ):  # fmt: skip
        told = regime(mode__evaluated=evaluated, **parts)
        for key in range(300):
            draw = uniform(1, FALSE_CLOSING, key, 0, 0)
            if abs(draw - chance) > 0.012:
                continue
            state = town(teams=1)
            matter = state.matters[0]
            matter.key, matter.team, matter.ruled_alone = key, team, alone
            state.teams[0].pressed = 0.5
            plain(proceed.close)(5.0, state, 0, told)
            assert matter.closed_falsely == (not matter.solved) == (draw < chance)
            assert coming(state) == ([(35.0, EventKind.RETURN, 0)] if draw < chance else [])
            assert not matter.ruled_alone
            assert state.city[0].ledger.solved == (draw >= chance)


def test_what_comes_back_begins_anew():
    for abandoned in (False, True):
        state = given(town(matters=2))
        state.matters["stage"], state.matters["closed_falsely"] = MatterStage.CLOSED, True
        state.city[0].abandoned = abandoned
        plain(proceed.return_unsolved)(5.0, state, 1, 0, regime())
        matter = state.matters[1]
        assert (state.city[0].on_file, matter.touched, matter.attempt, matter.closed_falsely) == (1, 5.0, 1, False)
        assert matter.stage == (MatterStage.SHELVED if abandoned else MatterStage.OPEN)
        assert state.clearances["attempt"].tolist() == [0, 0, 1, 1]
        assert [ref for _, _, ref in coming(state)] == ([] if abandoned else [2])


def test_a_meeting_rules_in_order_up_to_its_batch():
    def held(**changes):
        state = given(town(matters=4))
        state.matters["stage"], state.matters["place"] = MatterStage.PENDING_RULING, 0
        state.matters["exception"] = (False, True, False, False)
        forum = state.city[0].forum
        forum.first, forum.last, forum.pending = 0, 3, 4
        state.matters["next"] = (1, 2, 3, -1)
        state.city[0].abandoned = changes.pop("abandoned", False)
        told = regime(work__exceptions_grantable=False, work__meeting_quorum=1.0, **changes)
        plain(meeting.meet)(7.0, state, told, [told, told])
        assert forum.meetings == 1
        assert forum.ruled == 4 - forum.pending == state.city[0].ledger.rulings
        return [int(m) for m in range(4) if state.matters[m].stage == MatterStage.CLOSED], state

    assert held(work__meeting_batch=10)[0] == [0, 2, 3]
    assert held(work__meeting_batch=2)[0] == [0, 2]
    assert held(work__meeting_batch=1)[0] == [0]
    assert held(work__meeting_batch=10, abandoned=True)[0] == []
    _, state = held(work__meeting_batch=2)
    forum = state.city[0].forum
    assert (forum.first, state.matters[1].next, forum.last) == (1, 3, 3)


def test_meetings_bring_about_the_next_of_their_own():
    for days, chain, held, following in (
        (0, 0, 1, [(37.0, EventKind.MEETING, 0)]), (0, 1, 0, []), (7, 0, 0, [(37.0, EventKind.MEETING, 0)]),
        (7, 1, 1, [(14.0, EventKind.MEETING, 1)]),
    ):  # fmt: skip
        state, told = town(), regime(mode__meeting_days=days, work__meeting_period=30)
        plain(meeting.assemble)(7.0, state, chain, told, [told, told])
        assert (state.city[0].forum.meetings, coming(state)) == (held, following)


def test_routine_arrives_in_working_time_by_draws_of_its_day():
    """From Friday noon: what would fall after the day's end is drawn anew for Monday."""
    state = town()
    department = state.departments[1]
    for rate in (0.4, 3.0):
        department.rate, department.arrival_day, department.arrival_index = rate, 4, -1
        heap, city = state.heap.copy(), state.city.copy()[0]
        plain(routine.expect_routine)(4.5, city, 1, department, heap)
        day, index, place = 4, 0, 0.5 + exponential(1, ROUTINE_GAP, 1, 4, 0) / rate
        while place >= 1.0:
            day, index = (7 if day % 7 == 4 else day + 1), 0
            place = exponential(1, ROUTINE_GAP, 1, day, 0) / rate
        assert agenda(heap, city) == [(pytest.approx(day + place, abs=1e-12), EventKind.ARRIVAL, 1)]
        assert (department.arrival_day, department.arrival_index) == (day, index)
        assert department.arrival_effort == 0.0 * rate  # a median of nothing
    department.arrival_day, department.arrival_index, department.effort_median = 9, 2, 0.5
    plain(routine.take_routine)(9.25, state, 1, regime())
    assert (department.arrived, department.open_routine, department.waiting) == (1, 1, 0.0)
    assert jobs_at(state, 1) == [(JobKind.ROUTINE, 1)]
    assert state.queues[plain(queueing.queue_of)(1, 1, 0, 3)].waiting == 1  # anybody may do it
    assert coming(state)[-1][1:] == (EventKind.ARRIVAL, 1)
    assert (department.arrival_day > 9) == (department.arrival_index == 0)
    assert department.arrival_index in {0, 3}
    department.rate = 0.0
    before = state.city[0].pending
    plain(routine.expect_routine)(9.0, state.city[0], 1, department, state.heap)
    assert state.city[0].pending == before


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
