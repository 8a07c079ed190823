"""Live views: a Mesa agent whose attributes read its row of the state, and write what may be set between two steps."""

from __future__ import annotations

from operator import attrgetter, index
from typing import Any, ClassVar, NoReturn, cast

import mesa
import numpy as np

from sim.core.rows import Row, Rows, RowType

NO_STEP = (
    "compiled rules live the day and never call it; set attributes between two steps, or give the method another name"
)


def read_only[Part](rows: Part) -> Part:
    """The same rows, or state, as it stands: whoever writes to it gets ValueError."""
    if isinstance(rows, tuple):
        return cast("Part", type(rows)(*map(read_only, rows)))
    seen = cast("np.ndarray", rows).view()
    seen.flags.writeable = False
    return cast("Part", seen)


def place_of(given: Any, number: int, label: str) -> int:
    """*given* as the place of one of *number* rows, the first being 0; raises TypeError or IndexError naming both."""
    try:
        place = index(given)
    except TypeError:
        raise TypeError(f"{label} {given!r}: the place of a {label} is a whole number") from None
    if not 0 <= place < number:
        raise IndexError(f"{label} {place}: there are {number}, the first is {label} 0")
    return place


def refuse_overriding(cls: type, base: type, hooks: frozenset[str], known: frozenset[str], way_out: str) -> None:
    """Raise TypeError where *cls* defines anew what *base* has (or is *known* to answer) and what is no hook."""
    for new in cls.__mro__:
        if new in base.__mro__:
            continue
        for name in vars(new):
            if name.startswith("__") or name in hooks:
                continue
            if name in known or hasattr(base, name):
                raise TypeError(f"{cls.__name__}.{name} overrides what is no hook of {base.__name__}: {way_out}")


def _live(field: str) -> property:
    """A property that reads and writes one field of the agent's row, nothing being stored in the agent."""

    def read(agent: RowAgent) -> Any:
        return agent._own_rows()[agent.index][field].item()  # noqa: SLF001  (the property is its own)

    def write(agent: RowAgent, value: Any) -> None:
        agent.check(field, value)
        agent._own_rows()[agent.index][field] = value  # noqa: SLF001

    return property(read, write)


