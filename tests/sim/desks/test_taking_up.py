"""Taking up work, on rows made by hand: how much it is, who begins it, how long it takes, to whom it is charged."""

import pytest

from sim.cadres.state import Post
from sim.core.event_kinds import EventKind
from sim.core.laws import EffortLaw
from sim.core.purposes import CLEARANCE_EFFORT, ROUTINE_EFFORT
from sim.core.randomness import exponential, lognormal, normal
from sim.departments.state import Department, Desk, DeskKind
from sim.desks import arrive, idle, queueing, take_up
from sim.desks.effort import clearance_effort, fatigue_drag, juggling, routine_effort
from sim.desks.state import Job, JobKind
from sim.matters.state import Clearance, ClearanceStage, Matter, MatterStage
from tests.hand import regime, row, rows, town
from tests.plain import plain
from tests.sim.desks.test_rules import SEED, job_in, staff, wait
from tests.stories import agenda


def test_effort_follows_its_law_and_going_through_a_file_again_takes_a_share():
    clearance, numbers = row(Clearance, ordinal=1, attempt=2), regime(work__rework_effort=0.25).work
    for law, expected in (
        (EffortLaw.FIXED, 3.0),
        (EffortLaw.EXPONENTIAL, 3.0 * exponential(SEED, CLEARANCE_EFFORT, 9, 1, 2)),
        (EffortLaw.LOGNORMAL, lognormal(3.0, 0.5, normal(SEED, CLEARANCE_EFFORT, 9, 1, 2))),
    ):
        matter = row(Matter, key=9, effort=3.0, effort_sigma=0.5, effort_law=law)
        assert plain(clearance_effort)(SEED, matter, clearance, numbers) == expected
    matter.effort_law, clearance.returned = EffortLaw.FIXED, 1
    assert plain(clearance_effort)(SEED, matter, clearance, numbers) == 0.75
    clearance.returned, clearance.reworked = 0, 1
    assert plain(clearance_effort)(SEED, matter, clearance, numbers) == 0.75
    matter.effort_law = EffortLaw.EXPONENTIAL
    expected = 0.75 * exponential(SEED, CLEARANCE_EFFORT, 9, 1, 2 + 256)
    assert plain(clearance_effort)(SEED, matter, clearance, numbers) == pytest.approx(expected, rel=1e-12)
    for law, expected in (
        (EffortLaw.FIXED, 2.0),
        (EffortLaw.EXPONENTIAL, 2.0 * exponential(SEED, ROUTINE_EFFORT, 4, 30, 1)),
        (EffortLaw.LOGNORMAL, lognormal(2.0, 0.5, normal(SEED, ROUTINE_EFFORT, 4, 30, 1))),
    ):
        department = row(Department, key=4, effort_median=2.0, effort_sigma=0.5, effort_law=law)
        assert plain(routine_effort)(SEED, department, 30, 1) == expected


def test_open_work_and_tiredness_slow():
    numbers = regime(work__juggling_loss=0.1, staffing__fatigue_loss=0.4)
    for waiting, people, limit, factor in (
        (0, 2, 5.0, 1.0), (3, 2, 5.0, 1.15), (8, 2, 5.0, 1.4), (9, 2, 5.0, 1.4), (2, 0, 9.0, 1.2), (8, 2, 1.0, 1.0),
    ):  # fmt: skip
        assert plain(juggling)(waiting, people, limit, numbers.work) == pytest.approx(factor)
    for fatigue, loss, drag in ((0.0, 0.4, 1.0), (0.5, 0.4, 1.25), (1.0, 1.0, 20.0)):
        numbers.staffing.fatigue_loss = loss
        assert plain(fatigue_drag)(staff(fatigue=fatigue), numbers.staffing) == pytest.approx(drag)


def test_a_clearance_that_lands_lies_then_asks_for_data_then_waits():
    state = town(departments=3, cadres=0, matters=1, each=3)
    state.matters[0].touched = 1.0
    state.clearances["stage"], state.matters[0].moving = ClearanceStage.TRANSFERRED, 3
    told = regime(work__rest_median=2.0, work__rest_sigma=0.0, work__data_request_share=1.0, work__data_effort=0.3)
    state.clearances["lands"] = (9.0, 4.0, 7.0)
    plain(arrive.arrive)(4.0, state, 0, told)  # overtaken: it is to land on day 9
    assert (state.clearances[0].stage, state.city[0].pending) == (ClearanceStage.TRANSFERRED, 0)
    plain(arrive.arrive)(4.0, state, 1, told)
    clearance, matter = state.clearances[1], state.matters[0]
    assert (clearance.stage, matter.queued, matter.moving) == (ClearanceStage.LYING, 1, 2)
    assert agenda(state.heap, state.city[0]) == [(6.0, EventKind.LAND, 1)]
    assert clearance.lands == 6.0
    plain(arrive.arrive)(6.0, state, 1, told)
    assert (clearance.stage, matter.queued, matter.touched) == (ClearanceStage.QUEUED, 1, 6.0)
    assert state.city[0].pending == 1
    job = state.jobs[0]
    assert (job.kind, job.ref, job.competence, job.desk, job.effort, job.since, job.owner) == (
        JobKind.DATA, 1, 0, 0, 0.3, 6.0, -1
    )  # fmt: skip
    assert not clearance.asked
    told.work.data_request_share = told.work.rest_median = 0.0
    plain(arrive.arrive)(7.0, state, 2, told)
    job = state.jobs[1]
    assert (job.kind, job.ref, job.competence, job.desk, job.effort, job.owner) == (JobKind.CLEARANCE, 2, 2, 2, 1.0, -1)
    assert state.clearances[2].asked
    assert state.queues["waiting"].sum() == 2


