"""One day of the city, in order, with the reason for each place."""

from __future__ import annotations

from sim.cadres.state import AT_HOME, IN_TRAINING
from sim.city.begin import count_open, new_job, place
from sim.city.membership import live_a_day
from sim.city.proceed import rule
from sim.city.pursuit import wake
from sim.city.regime import mode_of
from sim.city.signatures import bear, decide_all, sign_all
from sim.city.stages import turn_stage
from sim.city.window import mind_window
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import internal
from sim.negotiation.visit import wants_visit
from sim.task_forces.state import AT_WORK, STARTING
from sim.work.route import first_desk
from sim.work.ruling import forum_may_rule, leave_forum, those_present
from sim.work.state import VISIT_JOB

MONTH = 30  # the history is sampled once in so many days, the year of the arms every day


@internal
def tick(day, state, rounds, steps, regimes):
    """One day, at its start.

    1. The team's stage, because it decides who works where today.
    2. Days charged, because people are lent by the day whether or not they find work.
    3. The threshold window, before today's decisions: yesterday was its last day.
    4. Signatures: all decide on the same morning's facts, then all takes effect.
    5. What the day does to those who are left, and the visits they are due.
    6. The sample for the record, last, so that it shows the day's outcome.
    """
    city = state.city[0]
    now = float(day)
    turn_stage(now, state, regimes)
    if now == city.mark:
        take_mark(now, state.departments)
    numbers = regimes[city.mode]
    if city.teams_called > 0 or city.fenced or city.long_hours:
        live_a_day(day, state.cadres, numbers)
    if city.fenced or (city.teams_called > 0 and numbers.staffing.member_share < 1.0):
        wake(now, state, numbers)
    mind_window(now, city, state.households, state.ties, rounds, numbers)
    if city.left > 0:
        if decide_all(day, state, rounds, steps, numbers) > 0:
            sign_all(now, state, numbers)
        give_up(city, state.households, numbers)
        for i in range(len(state.households)):
            if not state.households[i].signed:
                bear(day, city, state.households[i], i, rounds, state.heap, numbers)
        if is_working_day(day, WORKING_WEEK) and not city.abandoned:
            send_visitors(now, day, state, numbers)
    record(day, state)


@internal
def take_mark(now, departments):
    """Remember how things stand on the day on which teams were to return."""
    for d in range(len(departments)):
        count_open(now, departments[d], 0)
        departments[d].open_days_then = departments[d].open_days
        departments[d].open_then = departments[d].open_routine
        departments[d].arrived_then = departments[d].arrived


@internal
def give_up(city, households, numbers):
    """Files that nobody owns are dropped when few are left (the rival explanation 'abandoned'; relocation 1)."""
    if not numbers.mode.ownership and city.left < numbers.work.abandon_below * len(households):
        city.abandoned = True


@internal
def send_visitors(now, day, state, numbers):
    """File a visit for every household that is due one; its own cadre goes where it has one, else whoever is free."""
    city = state.city[0]
    interval = numbers.evaluation.visit_interval if numbers.mode.evaluated else numbers.negotiation.visit_interval
    competence = city.visit_competence
    for i in range(len(state.households)):
        household = state.households[i]
        if wants_visit(household, day, interval):
            household.visit_pending = True
            desk = state.routes[household.slot + competence].desk
            effort = numbers.negotiation.visit_effort
            row = new_job(now, city, state.jobs, VISIT_JOB, i, competence, desk, effort, household.owner)
            place(now, state, row, numbers)


@internal
def meet(now, state, numbers, regimes):
    """The joint meeting: matters in order of their coming; each is ruled if all it needs are there, up to the batch."""
    city = state.city[0]
    city.forum.meetings += 1
    if city.abandoned:
        return
    present = those_present(city.seed, len(state.departments), int(now), numbers.work)
    ruled = 0
    before = -1
    m = city.forum.first
    while m >= 0 and ruled < numbers.work.meeting_batch:
        following = state.matters[m].next
        if (state.matters[m].competences & ~present) == 0 and forum_may_rule(state.matters[m], numbers.work):
            leave_forum(city.forum, state.matters, before, m)
            city.forum.ruled += 1
            start = first_desk(state.matters[m], state.clearances, state.routes)
            rule(now, state, m, start, regimes[mode_of(city, state.matters[m])])
            ruled += 1
        else:
            before = m
        m = following


@internal
def record(day, state):
    """Write the day's sample and add the day's home backlog to the ledger."""
    city = state.city[0]
    backlog = 0.0
    away = 0
    for d in range(len(state.departments)):
        backlog += state.departments[d].waiting
        away += state.departments[d].lent
    since = day - int(city.intervention)
    if since >= 0:
        city.ledger.backlog += backlog
        city.ledger.days += 1
    elif day % MONTH != 0:
        return
    sample = state.series[city.sampled]
    city.sampled += 1
    sample.day = since
    sample.signed = city.signed
    sample.backlog = backlog
    sample.away = away
    count_people(state, sample)
    sample.matters_open = city.on_file
    sample.trust = trust_left(state.households)


@internal
def count_people(state, sample):
    """Where the city's cadres are today, and how many teams work or wait to."""
    for c in range(len(state.cadres)):
        sample.present += state.cadres[c].post == AT_HOME
        sample.training += state.cadres[c].post == IN_TRAINING
    for t in range(len(state.teams)):
        sample.teams += state.teams[t].stage in AT_WORK
        sample.waiting += state.teams[t].stage in STARTING


@internal
def trust_left(households):
    """Mean trust of the households that are left; zero when none is."""
    total = 0.0
    left = 0
    for i in range(len(households)):
        if not households[i].signed:
            total += households[i].trust
            left += 1
    return total / left if left > 0 else 0.0
