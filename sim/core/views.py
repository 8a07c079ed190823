"""Live views: a Mesa agent whose attributes read and write its row of the state."""

from __future__ import annotations

from typing import Any, ClassVar

import mesa

from sim.core.rows import Row, RowType


def _live(field: str) -> property:
    """A property that reads and writes one field of the agent's row, nothing being stored in the agent."""

    def read(agent: RowAgent) -> Any:
        return agent.row[field].item()

    def write(agent: RowAgent, value: Any) -> None:
        agent.row[field] = value

    return property(read, write)


class RowAgent(mesa.Agent):
    """A Mesa agent that is a view of one row: it holds the model and an index, never the row itself.

    An attribute set between two steps takes effect in the next; raises AttributeError for a name that the row
    does not have, so that a misspelt attribute is not silently kept beside the model.
    """

    kind: ClassVar[type[RowType]]
    rows: ClassVar[str]
    _own: ClassVar[frozenset[str]] = frozenset({"model", "unique_id", "index", "pos", "_mesa_data"})

    def __init_subclass__(cls, **words: Any) -> None:
        """Give the class one live property for each declared field."""
        super().__init_subclass__(**words)
        for field in cls.kind.fields:
            setattr(cls, field, _live(field))

    def __init__(self, model: mesa.Model, index: int) -> None:
        """View row *index* of the model's state."""
        super().__init__(model)
        self.index = index

    @property
    def row(self) -> Row:
        """The row itself, looked up anew each time."""
        return getattr(self.model.state, self.rows)[self.index]

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a declared field or Mesa's own bookkeeping, nothing else."""
        if name in self._own or name in type(self).kind.fields:
            object.__setattr__(self, name, value)
            return
        raise AttributeError(f"{type(self).__name__} has no {name!r}; it has: {', '.join(type(self).kind.fields)}")
