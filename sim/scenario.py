"""One validated object that gathers every domain's numbers: all that a run needs besides its seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import BaseModel, Field, ValidationError, create_model, model_validator

from sim.clients.kinds import ClientKind, kind_named, sound, switches_of_others
from sim.coordination.parameters import Coordination, Resources, RingFence
from sim.core.dates import Monday
from sim.core.kinds import KindError
from sim.core.parameter import Description, Parameters, count
from sim.departments.parameters import City
from sim.evaluation.parameters import Evaluation
from sim.faults import faults_of
from sim.measures.columns import columns_of
from sim.overrides import plain, slot
from sim.staffing.parameters import Staffing
from sim.work.parameters import Work
from sim.yaml_scan import ConfigError

OFFICE = "a city's past has no office that plans for all, which an arm opens and pays; choose a past without"
NO_PAST = {  # what a mode has only from the intervention day on, so that it would be without effect in a city's past
    "pooled": "offices are merged when an arm begins; choose a past whose departments sit apart",
    "extended_hours": "a city's past has no overtime; choose a past of five days a week",
    "platform": OFFICE,
    "forecasts": OFFICE,
    "stores": OFFICE,
    "optimiser": OFFICE,
    "order_power": OFFICE,
}


class Calendar(Parameters):
    """When the story begins, when the arms branch, and how long they are watched."""

    start: Monday  # the date of day 0; the record, the tables of people and the model's own date are told by it
    intervention_day: int = count(
        "day", 0, 20_000, "A1, A2, A7: from 2008 to the call of the task force in September 2020"
    )
    horizon_days: int = count("day", 1, 3_650, "model 8: the arms run a year")


class Setting(Parameters):
    """A city and its clients up to the intervention day: what all arms of a comparison share.

    The kind of client adds groups of parameters of its own, so that a validated setting is of a class made for its
    kind (:meth:`of_kind`); ``model_validate`` finds it.
    """

    kind: ClassVar[ClientKind | None] = None

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    explanation: str = Field(min_length=1)
    clients: str = Field(min_length=1)
    conditioned: list[str] = Field(default=[], max_length=100)
    calendar: Calendar
    city: City
    work: Work
    staffing: Staffing
    evaluation: Evaluation
    history: Coordination

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A group of parameters that the kind of client adds."""

    @classmethod
    def of_kind(cls, name: str) -> type[Self]:
        """The class with the parameters of a kind of client; raises KindError for a name declared twice."""
        return cast("type[Self]", with_clients(cls, kind_named(name)))

    @classmethod
    def concrete(cls, data: Any) -> type[Self]:
        """The class that *data* is to be validated as; itself where they name no kind that there is."""
        name = data.get("clients") if isinstance(data, Mapping) else getattr(data, "clients", None)
        if cls.kind is not None or not isinstance(name, str):
            return cls
        try:
            return cls.of_kind(name)
        except KindError:
            if name in _known():
                raise
            return cls

    @classmethod
    def model_validate(cls, obj: Any, **more: Any) -> Self:
        """*obj* as a setting of its kind of client."""
        concrete = cls.concrete(obj)
        return super().model_validate(obj, **more) if concrete is cls else concrete.model_validate(obj, **more)

    @model_validator(mode="after")
    def _clients_are_known(self) -> Setting:
        """There is a folder for the kind; a class made for it has found that."""
        if (self.kind is None or self.clients != self.kind.name) and self.clients not in _known():
            raise ValueError(f"clients = {self.clients}: unknown; known: {', '.join(_known())}")
        return self

    @model_validator(mode="after")
    def _conditions_are_parameters(self) -> Setting:
        """What plausible cities are to leave alone must be numbers that there are."""
        for name in self.conditioned if self.kind is not None else ():
            if name not in _parameters(type(self)):
                raise ValueError(f"conditioned: {name!r} is no parameter of this scenario")
        return self

    @model_validator(mode="after")
    def _names_are_known(self) -> Setting:
        """Every department that a domain names must exist; what is wrong is said with the dotted name."""
        known = set(self.city.departments)
        named = {
            "city.visit_department": self.city.visit_department,
            "city.plot_department": self.city.plot_department,
            "city.leaders_department": self.city.leaders_department,
        }
        named |= {f"staffing.seats.{name}": name for name in self.staffing.seats}
        for where, name in named.items():
            if name not in known:
                raise ValueError(f"{where}: no department {name!r}; known: {', '.join(sorted(known))}")
        for name, seats in self.staffing.seats.items():
            if seats.members > self.city.departments[name].cadres:
                raise ValueError(
                    f"staffing.seats.{name}.members = {seats.members}: must not exceed its "
                    f"{self.city.departments[name].cadres} cadres"
                )
        far = {name: one.far for name, one in self.city.departments.items() if one.far}
        for name, place in far.items():
            if self.kind is not None and not self.kind.travels:
                raise ValueError(
                    f"city.departments.{name}.far = {place}: clients = {self.clients} have neither post nor trips; "
                    f"leave it empty"
                )
            if name in self.staffing.seats and self.staffing.seats[name].members:
                raise ValueError(
                    f"staffing.seats.{name}.members = {self.staffing.seats[name].members}: must be 0, "
                    f"as a department in {place} lends nobody"
                )
        if self.history.team:
            raise ValueError("history.team: a city cannot have had a task force before it calls one")
        for name, said in NO_PAST.items():
            if getattr(self.history, name):
                raise ValueError(f"history.{name}: {said}")
        return self

    @model_validator(mode="after")
    def _modes_mean_something(self) -> Setting:
        """A switch that only some kinds of client know is on only where one of them is; elsewhere it is idle."""
        if self.kind is None:
            return self
        idle = switches_of_others(self.clients)
        for name, value in self:
            modes = value.items() if isinstance(value, dict) else [("", value)]
            for arm, mode in modes:
                if isinstance(mode, Coordination):
                    _refuse_idle(self.clients, f"{name}.{arm}" if arm else name, mode, idle)
        return self


