"""The record of a city as a Mesa data collector, so that batch_run and plots find it where they look."""

from __future__ import annotations

from typing import Any

from mesa.datacollection import DataCollector

from sim.clients.kinds import kind_of
from sim.core.dates import date_of
from sim.state.record import Sample


class RecordCollector(DataCollector):
    """What the engine writes down itself: a sample a month of history, then one a day (sim/state/record.py).

    Nothing is collected on the way, which would cost more than the days themselves; the record is read when asked for.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._own = kind_of(model.state).series
        super().__init__(model_reporters=dict.fromkeys(["date", *Sample.fields, *self._own]))

    def collect(self, model: Any) -> None:
        """Nothing to do: the engine has written the day down."""

    @property
    def _written(self) -> Any:
        """The samples so far."""
        state = self._model.state
        return state.series[: state.city[0].sampled]

    @property
    def _collection_steps(self) -> list[float]:
        """At which times of the model they were taken: at the end of the day."""
        first = self._model.settings.calendar.intervention_day + 1
        return [float(day + first) for day in self._written["day"]]

    @_collection_steps.setter
    def _collection_steps(self, steps: list[float]) -> None:
        """Mesa begins with an empty list; there is nothing to keep."""

    @property
    def model_vars(self) -> dict[str, list[Any]]:
        """The date and each field of a sample over time, and each series of the kind of client."""
        written, state, calendar = self._written, self._model.state, self._model.settings.calendar
        dates = [date_of(calendar.start, calendar.intervention_day + day) for day in written["day"].tolist()]
        told = {"date": dates} | {name: written[name].tolist() for name in Sample.fields}
        return told | {name: values(state)[: len(written)].tolist() for name, values in self._own.items()}

    @model_vars.setter
    def model_vars(self, variables: dict[str, list[Any]]) -> None:
        """Mesa begins with empty lists; there is nothing to keep."""
