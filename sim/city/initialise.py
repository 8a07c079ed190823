"""Founding a city: people and matters from a scenario and a seed, everything at rest on the morning of day 0."""

from __future__ import annotations

import numpy as np

from sim.cadres.population import appoint_all
from sim.cadres.skill import rank
from sim.cadres.state import Cadre
from sim.clients.projects.population import begin_projects, fill_projects
from sim.clients.relocation.issues import count_rows, raise_matters
from sim.clients.relocation.population import count_ties, settle_all, tie_all
from sim.clients.relocation.rules.offer import early_bonus
from sim.clients.relocation.state import Household, Tie
from sim.clients.stream.population import count_stream, fill_stream
from sim.coordination.arrange import furnish_homes, seat_everybody
from sim.core.agenda import FILING, MEETING, TICK
from sim.core.calendar import MONTH
from sim.core.compiling import compiled
from sim.core.events import Event, push
from sim.core.rows import Rows
from sim.departments.population import load_departments, open_departments
from sim.departments.state import Desk
from sim.desks.state import Job, Queue
from sim.matters.state import Clearance, Matter, Route
from sim.scenario import Scenario
from sim.state.city import CityRow
from sim.state.numbers import Numbers
from sim.state.record import Life, Move, Sample
from sim.state.state import State
from sim.task_forces.state import TaskForce
from sim.work.routine import expect_routine

TURNS = 8  # stages in the life of a team, and moves of a person, that are written down at the most
SPARE_JOBS = 256  # room to begin with; more is made when it is wanted


def found(scenario: Scenario, numbers: Numbers, seed: int) -> State:
    """The city of *scenario* as luck *seed* has it."""
    departments = open_departments(scenario)
    households = Household.make(scenario.households.total)
    settle_all(seed, households, numbers.households[0])
    ties = Tie.make(count_ties(seed, households, numbers.households[0]))
    tie_all(seed, households, ties, numbers.households[0])
    issues, regime = numbers.issues[0], numbers.regimes[0]
    last = float(scenario.calendar.intervention_day + scenario.calendar.horizon_days)
    projects = begin_projects(seed, last, numbers, departments)
    if len(projects):
        matters, clearances = fill_projects(seed, projects, numbers)
    else:
        number, needed = count_rows(seed, households, numbers.kinds, departments, issues)
        if number == 0:
            number = count_stream(seed, last, regime.stream)
            needed = number * scenario.stream.competences
        matters, clearances = Matter.make(number), Clearance.make(needed)
    state = lay_out(scenario, departments, households, ties, matters, clearances, projects)
    if not len(projects):
        write_matters(seed, state, numbers, scenario)
    set_calendar(scenario, numbers, state, seed)
    visit = state.city[0].visit_competence
    appoint_all(seed, state.cadres, departments, numbers.seats, visit, numbers.city[0])
    rank(state.cadres)
    load_departments(scenario, state)
    furnish_homes(state.desks, departments, regime.mode, regime.work)
    seat_everybody(state.cadres, state.desks)
    start(state.city[0], departments, state.heap, scenario.work.meeting_period, state.matters)
    return state


def write_matters(seed: int, state: State, numbers: Numbers, scenario: Scenario) -> None:
    """Households' issues, or the matters of the stream where there is nobody to move."""
    regime, measured = numbers.regimes[0], scenario.evaluation.measured_share
    rows = state.matters, state.clearances
    if scenario.households.total == 0:
        fill_stream(seed, *rows, state.departments, regime.stream, measured)
        return
    kinds = numbers.kinds, numbers.kind_steps
    issues = numbers.issues[0]
    raise_matters(seed, state.households, *rows, *kinds, state.departments, issues, regime.work, measured)


def lay_out(
    scenario: Scenario,
    departments: Rows,
    households: Rows,
    ties: Rows,
    matters: Rows,
    clearances: Rows,
    projects: Rows,
) -> State:
    """Room for everything else, empty."""
    people = sum(d.cadres for d in scenario.city.departments.values())
    people += sum(seat.outside for seat in scenario.staffing.seats.values())
    kinds = len(departments)
    teams = scenario.staffing.teams
    desks = (1 + teams) * kinds
    events = people + kinds + len(clearances) + len(matters) + len(households) + teams + 8
    own_work = len(households) + len(clearances) + len(matters) + teams
    months = scenario.calendar.intervention_day // MONTH + 2
    state = State(
        city=CityRow.make(1),
        teams=TaskForce.make(teams),
        departments=departments,
        desks=Desk.make(desks),
        queues=Queue.make(desks * kinds * 2 + people),
        cadres=Cadre.make(people),
        jobs=Job.make(own_work + SPARE_JOBS),
        routes=Route.make((1 + teams) * kinds),
        matters=matters,
        clearances=clearances,
        projects=projects,
        households=households,
        ties=ties,
        heap=Event.make(events),
        series=Sample.make(months + scenario.calendar.horizon_days + 2),
        lives=Life.make(TURNS * (teams + len(projects))),
        moves=Move.make(TURNS * people),
    )
    state.queues["first"] = state.queues["last"] = -1
    state.desks["first"] = -1
    state.desks["key"] = np.arange(desks)
    state.jobs["next"] = np.append(np.arange(1, len(state.jobs)), -1)
    state.routes["desk"] = np.tile(departments["desk"], 1 + teams)
    state.cadres["team"] = -1
    state.teams["key"] = np.arange(teams)
    state.teams["project"] = -1
    for name in ("called", "first_day", "dissolved", "returns"):
        state.teams[name] = -1.0
    return state


def set_calendar(scenario: Scenario, numbers: Numbers, state: State, seed: int) -> None:
    """Set the row that every event reads."""
    names = list(scenario.city.departments)
    city = state.city[0]
    city.seed = seed
    city.intervention = scenario.calendar.intervention_day
    city.until = scenario.calendar.intervention_day + scenario.calendar.horizon_days
    city.free_jobs = len(state.jobs)
    city.reserve = len(state.households) + len(state.clearances) + len(state.matters) + len(state.teams) + 1
    city.left = len(state.households)
    city.visit_competence = names.index(scenario.city.visit_department)
    city.plot_competence = names.index(scenario.city.plot_department)
    city.leaders = names.index(scenario.city.leaders_department)
    city.window_start = -1.0
    city.forum.first = city.forum.last = -1
    city.dissolved = city.mark = -1.0
    city.blocks = scenario.stream.blocks
    city.measured_first = scenario.evaluation.measured_first
    state.matters["first_closed"] = -1.0
    city.ledger.funds = scenario.offer.ceiling
    city.ledger.first_price = scenario.offer.base_price + early_bonus(0.0, numbers.rounds, numbers.steps)


@compiled
def start(city, departments, heap, meeting_period, matters):
    """Put the first events on the agenda: the first morning, the first meeting, each stream's first matter."""
    push(heap, city, 0.0, TICK, 0)
    push(heap, city, float(meeting_period), MEETING, 0)
    for d in range(len(departments)):
        expect_routine(0.0, city, d, departments[d], heap)
    if len(matters) > 0 and matters[0].household < 0:
        push(heap, city, matters[0].filed, FILING, 0)