def _refuse_idle(clients: str, place: str, mode: Coordination, idle: dict[str, list[str]]) -> None:
    """Raise ValueError for a mode with a switch on that does nothing with this kind of client."""
    for switch, owners in idle.items():
        if getattr(mode, switch):
            raise ValueError(
                f"{place}.{switch} = true: does nothing where clients = {clients}, only where clients = "
                f"{' or '.join(owners)}; switch it off, or choose another arm than {mode.title}"
            )


class Scenario(Setting):
    """A setting with one arm: the mode from the intervention day on, and the resources that it may use."""

    coordination: Coordination
    resources: Resources

    def replace(self, **changes: Any) -> Self:
        """The same scenario with other numbers, validated as a whole: ``replace(**{"work.validity": 90})``.

        A name is a parameter's dotted name. Raises ConfigError with one line a fault: a name that no parameter bears, a
        value out of its bounds, numbers that do not go together. The kind of client stays.
        """
        tree = self.model_dump()
        faults: list[str] = []
        for key, value in changes.items():
            try:
                group, name = slot(tree, key, value)
                group[name] = plain(value)
            except ConfigError as error:
                faults += error.lines
        if self.clients != tree["clients"]:
            faults.append(f"clients = {tree['clients']}: a scenario keeps its kind of client; load another one")
        if faults:
            raise ConfigError(*faults)
        try:
            return type(self).model_validate(tree)
        except ValidationError as error:
            raise ConfigError(*faults_of(error, type(self))) from None

    @model_validator(mode="after")
    def _tasks_end_teams(self) -> Scenario:
        """A task force with a task of its own ends with it; what departments set aside would follow seats."""
        own = self.kind is not None and self.kind.has_tasks
        if own and (self.resources.team_window or self.resources.ring_fence != RingFence.NONE):
            raise ValueError(
                f"resources = {self.resources.title}: needs team_window 0 and ring_fence none where every task force "
                f"has a project of its own; choose closed or as_it_was"
            )
        return self


def every_parameter() -> list[Description]:
    """What is declared of every parameter of every kind of client, each once, in the order of the configuration."""
    made = [Scenario.of_kind(kind.name) for kind in sound()]
    return list({one.name: one for kind in made for one in kind.describe()}.values())


@cache
def _parameters(model: type[Setting]) -> frozenset[str]:
    """The dotted names of all parameters of a setting; worked out once, as every validation asks."""
    return frozenset(one.name for one in model.describe())


def _known() -> list[str]:
    from sim.clients import kinds

    return kinds.names()


def _declares(model: type[BaseModel], name: str) -> str:
    """The module in which a field is declared, which may be that of a base."""
    return next(one.__module__ for one in model.__mro__ if name in get_annotations(one))


@cache
def with_clients(base: type[Setting], kind: ClientKind) -> type[Setting]:
    """*base* with the groups of parameters of a kind; raises KindError for a group or a column that both declare."""
    columns_of(kind)
    for name in sorted(set(base.model_fields) & set(kind.settings.model_fields)):
        places = f"{_declares(kind.settings, name)} and {_declares(base, name)}"
        raise KindError(f"{name}: declared twice, in {places}")
    made = create_model(base.__name__, __base__=(kind.settings, base), __module__=base.__module__)
    made.kind = kind  # type: ignore[attr-defined]
    return cast("type[Setting]", made)
