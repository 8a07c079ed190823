"""Rules of desks, one by one, on rows made by hand: who takes what, in which order, and what is booked."""

import pytest

from sim.cadres.state import Cadre, Post
from sim.departments.state import Desk, DeskKind
from sim.desks import dispatch, idle, queue_class, queueing, take_up
from sim.desks.state import Job, JobKind, QueueClass
from tests.hand import row, town
from tests.plain import plain

SEED = 5


def staff(**fields):
    """One cadre at home."""
    told = {"post": Post.AT_HOME, "days_per_week": 5, "team_desk": -1, "holds": 1, "skill": 1.0, "second": -1}
    return row(Cadre, **(told | fields))


def job_in(state, kind, ref, competence, desk, effort=1.0, since=0.0, owner=-1):
    return plain(take_up.new_job)(since, state, kind, ref, competence, desk, effort, owner)


def wait(state, q, row_of_job):
    """Put a job into a queue as it waits at its desk."""
    plain(queueing.join)(state.queues[q], state.jobs, row_of_job)
    state.desks[state.jobs[row_of_job].desk].waiting += 1


@pytest.mark.parametrize(("block", "phase", "on"), [
    (1, 0.0, [1, 3, 7, 9, 11, 15, 17]),  # every second working day: numbers 1, 3, 5, 7, 9 and on
    (5, 0.0, [7, 8, 9, 10, 11]),
    (2, 0.5, [0, 1, 4, 7, 10, 11, 16, 17]),
    (0, 0.0, [1, 3, 7, 9, 11, 15, 17]),
])  # fmt: skip
def test_blocks_of_working_days_are_set_aside(block, phase, on):
    """Half of all blocks: number n is one where the sum of shares passes a whole number; the weekend is none."""
    cadre = staff(duty_share=0.5, duty_block=block, duty_phase=phase, duty_from=0.0, duty_until=19.0)
    assert [day for day in range(22) if plain(dispatch.on_duty)(cadre, day)] == on
    cadre.duty_from, cadre.duty_until = on[1], on[-1]
    assert [day for day in range(22) if plain(dispatch.on_duty)(cadre, day)] == on[1:-1]
    cadre.duty_share = 0.0
    assert not any(plain(dispatch.on_duty)(cadre, day) for day in range(22))


def test_all_days_are_set_aside_where_the_share_is_one():
    cadre = staff(duty_share=1.0, duty_block=1, duty_until=30.0, duty_phase=0.4)
    assert [day for day in range(9) if plain(dispatch.on_duty)(cadre, day)] == [0, 1, 2, 3, 4, 7, 8]
    cadre.days_per_week = 6
    assert [day for day in range(9) if plain(dispatch.on_duty)(cadre, day)] == [0, 1, 2, 3, 4, 5, 7, 8]


def test_whom_a_cadre_serves_today():
    """At home, lent, or lent by halves: Tuesday (day 1) is the team's, Monday the department's."""
    half = {"team_share": 0.5, "duty_share": 0.5, "duty_block": 1, "duty_until": 30.0, "dedicated": True}
    member = {"post": Post.IN_TEAM, "team_desk": 4, "home_desk": 2}
    for fields, part, home, team in (
        ({}, False, (True, True), (False, False)),
        ({"post": Post.STANDING_IN}, False, (True, True), (False, False)),
        ({"home_desk": -1}, False, (False, False), (False, False)),
        (member | {"dedicated": True, "team_share": 1.0}, False, (False, False), (True, True)),
        (member | {"dedicated": False, "team_share": 0.5}, False, (True, True), (True, True)),
        (member | half, True, (True, False), (False, True)),
        (member | half | {"team_desk": -1}, True, (True, False), (False, False)),
        (member | half | {"post": Post.SETTING_UP}, True, (True, False), (False, False)),
        (member | half | {"post": Post.SETTING_UP, "team_share": 1.0}, False, (False, False), (False, False)),
    ):
        cadre = staff(**fields)
        assert plain(dispatch.is_part_time)(cadre) == part
        assert tuple(plain(dispatch.serves_home)(cadre, day) for day in (0, 1)) == home
        assert tuple(plain(dispatch.serves_team)(cadre, day) for day in (0, 1)) == team