def test_a_job_that_is_placed_is_begun_at_once_or_waits():
    state, told = town(departments=2, cadres=1), regime()
    state.cadres["home_seat"] = state.cadres["home_desk"]
    plain(idle.list_idle)(state.cadres, state.desks)
    for effort in (2.0, 3.0):
        plain(take_up.place)(1.0, state, job_in(state, JobKind.ROUTINE, 1, 1, 1, effort, since=1.0), told)
    cadre, department = state.cadres[1], state.departments[1]
    assert (cadre.job, cadre.began, cadre.until, state.desks[1].first) == (0, 1.0, 3.0, -1)
    assert (state.desks[1].waiting, department.waiting, department.begun, department.waited) == (1, 3.0, 1, 0.0)
    assert department.routine_days == 2.0
    assert agenda(state.heap, state.city[0]) == [(3.0, EventKind.FINISH, 1)]
    cadre.job = -1
    plain(idle.be_idle)(state.cadres, state.desks, 1)
    plain(take_up.take_up)(8.0, state, 1, told)  # Tuesday of the second week: it waited five working days
    assert (department.waiting, department.begun, department.waited, cadre.until) == (0.0, 2, 5.0, 11.0)
    assert (state.desks[1].waiting, state.queues["waiting"].sum()) == (0, 0)
    cadre.job = -1
    plain(take_up.take_up)(12.0, state, 1, told)
    assert cadre.job == -1


def test_what_is_placed_for_one_cadre_waits_for_it():
    state, told = town(departments=2, cadres=2), regime()
    state.cadres["home_seat"] = state.cadres["home_desk"]
    state.cadres[0].job = 7
    plain(idle.list_idle)(state.cadres, state.desks)
    plain(take_up.place)(1.0, state, job_in(state, JobKind.CALL, 0, 0, 0, owner=0), told)
    assert state.queues[plain(queueing.own_queue)(0, 2, 2)].waiting == 1
    assert state.cadres[1].job == -1
    assert state.departments[0].waiting == 0.0


def test_a_clearance_begun_is_in_hand_read_only_where_it_is_passed_on():
    state = town(departments=2, matters=1)
    matter, clearance = state.matters[0], state.clearances[1]
    matter.queued, matter.touched = 2, 1.0
    numbers = regime(work__triage_effort=0.1).work
    job = row(Job, kind=JobKind.CLEARANCE, ref=1, effort=3.0)

    def effort():
        return plain(take_up.begin_clearance)(
            4.0, SEED, state.cadres[1], job, state.desks[1], state.matters, state.clearances, numbers
        )

    assert effort() == 3.0
    assert (matter.queued, matter.serving, matter.queue_time, clearance.stage) == (1, 1, 3.0, ClearanceStage.SERVED)
    assert not state.cadres[1].triage
    state.desks[1].passing = 1.0
    job.kind = JobKind.DATA
    assert effort() == 3.0
    job.kind = JobKind.CLEARANCE
    assert effort() == 0.1
    assert state.cadres[1].triage


def test_changing_over_costs_a_part_time_member_time():
    numbers, home, team = regime(staffing__change_over=0.2).staffing, row(Desk), row(Desk, kind=DeskKind.TEAM)
    member = staff(dedicated=True, team_share=0.5)
    lost = [plain(take_up.change_over)(member, desk, numbers) for desk in (home, team, team, home, home)]
    assert lost == [0.0, 0.2, 0.0, 0.2, 0.0]
    member.team_share = 1.0
    assert plain(take_up.change_over)(member, team, numbers) == 0.0