class RowAgent(mesa.Agent):
    """A Mesa agent that is a view of one row: it holds the model and an index, never the row itself.

    A kind of agent names its rows (*row_type*, and *rows*, where they lie in the state), says what may be set and
    between which bounds (*settable*), and which of its methods the model offers by place (*by_place*). An attribute set
    between two steps takes effect in the next. Every other field can only be read: whatever points at a row, counts
    or tells a stage is the engine's, whose other rows depend on it. A subclass may add methods; it has no hooks.
    """

    index: int
    row_type: ClassVar[type[RowType]]
    rows: ClassVar[str]
    settable: ClassVar[dict[str, tuple[float, float]]] = {}
    by_place: ClassVar[dict[str, str]] = {}
    _find: ClassVar[Any]

    def __init_subclass__(cls, **words: Any) -> None:
        """Give a kind of agent one live property for each field; raises TypeError for what would be without effect."""
        if "row_type" not in vars(cls):
            kind = next(above for above in cls.__mro__[1:] if "row_type" in vars(above))
            refuse_overriding(cls, kind, frozenset(), frozenset(), NO_STEP)
            super().__init_subclass__(**words)
            return
        declares = frozenset({"row_type", "rows", "settable", "by_place"})
        refuse_overriding(cls, RowAgent, declares, frozenset(cls.row_type.fields), NO_STEP)
        super().__init_subclass__(**words)
        cls._find = attrgetter(cls.rows)
        for field, declared in cls.row_type.fields.items():
            if hasattr(RowAgent, field):
                raise TypeError(f"{cls.__name__}: the field {field} would hide what every agent has; rename it")
            if field in cls.settable and declared.dtype is np.int64:
                raise TypeError(f"{cls.__name__}.settable: {field} counts or points at a row, which only rules may set")
            setattr(cls, field, _live(field))

    def __init__(self, model: Any, place: int) -> None:
        """View row *place* of the model's state; raises ValueError where the model has that agent already."""
        place = place_of(place, self.number(_state_of(model)), self.row_type.label)
        object.__setattr__(self, "index", place)
        if place in model._agents_made.setdefault(type(self), set()):  # noqa: SLF001  (agents are its own)
            raise ValueError(f"{self.row_type.label} {place}: the model has it already, see model.agents_by_type")
        model._agents_made[type(self)].add(place)  # noqa: SLF001
        super().__init__(model)

    @classmethod
    def number(cls, state: Any) -> int:
        """How many there are in a state."""
        return len(cls._find(state))

    @property
    def row(self) -> Row:
        """The row itself, looked up anew each time, to be read only."""
        return cast("Row", read_only(self._own_rows())[self.index])

    def _own_rows(self) -> Rows[Any]:
        """All rows of its kind in the model's state now."""
        return cast("Rows[Any]", self._find(self._state))

    @property
    def _state(self) -> Any:
        """The model's state, which the engine writes."""
        return _state_of(self.model)

    @property
    def _numbers(self) -> Any:
        """The scenario's records."""
        return self.model._numbers  # noqa: SLF001  (agents are views of their model)

    @property
    def _regime(self) -> Any:
        """The numbers in force today."""
        return self._numbers.regimes[self._state.city[0].mode]

    def same_city(self, other: Any, kind: type[RowAgent]) -> None:
        """Raise TypeError when *other* is no *kind*, ValueError when it is another model's."""
        if not isinstance(other, kind):
            raise TypeError(f"{other!r}: a {kind.__name__} of this model expected")
        if other.model is not self.model:
            raise ValueError(f"{kind.row_type.label} {other.index}: belongs to another model")

    def remove(self) -> NoReturn:
        """Refused with RuntimeError: other rows of the engine point at this one."""
        raise RuntimeError(
            f"{self.row_type.label} {self.index} cannot be removed: other rows of the engine point at it; "
            f"a city with other people is another scenario"
        )

    def check(self, field: str, value: Any) -> None:
        """Raise AttributeError for a field that is the engine's, TypeError or ValueError for a bad value."""
        declared, whose = self.row_type.fields[field], type(self).__name__
        if field not in self.settable:
            may = ", ".join(self.settable) or "nothing"
            raise AttributeError(
                f"{whose}.{field} ({declared.meaning}) is read only, since other rows of the engine depend on it; "
                f"may be set: {may}"
            )
        if declared.dtype is np.bool_:
            if not isinstance(value, bool | np.bool_):
                raise TypeError(f"{whose}.{field} = {value!r}: True or False expected")
            return
        if isinstance(value, bool) or not isinstance(value, int | float | np.number):
            raise TypeError(f"{whose}.{field} = {value!r}: a number expected ({declared.unit})")
        low, high = self.settable[field]
        if not low <= value <= high:
            raise ValueError(f"{whose}.{field} = {value}: must lie between {low:g} and {high:g} ({declared.unit})")

    def __setattr__(self, name: str, value: Any) -> None:
        """Set what may be set, or Mesa's own bookkeeping; raises AttributeError for anything else.

        So a misspelt attribute is not silently kept beside the model.
        """
        known = vars(self)
        fixed = name in {"model", "unique_id"} and known.get(name) is not None
        if name in {"model", "unique_id", "pos", "_mesa_data"} and not fixed:
            object.__setattr__(self, name, value)
        elif name == "index" or fixed:
            raise AttributeError(f"{type(self).__name__}.{name} is read only: it says whose view this is")
        elif isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
        else:
            has = ", ".join(self.row_type.fields)
            raise AttributeError(f"{type(self).__name__} has no {name!r}; it has: {has}")


def _state_of(model: Any) -> Any:
    """The state of a city's model; raises TypeError when *model* is none."""
    try:
        return model._state  # noqa: SLF001  (views are part of their model)
    except AttributeError:
        raise TypeError(f"{model!r}: a CityModel expected") from None