def test_who_may_take_a_job():
    cadre, home = staff(holds=0b101, duty_share=0.5, duty_block=1, duty_until=30.0), row(Desk)
    for job, routine, day, may in (
        ({"owner": -1}, False, 0, True), ({"owner": 3}, False, 0, True), ({"owner": 0}, False, 0, False),
        ({"owner": 4}, False, 0, False), ({"owner": -1, "competence": 1}, False, 0, False),
        ({"owner": -1, "competence": 2}, False, 0, True), ({"owner": -1}, True, 0, True),
        ({"owner": -1}, True, 1, False), ({"owner": -1}, False, 1, True),
    ):  # fmt: skip
        assert plain(dispatch.may_take)(cadre, 3, home, row(Job, **job), routine, day) == may
    team = row(Desk, kind=DeskKind.TEAM)
    assert not plain(dispatch.may_take)(cadre, 3, team, row(Job, owner=-1), False, 0)
    cadre.post = Post.IN_TEAM
    cadre.team_desk, cadre.team_share = 0, 1.0
    assert plain(dispatch.may_take)(cadre, 3, team, row(Job, owner=-1), False, 0)


def test_the_fastest_idle_goes_first_and_of_equals_the_first():
    state = town(departments=2, cadres=4)
    cadres, desk = state.cadres, state.desks[0]
    cadres["holds"][:4] = 0b11
    cadres["home_seat"] = cadres["home_desk"]
    cadres["skill"][:4] = (1.0, 1.5, 1.5, 2.0)
    cadres["ranked"][:4] = (3, 1, 2, 0)
    plain(idle.list_idle)(cadres, state.desks)
    job = row(Job, owner=-1, competence=0)

    def listed(d=0):
        found, c = [], int(state.desks[d].first)
        while c >= 0:
            found.append(c)
            c = int(cadres[c].home_next)
        return found

    assert listed() == [3, 1, 2, 0]
    assert listed(1) == [4, 5, 6, 7]
    for chosen in (3, 1, 2, 0):
        assert plain(dispatch.idle_cadre)(cadres, desk, job, False, 0) == chosen
        plain(idle.be_busy)(cadres, state.desks, chosen)
    assert plain(dispatch.idle_cadre)(cadres, desk, job, False, 0) == -1
    for c, there in ((2, [2]), (0, [2, 0]), (1, [1, 2, 0]), (3, [3, 1, 2, 0])):
        plain(idle.be_idle)(cadres, state.desks, c)
        assert listed() == there
    cadres[3].holds = 0b01  # the fastest cannot do it, the next is slow in it
    cadres[1].second, cadres[1].second_skill = 1, 0.5
    assert plain(dispatch.idle_cadre)(cadres, desk, row(Job, owner=-1, competence=1), False, 0) == 2
    for speed, c, ahead in ((1.1, 5, True), (1.0, 5, False), (1.0, 4, False), (1.0, 3, True), (0.9, 3, False)):
        assert plain(dispatch.is_ahead)(speed, c, 1.0, 4) == ahead


def test_an_idle_member_is_listed_at_the_desk_of_its_team():
    state = town(departments=2, cadres=2, teams=1)
    cadres = state.cadres
    cadres["team_seat"][:3] = 2
    cadres["home_seat"][2:] = 1
    cadres["skill"] = (1.0, 3.0, 2.0, 2.0)
    for c in range(4):
        plain(idle.be_idle)(cadres, state.desks, c)
    assert [int(state.desks[d].first) for d in (1, 2)] == [2, 1]
    assert [int(cadres[c].team_next) for c in (1, 2, 0)] == [2, 0, -1]
    assert [int(cadres[c].home_next) for c in (2, 3)] == [3, -1]
    plain(idle.be_busy)(cadres, state.desks, 2)
    assert [int(state.desks[d].first) for d in (1, 2)] == [3, 1]
    assert int(cadres[1].team_next) == 0
    cadres["job"] = (-1, 0, 5, -1)  # whoever has work in hand is not idle, be it the first job there is
    plain(idle.list_idle)(cadres, state.desks)
    assert [int(state.desks[d].first) for d in (0, 1, 2)] == [-1, 3, 0]
    assert int(cadres[0].team_next) == -1


def test_queues_have_rows_of_their_own_and_keep_their_order():
    rows_of = [plain(queueing.queue_of)(d, k, q, 3) for d in range(2) for k in range(3) for q in (0, 1)]
    rows_of += [plain(queueing.own_queue)(c, 2, 3) for c in range(3)]
    assert rows_of == list(range(15))
    state = town()
    queue = state.queues[4]
    taken = [plain(queueing.take_row)(state.city[0], state.jobs) for _ in range(3)]
    assert (taken, int(state.city[0].free_job), int(state.city[0].free_jobs)) == ([0, 1, 2], 3, 21)
    for one in (1, 0, 2):
        plain(queueing.join)(queue, state.jobs, one)
    assert (int(queue.first), int(queue.last), int(queue.waiting)) == (1, 2, 3)
    assert [plain(queueing.leave)(queue, state.jobs) for _ in range(2)] == [1, 0]
    assert (int(queue.first), int(queue.last), int(queue.waiting)) == (2, 2, 1)
    assert plain(queueing.leave)(queue, state.jobs) == 2
    assert (int(queue.first), int(queue.last), int(queue.waiting)) == (-1, -1, 0)
    plain(queueing.give_row_back)(state.city[0], state.jobs, 1)
    assert (int(state.city[0].free_job), int(state.jobs[1].next), int(state.city[0].free_jobs)) == (1, 3, 22)