def test_how_slow_a_cadre_is():
    """Half as skilled twice as slow; a new team by its familiarity; who came home by what is rusty."""
    state = town(departments=2, teams=1)
    told = regime(staffing__familiarity_start=0.5, staffing__return_loss=0.2, staffing__familiarity_days=20.0)
    cadre, job = state.cadres[0], row(Job, competence=0)
    cadre.skill = 0.5

    def slow(d):
        return plain(take_up.slowness)(10.0, state.teams, cadre, job, state.desks[d], told)

    assert slow(0) == 2.0
    cadre.returned = 10.0
    assert slow(0) == pytest.approx(2.0 / 0.8)
    cadre.returned = 0.0
    assert slow(0) == pytest.approx(2.0 / (1.0 - 0.2 * 0.6065306597126334))
    state.teams[0].together_since = 10.0
    assert slow(2) == 4.0
    told.staffing.return_loss = 0.0
    assert slow(0) == 2.0


def test_what_is_not_judged_and_what_is_unlearned_takes_longer():
    state = town(departments=2, teams=1, matters=2)
    told = regime(evaluation__effort_gain=0.5, evaluation__substitution=0.2, staffing__familiarity_days=20.0)
    state.matters["measured"] = (True, False)
    state.teams[0].pressed = 0.5
    city = state.city[0]

    def drag(d, ref):
        job = row(Job, ref=ref)
        return plain(take_up.project_drag)(20.0, city, job, state.desks[d], state, told)

    assert drag(0, 0) == drag(2, 0) == drag(2, 2) == 1.0
    state.desks[2].watched = True
    assert (drag(2, 0), drag(2, 2)) == (pytest.approx(0.8), pytest.approx(1.25))
    city.forgotten, city.dissolved = 0.4, 0.0
    assert drag(0, 0) == pytest.approx(1.0 / (1.0 - 0.4 * 0.36787944117144233))
    city.dissolved = 20.0
    assert drag(0, 0) == pytest.approx(1.0 / 0.6)


def test_time_is_charged_once():
    """Routine to routine; project work to the project, and to its account unless the day is charged anyhow."""
    departments, job = rows(Department, 2), row(Job, kind=JobKind.CLEARANCE)
    fenced = {"duty_share": 1.0, "duty_block": 1, "duty_until": 30.0}
    lent = {"post": Post.IN_TEAM, "dedicated": True, "team_share": 1.0}
    for fields, charged in (
        ({}, 2.0), (fenced, 0.0), (lent, 0.0), (lent | {"dedicated": False}, 2.0), (lent | {"team_share": 0.5}, 2.0),
        (lent | {"post": Post.SETTING_UP}, 2.0),
    ):  # fmt: skip
        cadre = staff(department=1, **fields)
        plain(take_up.charge)(1.0, cadre, job, 2.0, departments)
        assert cadre.charged == charged
    assert departments["project_days"].tolist() == [0.0, 12.0]
    job.kind = JobKind.ROUTINE
    plain(take_up.charge)(1.0, cadre, job, 2.0, departments)
    assert departments["routine_days"].tolist() == [0.0, 2.0]
    assert departments["project_days"].tolist() == [0.0, 12.0]
    assert cadre.charged == 2.0


def test_a_ruling_is_work_like_any_other():
    state, told = town(departments=2, cadres=1), regime()
    state.matters[0].queued, state.matters[0].stage = 1, MatterStage.OPEN
    state.cadres["home_seat"] = state.cadres["home_desk"]
    plain(idle.list_idle)(state.cadres, state.desks)
    plain(take_up.place)(1.0, state, job_in(state, JobKind.RULING, 0, 0, 0, 0.5, since=1.0), told)
    assert (state.matters[0].queued, state.matters[0].serving) == (0, 1)
    assert (state.cadres[0].until, state.departments[0].project_days) == (1.5, 0.5)


def test_whoever_has_work_in_hand_takes_no_more():
    """One cadre at the first desk, two jobs in the first rows: the second waits, and nobody is idle any more."""
    state, told = town(departments=2, cadres=1), regime()
    state.cadres["home_seat"] = state.cadres["home_desk"]
    plain(idle.list_idle)(state.cadres, state.desks)
    for ref in (0, 0):
        wait(state, plain(queueing.queue_of)(0, 0, 0, 2), job_in(state, JobKind.ROUTINE, ref, 0, 0))
    for _ in range(2):
        plain(take_up.take_up)(1.0, state, 0, told)
        assert (state.cadres[0].job, state.desks[0].waiting, state.desks[0].first) == (0, 1, -1)
    plain(idle.be_idle)(state.cadres, state.desks, 0)
    assert state.desks["first"].tolist() == [0, 1]


def test_a_member_at_the_first_desk_there_is_counts_as_idle_and_busy():
    state = town(departments=1, cadres=1)
    state.desks[0].kind, state.cadres[0].team_seat = DeskKind.TEAM, 0
    plain(idle.be_idle)(state.cadres, state.desks, 0)
    assert state.desks[0].first == 0
    plain(idle.be_busy)(state.cadres, state.desks, 0)
    assert state.desks[0].first == -1
