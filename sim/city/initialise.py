"""Initialising a city: people, clients and matters from a scenario and a seed, at rest on the morning of day 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.cadres.population import appoint_all
from sim.cadres.skill import rank
from sim.cadres.state import Cadre
from sim.clients import face
from sim.clients.initialisation import Initialisation, Initialised
from sim.coordination.arrange import furnish_homes, seat_everybody
from sim.core.calendar import MONTH
from sim.core.compiling import compiled
from sim.core.event_kinds import EventKind
from sim.core.events import Event, push
from sim.core.rows import Rows
from sim.departments.population import load_departments, open_departments, serving
from sim.departments.state import Department, Desk
from sim.desks.state import Job, Queue
from sim.matters.state import Route
from sim.scenario import Scenario
from sim.state.city import CityRow
from sim.state.numbers import Numbers
from sim.state.record import Move, Sample
from sim.state.regime import InForce
from sim.state.state import State
from sim.task_forces.state import Life, TaskForce
from sim.work.meeting import MeetingChain
from sim.work.routine import expect_routine

STAGES = 12  # in the life of a team, that are written down at the most: six from each of two calls
TURNS = 8  # moves of a person, that are written down at the most
SPARE_JOBS = 256  # room to begin with; more is made when it is wanted
SPARE_EVENTS = 8  # the day's own event, both meetings, the next filing


def initialise(scenario: Scenario, numbers: Numbers, seed: int) -> State[Any]:
    """The city of *scenario* as *seed* has it."""
    assert scenario.kind is not None
    city, regime = scenario.city, numbers.regimes[InForce.BEFORE]
    departments = open_departments(city, city.blocks)
    last = float(scenario.calendar.intervention_day + scenario.calendar.horizon_days)
    samples = scenario.calendar.intervention_day // MONTH + 2 + scenario.calendar.horizon_days + 2
    made = scenario.kind.initialise(Initialisation(seed, scenario, numbers, departments, last, samples))
    state = lay_out(scenario, departments, made, samples)
    set_calendar(scenario, state, made, seed)
    visitors = list(city.departments).index(city.visit_department)
    appoint_all(seed, state.cadres, departments, numbers.seats, len(city.competences), visitors, numbers.city[0])
    rank(state.cadres)
    most = scenario.work.open_limit if scenario.history.focused else scenario.work.juggling_most
    load_departments(departments, state.cadres, city, scenario.work.juggling_loss, most)
    furnish_homes(seed, state.desks, departments, regime.mode, regime.work)
    seat_everybody(state.cadres, state.desks)
    start(state, scenario.work.meeting_period)
    return state


def lay_out(scenario: Scenario, departments: Rows[Department], made: Initialised, samples: int) -> State[Any]:
    """Room for everything else, empty."""
    people = sum(d.cadres for d in scenario.city.departments.values())
    people += sum(seat.outside for seat in scenario.staffing.seats.values())
    competences, teams = len(scenario.city.competences), scenario.staffing.teams
    desks = len(departments) + teams * competences
    own_work = made.calls + len(made.clearances) + len(made.matters) + teams
    state = State(
        city=CityRow.make(1),
        teams=TaskForce.make(teams),
        departments=departments,
        desks=Desk.make(desks),
        queues=Queue.make(desks * competences * 2 + people),
        cadres=Cadre.make(people),
        jobs=Job.make(own_work + SPARE_JOBS),
        routes=routes_of(departments, competences, len(scenario.city.places), teams),
        matters=made.matters,
        clearances=made.clearances,
        clients=made.clients,
        heap=Event.make(people + len(departments) + own_work + SPARE_EVENTS),
        series=Sample.make(samples),
        lives=Life.make(STAGES * (teams + made.tasks)),
        moves=Move.make(TURNS * people),
    )
    state.queues["first"] = state.queues["last"] = -1
    state.desks["first"] = -1
    state.desks["key"] = np.arange(desks)
    state.jobs["next"] = np.append(np.arange(1, len(state.jobs)), -1)
    state.cadres["team"] = -1
    state.matters["team"] = -1
    state.matters["first_closed"] = -1.0
    state.teams["key"] = np.arange(teams)
    state.teams["project"] = -1
    for name in ("called", "first_day", "dissolved", "returns"):
        state.teams[name] = -1.0
    return state


def routes_of(departments: Rows[Department], competences: int, places: int, teams: int) -> Rows[Route]:
    """Routes by place and competence: those of the departments, and as many for each team, which begin the same."""
    home = [serving(departments, competence, place) for place in range(places) for competence in range(competences)]
    routes = Route.make((1 + teams) * places * competences)
    routes["department"] = np.tile(home, 1 + teams)
    routes["desk"] = departments["desk"][routes["department"]]
    return routes


def set_calendar(scenario: Scenario, state: State[Any], made: Initialised, seed: int) -> None:
    """Set the row that every event reads."""
    city = state.city[0]
    city.seed = seed
    city.intervention = scenario.calendar.intervention_day
    city.until = scenario.calendar.intervention_day + scenario.calendar.horizon_days
    city.free_jobs = len(state.jobs)
    city.reserve = made.calls + len(state.clearances) + len(state.matters) + len(state.teams) + 1
    leaders = list(scenario.city.departments).index(scenario.city.leaders_department)
    city.leaders = state.departments[leaders].competence
    city.competences = len(scenario.city.competences)
    city.places = len(scenario.city.places)
    city.forum.first = city.forum.last = -1
    city.dissolved = city.mark = -1.0
    city.blocks = scenario.city.blocks
    city.measured_first = scenario.evaluation.measured_first


@compiled
def start(state: State[Any], meeting_period: int) -> None:
    """Schedule the first events: the first morning, the first meeting, each stream's first matter."""
    city = state.city[0]
    push(state.heap, city, 0.0, EventKind.TICK, 0)
    push(state.heap, city, float(meeting_period), EventKind.MEETING, MeetingChain.CITY)
    for d in range(len(state.departments)):
        expect_routine(0.0, city, d, state.departments[d], state.heap)
    face.first_filing(state)
