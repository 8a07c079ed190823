"""The city as a Mesa model: a thin live face over the compiled engine."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, NoReturn

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.cadres.agent import Cadre
from sim.cadres.skill import rank
from sim.city.agents import agents_of, all_agents
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.numbers import numbers_of
from sim.city.run import live
from sim.city.simulate import check
from sim.city.views import RecordCollector
from sim.clients.kinds import kind_of
from sim.core.compiling import announce
from sim.core.dates import Date, date_of
from sim.core.seeds import seed_of
from sim.core.views import RowAgent, place_of, read_only, refuse_overriding
from sim.desks.idle import list_idle
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.state import State
from sim.task_forces.agent import TaskForce

HOOKS = frozenset({"step", "run_model"})
NO_HOOK = "compiled rules never call it; extend step or run_model, or give the method another name"


class CityModel(mesa.Model):
    """One city of *scenario*; *rng* is the seed that keys every draw, as ``seed_of`` (sim/core/seeds.py) takes it.

    A step is one day. Agents are made when somebody first looks at them; until then a model costs no more than
    a compiled run. *ring_fence* is the share of working days that a mode without a team sets aside. The horizon of the
    scenario ends the run: ``running`` turns False, and whoever asks for another day gets RuntimeError.

    A subclass may add methods and extend two hooks: ``step`` (call ``super().step()``, once) and ``run_model``. Its own
    ``datacollector`` takes the place of the usual one, which shows the engine's record.
    """

    datacollector: Any
    running: bool
    _lived: int
    _numbers: Numbers
    _ring_fence: float
    _seed_given: int
    _settings: Scenario
    _state: State[Any]
    _kinds: tuple[type[RowAgent], ...]
    _views: dict[type, list[Any]]

    def __init_subclass__(cls, **words: Any) -> None:
        """Raise TypeError for a subclass that overrides what the engine never calls."""
        answered = frozenset(name for kind in all_agents() for name in kind.by_place)
        refuse_overriding(cls, CityModel, HOOKS, answered, NO_HOOK)
        super().__init_subclass__(**words)

    def __init__(self, scenario: Scenario, rng: Any = 1, ring_fence: float = 0.0) -> None:
        scenario, self._ring_fence = check(scenario, ring_fence)
        self._seed_given = seed_of(rng)
        self._lived = 0
        super().__init__(rng=self._seed_given)
        announce()
        self._settings = scenario
        self._numbers = numbers_of(scenario)
        self._state = initialise(scenario, self._numbers, self._seed_given)
        self._kinds = agents_of(kind_of(self._state))
        self._views = {}
        self._agents_made: dict[type, set[int]] = {}
        self.datacollector = RecordCollector(self)

    @property
    def settings(self) -> Scenario:
        """The scenario that this city follows."""
        return self._settings

    @property
    def scenario(self) -> NoReturn:
        """Not there, since Mesa would put a scenario of its own kind in its place on a reset: ``settings`` is."""
        raise AttributeError("the scenario of a CityModel is model.settings")

    @scenario.setter
    def scenario(self, scenario: Any) -> None:
        """Mesa's own scenario holds nothing but the seed."""

    @property
    def seed(self) -> int:
        """The seed, drawn where none was given."""
        return self._seed_given

    @property
    def ring_fence(self) -> float:
        """Share of working days that a mode without a team sets aside."""
        return self._ring_fence

    @property
    def state(self) -> State[Any]:
        """Every row of the city as it stands, to be read only; agents' attributes write."""
        return read_only(self._state)

    @property
    def department_names(self) -> list[str]:
        """The departments, in the order of their rows."""
        return list(self._settings.city.departments)

    @property
    def day(self) -> int:
        """Days lived so far: the next step lives this day."""
        return self._lived

    @property
    def date(self) -> Date:
        """The date of the day that the next step lives."""
        return date_of(self._settings.calendar.start, self._lived)

    @property
    def horizon(self) -> int:
        """How many days there are."""
        calendar = self._settings.calendar
        return calendar.intervention_day + calendar.horizon_days

    def step(self) -> None:
        """Live one day; on the intervention day the arm's mode comes into force first.

        Mesa has put ``time`` to the end of the day before it calls this. Raises RuntimeError when it has not, or when
        the day is beyond the horizon.
        """
        day = self._lived
        if day >= self.horizon:
            raise RuntimeError(self._ended())
        if self.time != day + 1:
            raise RuntimeError(f"day {day} is lived once, by model.step() or run_for; time stands at {self.time:g}")
        self._lived += 1
        if day == self._settings.calendar.intervention_day:
            intervene(self._state, self._settings, self._numbers, self._ring_fence)
        if self._views:  # somebody may have written another skill
            rank(self._state.cadres)
            list_idle(self._state.cadres, self._state.desks)
        self._state = live(self._state, self._numbers, float(day + 1))
        self.running = self.running and self._lived < self.horizon

    def _advance_time(self, until: float) -> None:
        """Go on to *until*, but not beyond the horizon: the one way by which Mesa's step and runs move time.

        Raises RuntimeError at the horizon, or when ``time`` has been set by hand; ValueError when *until* is no day.
        """
        if not self._lived <= self.time < self._lived + 1:
            raise RuntimeError(
                f"time = {self.time:g}, but the city has lived {self._lived} days: only step, run_for and run_until "
                f"move time, and a step of a subclass calls super().step()"
            )
        if not isinstance(until, int | float | np.number) or math.isnan(until):
            raise ValueError(f"day {until}: a number of days expected")
        if until > self.time >= self.horizon:
            raise RuntimeError(self._ended())
        super()._advance_time(min(until, float(self.horizon)))

    def _ended(self) -> str:
        """What is said when somebody asks for a day beyond the horizon."""
        return f"the run ended at its horizon, day {self.horizon}: calendar.horizon_days sets how long the arms run"

    def _look(self) -> None:
        """Make the agents, once, when somebody looks."""
        if self._views:
            return
        self._views = {kind: [] for kind in self._kinds}
        for kind in self._kinds:
            self._views[kind] = [kind(self, place) for place in range(kind.number(self._state))]

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
        kinds: list[type] = super().agent_types
        return kinds

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agents by kind: Cadre, Department, TaskForce, and those of the kind of client."""
        self._look()
        kinds: dict[type, AgentSet] = super().agents_by_type
        return kinds

    def agent(self, kind: type[RowAgent], place: int) -> Any:
        """The agent of that kind whose row is *place*; raises KeyError or IndexError when there is none."""
        if kind not in self._kinds:
            raise KeyError(f"{kind!r}: the kinds are {', '.join(one.__name__ for one in self._kinds)}")
        self._look()
        return self._views[kind][place_of(place, len(self._views[kind]), kind.row_type.label)]

    def deregister_agent(self, agent: Any) -> None:
        """Take an agent of one's own making off Mesa's list; those of the city stay (RuntimeError)."""
        if isinstance(agent, RowAgent):
            agent.remove()
        super().deregister_agent(agent)

    def members(self, team: int = 0) -> list[Cadre]:
        """Members of a task force, those in training and setting up included; raises IndexError when there is none."""
        place = self.agent(TaskForce, team).index
        return [cadre for cadre in self._views[Cadre] if cadre.team == place]

    def visit(self, cadre: int, client: int) -> None:
        """Let *cadre* visit *client* now; raises ValueError for a cadre who sits at no desk of this city."""
        visited = next((kind for kind in self._kinds if hasattr(kind, "be_visited")), None)
        if visited is None:
            raise TypeError(f"clients = {self._settings.clients}: nobody is visited here")
        self.agent(Cadre, cadre).visit(self.agent(visited, client))

    def __getattr__(self, name: str) -> Any:
        """What a kind of agent answers by place (``model.signing_hazard(3)``); AttributeError for any other name."""
        for kind in self.__dict__.get("_kinds", ()):
            if name in kind.by_place:
                return partial(self._answer, kind, kind.by_place[name])
        raise AttributeError(f"{type(self).__name__} has no {name!r}")

    def _answer(self, kind: type[RowAgent], method: str, place: int) -> Any:
        """What the agent of that kind and place says."""
        return getattr(self.agent(kind, place), method)()

    def __dir__(self) -> list[str]:
        """All names, those that kinds of agent answer by place included."""
        return sorted({*super().__dir__(), *(name for kind in self._kinds for name in kind.by_place)})