def test_first_in_first_out_and_files_first_where_ordered():
    """Routine waits since day 1, a file since day 2, another since day 2.5 in the second competence."""
    state = town(departments=2, cadres=1)
    cadre = state.cadres[0]
    cadre.holds = state.desks[0].holds = 0b11
    routine, first, second = (plain(queueing.queue_of)(0, k, q, 2) for k, q in ((0, 0), (0, 1), (1, 1)))

    def following(day=0):
        return plain(dispatch.next_queue)(cadre, 0, state.desks, state.queues, state.jobs, 2, day)

    assert following() == -1
    wait(state, second, job_in(state, JobKind.CLEARANCE, 0, 1, 0, since=2.5))
    assert following() == second
    wait(state, first, job_in(state, JobKind.CLEARANCE, 0, 0, 0, since=2.0))
    assert following() == first
    wait(state, routine, job_in(state, JobKind.ROUTINE, 0, 0, 0, since=1.0))
    assert following() == routine
    state.desks[0].files_first = True
    assert following() == first
    for q in (first, second):
        plain(queueing.leave)(state.queues[q], state.jobs)
        state.desks[0].waiting -= 1
    assert following() == routine  # nothing goes before it any more
    cadre.duty_share, cadre.duty_block, cadre.duty_until = 1.0, 1, 9.0
    assert following() == -1  # fenced: no routine at all
    own = plain(queueing.own_queue)(0, 2, 2)
    cadre.duty_share = 0.0
    state.desks[0].files_first = False
    wait(state, own, job_in(state, JobKind.CALL, 0, 0, 0, since=1.5, owner=0))
    assert following() == routine
    state.jobs[state.queues[own].first].since = 0.5
    assert following() == own
    state.jobs[state.queues[own].first].since = 1.0  # as old: what is its own was found first
    assert following() == own
    state.desks[0].waiting = 0  # a desk at which nothing waits is not searched
    state.queues[own].waiting = 0
    assert following() == -1


def test_a_member_takes_what_a_watched_team_leaves_for_last_when_nothing_else_is_there():
    state = town(departments=2, cadres=1, teams=1)
    cadre = state.cadres[0]
    cadre.post, cadre.team_desk, cadre.team_share, cadre.dedicated = Post.IN_TEAM, 2, 1.0, False
    last, home, first = (plain(queueing.queue_of)(d, 0, q, 2) for d, q in ((2, 0), (0, 0), (2, 1)))

    def following():
        return plain(dispatch.next_queue)(cadre, 0, state.desks, state.queues, state.jobs, 2, 0)

    wait(state, last, job_in(state, JobKind.CLEARANCE, 0, 0, 2, since=1.0))
    assert following() == last
    wait(state, first, job_in(state, JobKind.CLEARANCE, 0, 0, 2, since=3.0))
    assert following() == first
    wait(state, home, job_in(state, JobKind.ROUTINE, 0, 0, 0, since=2.0))
    assert following() == last  # home is older than the first rank; then what is oldest of all
    state.jobs[state.queues[last].first].since = 2.5
    assert following() == home


def test_the_class_of_a_job():
    """Routine is routine; where a team is watched and so told, what nobody measures ranks with it."""
    state = town(departments=2, teams=1, matters=2)
    state.matters["measured"] = (True, False)
    state.city[0].measured_first = state.desks[2].watched = True
    for kind, ref, klass in (
        (JobKind.ROUTINE, 0, 0), (JobKind.CLEARANCE, 1, 1), (JobKind.CLEARANCE, 2, 0), (JobKind.DATA, 1, 1),
        (JobKind.DATA, 3, 0), (JobKind.RULING, 0, 1), (JobKind.RULING, 1, 0), (JobKind.CALL, 1, 1),
        (JobKind.OVERSIGHT, 0, 1),
    ):  # fmt: skip
        job = row(Job, kind=kind, ref=ref, desk=2)
        assert plain(queue_class.class_of)(state, job) == klass
        job.desk = 0
        assert plain(queue_class.class_of)(state, job) == (QueueClass.ROUTINE if kind == JobKind.ROUTINE else 1)
