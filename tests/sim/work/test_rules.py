"""Rules of work, one by one, on rows made by hand: what a step changes, what it books and what it schedules."""

import pytest

from sim.core.event_kinds import EventKind
from sim.core.purposes import FALSE_CLOSING, REFUSED
from sim.core.randomness import uniform
from sim.desks import queueing, take_up
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.state.regime import InForce
from sim.work import arrangement, proceed, waits
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
