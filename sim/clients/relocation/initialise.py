"""Initialising a village: households, their ties, what they are offered when, and the issues that block them."""

from __future__ import annotations

from typing import Any

from sim.clients.initialisation import Initialisation, Initialised
from sim.clients.relocation.issues import count_rows, raise_matters
from sim.clients.relocation.population import count_ties, settle_all, tie_all
from sim.clients.relocation.rules.offer import first_price
from sim.clients.relocation.rules.project import pace_of
from sim.clients.relocation.state import Book, Household, Tie, Village, VillageSample
from sim.core.rows import Rows
from sim.matters.state import Clearance, Matter
from sim.state.state import State


def initialise(city: Initialisation) -> Initialised:
    """The village of a scenario, as its seed has it, on the morning of day 0."""
    seed, scenario, tables = city.seed, city.scenario, city.numbers.clients
    households = Household.make(scenario.households.total)
    settle_all(seed, households, tables.households[0])
    ties = Tie.make(count_ties(seed, households, tables.households[0]))
    tie_all(seed, households, ties, tables.households[0])
    number, needed = count_rows(seed, households, city.departments, tables)
    matters, clearances = Matter.make(number), Clearance.make(needed)
    measured, work = scenario.evaluation.measured_share, city.numbers.regimes[0].work
    raise_matters(seed, households, matters, clearances, city.departments, tables, work, measured)
    book = open_book(city)
    book[0].left = len(households)
    samples = VillageSample.make(city.samples)
    village = Village(households, ties, book, tables.rounds, tables.windows, tables.kinds, samples)
    return Initialised(village, matters, clearances, calls=len(households))


def open_book(city: Initialisation) -> Rows[Book]:
    """The village's book before anybody has signed."""
    book, scenario = Book.make(1), city.scenario
    regime: Any = city.numbers.regimes[0]
    departments = list(scenario.city.departments)
    tables = city.numbers.clients
    book["visit_competence"] = city.departments["competence"][departments.index(scenario.city.visit_department)]
    book["plot_competence"] = city.departments["competence"][departments.index(scenario.city.plot_department)]
    book["window_start"] = -1.0
    book["next_window"] = -1.0
    book["pace"] = pace_of(city.seed, tables.households[0])
    book["funds"] = scenario.offer.ceiling * scenario.households.total
    book["first_price"] = first_price(regime.offer, tables.rounds, tables.windows)
    return book


def open_books(state: State[Village]) -> None:
    """Count from the intervention on: history is the same in every arm."""
    book = state.clients.book[0]
    book.petitions = book.unwilling = book.voided = 0
    book.money = 0.0
