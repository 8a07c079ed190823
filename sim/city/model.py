"""The city as a Mesa model: a thin live face over the compiled engine."""

from __future__ import annotations

from typing import Any

import mesa
from mesa.agent import AgentSet

from sim.cadres.agent import Cadre
from sim.cadres.skill import rank
from sim.cadres.state import IN_TEAM
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.numbers import numbers_of
from sim.city.run import live
from sim.clients.projects.agent import Project
from sim.clients.relocation.agent import Household
from sim.clients.relocation.measures import feeling
from sim.clients.relocation.rules.signing import luck
from sim.clients.relocation.signatures import hazard_of, price_for
from sim.clients.relocation.visiting import visit
from sim.core.compiling import announce
from sim.core.rows import Row
from sim.departments.agent import Department
from sim.desks.idle import list_idle
from sim.scenario import Scenario
from sim.task_forces.agent import TaskForce


class CityModel(mesa.Model):
    """One city of *scenario*; *rng* is the seed (non-negative integer) that keys every draw.

    A step is one day. Agents are made when somebody first looks at them; until then a model costs no more than
    a compiled run. *ring_fence* is the share of working days that a mode without a team sets aside.
    """

    def __init__(self, scenario: Scenario, rng: int = 1, ring_fence: float = 0.0) -> None:
        super().__init__(rng=rng)
        announce()
        self.settings = scenario
        self.numbers = numbers_of(scenario)
        self.ring_fence = ring_fence
        self.state = initialise(scenario, self.numbers, int(rng))
        self.department_names = list(scenario.city.departments)
        self._views: dict[type, list[Any]] = {}

    @property
    def day(self) -> int:
        """Days lived so far: the next step lives this day."""
        return int(self.time)

    def step(self) -> None:
        """Live one day; on the intervention day the arm's mode comes into force first.

        Mesa advances ``time`` by one before it calls this, so the day to live is the one before.
        """
        day = int(self.time) - 1
        if day == self.settings.calendar.intervention_day:
            intervene(self.state, self.settings, self.numbers, self.ring_fence)
        if self._views:  # somebody may have written another skill
            rank(self.state.cadres)
            list_idle(self.state.cadres, self.state.desks)
        self.state = live(self.state, self.numbers, float(day + 1))

    def _look(self) -> None:
        """Make the agents, once, when somebody looks."""
        if self._views:
            return
        state = self.state
        self._views = {Household: [], Cadre: [], Department: [], TaskForce: [], Project: []}
        for kind, number in (
            (Household, len(state.households)),
            (Cadre, len(state.cadres)),
            (Department, len(state.departments)),
            (TaskForce, len(state.teams)),
            (Project, len(state.projects)),
        ):
            self._views[kind] = [kind(self, index) for index in range(number)]

    @property
    def agents(self) -> AgentSet:
        """All agents, made now if nobody has looked before."""
        if hasattr(self, "_views"):
            self._look()
        return super().agents

    @property
    def agent_types(self) -> list[type]:
        """The kinds of agent."""
        self._look()
        return super().agent_types

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agents by kind: Household, Cadre, Department, TaskForce, Project."""
        self._look()
        return super().agents_by_type

    def members(self, team: int = 0) -> list[Cadre]:
        """Members of a task force, those in training and setting up included."""
        self._look()
        return [cadre for cadre in self._views[Cadre] if cadre.team == team]

    def neighbours(self, index: int) -> list[Household]:
        """Households tied to household *index*."""
        self._look()
        row = self.state.households[index]
        ties = self.state.ties[row.first_tie : row.first_tie + row.ties]
        return [self._views[Household][tie.other] for tie in ties]

    @property
    def _regime(self) -> Row:
        """The numbers in force today."""
        return self.numbers.regimes[self.state.city[0].mode]

    def price_offered(self, index: int) -> float:
        """Today's offer to household *index*, in assessed values."""
        city, households = self.state.city[0], self.state.households
        return price_for(
            float(self.day), index, city, households, self.numbers.rounds, self.numbers.steps, self._regime
        )

    def signing_hazard(self, index: int) -> float:
        """Chance that household *index* signs today."""
        return hazard_of(float(self.day), index, self.state, self.numbers.rounds, self.numbers.steps, self._regime)

    def would_sign(self, index: int) -> bool:
        """Whether household *index* signs today."""
        household = self.state.households[index]
        return bool(luck(self.state.city[0].seed, self.day, household) < self.signing_hazard(index))

    def satisfaction(self, index: int) -> float:
        """How satisfied household *index* is, as things stand."""
        best = float(self.state.city[0].ledger.best_price)
        return feeling(self.state.households[index], best, self._regime.negotiation)

    def visit(self, cadre: int, household: int) -> None:
        """Let *cadre* visit *household* now; raises ValueError for a cadre who sits at no desk of this city."""
        state = self.state
        desk = state.cadres[cadre].team_desk if state.cadres[cadre].post == IN_TEAM else state.cadres[cadre].home_desk
        if desk < 0:
            raise ValueError(f"cadre {cadre} sits at no desk of this city; its own people and members visit")
        visit(float(self.time), state, household, cadre, desk, self._regime)
