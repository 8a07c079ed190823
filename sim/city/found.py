"""Founding a city: people and matters from a scenario and a seed, everything at rest on the morning of day 0."""

from __future__ import annotations

import numpy as np

from sim.cadres.population import appoint_all
from sim.cadres.state import AT_HOME, CADRE
from sim.city.loop import expect_routine
from sim.city.numbers import Numbers
from sim.city.state import CITY, SAMPLE, State
from sim.city.tick import MONTH
from sim.coordination.arrange import furnish_homes, seat_everybody
from sim.core.agenda import MEETING, TICK
from sim.core.compiling import compiled
from sim.core.events import EVENT, push
from sim.departments.state import DEPARTMENT, DESK
from sim.households.population import count_ties, settle_all, tie_all
from sim.households.state import HOUSEHOLD, TIE
from sim.negotiation.offer import early_bonus
from sim.scenario import Scenario
from sim.work.effort import law_of_mean
from sim.work.population import count_rows, raise_matters
from sim.work.state import CLEARANCE, JOB, MATTER, QUEUE, ROUTE

LAWS = ("lognormal", "exponential", "fixed")
SPARE_JOBS = 256  # room to begin with; more is made when it is wanted


def found(scenario: Scenario, numbers: Numbers, seed: int) -> State:
    """The city of *scenario* as luck *seed* has it."""
    departments = open_departments(scenario)
    households = HOUSEHOLD.make(scenario.households.total)
    settle_all(seed, households, numbers.households[0])
    ties = TIE.make(count_ties(seed, households, numbers.households[0]))
    tie_all(seed, households, ties, numbers.households[0])
    issues = numbers.issues[0]
    matters, clearances = count_rows(seed, households, numbers.kinds, departments, issues)
    state = lay_out(scenario, departments, households, ties, MATTER.make(matters), CLEARANCE.make(clearances))
    raise_matters(
        seed, households, state.matters, state.clearances, numbers.kinds, numbers.kind_steps, departments, issues
    )
    set_calendar(scenario, numbers, state, seed)
    visit = state.city[0].visit_competence
    appoint_all(seed, state.cadres, departments, numbers.seats, visit, numbers.city[0])
    load_departments(scenario, state)
    regime = numbers.regimes[0]
    furnish_homes(state.desks, departments, regime.mode, regime.work)
    seat_everybody(state.cadres, state.desks)
    start(state.city[0], departments, state.heap, scenario.work.meeting_period)
    return state


def open_departments(scenario: Scenario) -> np.recarray:
    """Every department with its establishment and the routine stream that keeps it busy."""
    rows = DEPARTMENT.make(len(scenario.city.departments))
    law = LAWS.index(scenario.city.routine_law)
    for d, numbers in enumerate(scenario.city.departments.values()):
        row = rows[d]
        row.key = row.desk = row.office = d
        row.establishment = numbers.cadres
        row.effort_law = law
        row.effort_median, row.effort_sigma = numbers.effort_mean, 0.0
        if scenario.city.routine_law == "lognormal":
            row.effort_median, row.effort_sigma = law_of_mean(numbers.effort_mean, scenario.city.routine_cv2)
        row.floor = numbers.floor
        row.clears = numbers.clears
        row.arrival_index = -1
    names = list(scenario.city.departments)
    for office in scenario.city.offices.values():
        for name in office:
            rows[names.index(name)].office = names.index(office[0])
    return rows


def load_departments(scenario: Scenario, state: State) -> None:
    """Set each routine stream so that it keeps the people who are there, at the speed they have, as busy as said."""
    at_home = state.cadres["post"] == AT_HOME
    speeds = np.bincount(
        state.cadres["department"][at_home], state.cadres["skill"][at_home], minlength=len(state.departments)
    )
    for row, speed, numbers in zip(state.departments, speeds, scenario.city.departments.values(), strict=True):
        row.rate = numbers.utilisation * speed / numbers.effort_mean


def lay_out(
    scenario: Scenario,
    departments: np.recarray,
    households: np.recarray,
    ties: np.recarray,
    matters: np.recarray,
    clearances: np.recarray,
) -> State:
    """Room for everything else, empty."""
    people = sum(d.cadres for d in scenario.city.departments.values())
    people += sum(seat.outside for seat in scenario.staffing.seats.values())
    kinds = len(departments)
    desks = 2 * kinds
    events = people + kinds + len(clearances) + len(matters) + len(households) + 8
    own_work = len(households) + len(clearances) + len(matters)
    months = scenario.calendar.intervention_day // MONTH + 2
    state = State(
        city=np.zeros(1, CITY).view(np.recarray),
        departments=departments,
        desks=DESK.make(desks),
        queues=QUEUE.make(desks * kinds * 2 + people),
        cadres=CADRE.make(people),
        jobs=JOB.make(own_work + SPARE_JOBS),
        routes=ROUTE.make(kinds),
        matters=matters,
        clearances=clearances,
        households=households,
        ties=ties,
        heap=EVENT.make(events),
        series=SAMPLE.make(months + scenario.calendar.horizon_days + 2),
    )
    state.queues["first"] = state.queues["last"] = -1
    state.desks["first"] = -1
    state.desks["key"] = np.arange(desks)
    state.jobs["next"] = np.append(np.arange(1, len(state.jobs)), -1)
    state.routes["desk"] = departments["desk"]
    return state


def set_calendar(scenario: Scenario, numbers: Numbers, state: State, seed: int) -> None:
    """Set the row that every event reads."""
    names = list(scenario.city.departments)
    city = state.city[0]
    city.seed = seed
    city.intervention = scenario.calendar.intervention_day
    city.until = scenario.calendar.intervention_day + scenario.calendar.horizon_days
    city.free_jobs = len(state.jobs)
    city.reserve = len(state.households) + len(state.clearances) + len(state.matters) + 1
    city.left = len(state.households)
    city.visit_competence = names.index(scenario.city.visit_department)
    city.plot_competence = names.index(scenario.city.plot_department)
    city.leaders = names.index(scenario.city.leaders_department)
    city.window_start = -1.0
    city.forum.first = city.forum.last = -1
    city.team.called = city.team.first_day = city.team.dissolved = city.team.returns = -1.0
    city.ledger.funds = scenario.offer.ceiling
    city.ledger.first_price = scenario.offer.base_price + early_bonus(0.0, numbers.rounds, numbers.steps)


@compiled
def start(city, departments, heap, meeting_period):
    """Put the first events on the agenda: the first morning, the first meeting, each department's first matter."""
    push(heap, city, 0.0, TICK, 0)
    push(heap, city, float(meeting_period), MEETING, 0)
    for d in range(len(departments)):
        expect_routine(0.0, city, d, departments[d], heap)
