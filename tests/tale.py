"""Tales: the whole log of a small city, what changed in which row from one look to the next, kept as text.

Each room tells its own in tests/sim/<room>/test_tale.py; the logs lie beside it in tales/. To write them anew after a
change that is meant to move numbers, and to read what moved in the difference: python -m tests.tale
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.scenario import Scenario
from sim.state.state import State
from tests.stories import numbers

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Tale:
    """A city under an arm, looked at every so many days; *seen* names rows and their fields, a space between.

    Rows of clients are named by their place in the clients' tuple, those nested in the city's row after a dot.
    """

    city: Callable[..., Scenario]
    arm: str
    changes: dict[str, Any]
    seen: dict[str, str]
    seed: int = 1
    every: int = 7
    ring_fence: float = 0.0

    def lines(self) -> list[str]:
        """The log: at first every field that is not zero, then every field that is another than before."""
        before: dict[tuple[str, int, str], str] = {}
        told = []
        for day, state in self.days():
            for name, fields in self.seen.items():
                rows = rows_of(state, name)
                for place in range(len(rows)):
                    now = {field: as_text(rows[place][field]) for field in fields.split()}
                    new = [f"{one} {text}" for one, text in now.items() if before.get((name, place, one), "0") != text]
                    before |= {(name, place, one): text for one, text in now.items()}
                    if new:
                        told.append(f"day {day}, {name} {place}: {', '.join(new)}")
        return told

    def days(self) -> Iterator[tuple[int, State]]:
        """The city as founded, at every look, on the first day of its arm, and on the last."""
        scenario = self.city(self.arm, **self.changes)
        records = numbers(scenario)
        state = initialise(scenario, records, self.seed)
        first = scenario.calendar.intervention_day
        last = first + scenario.calendar.horizon_days
        yield 0, state
        for day in sorted({*range(self.every, last, self.every), first, last}):
            state = live(state, records, float(day))
            if day == first:
                intervene(state, scenario, records, self.ring_fence)
            yield day, state


def rows_of(state: State, name: str):
    """Rows of the state, of its clients, or nested in the city's only row."""
    if name.startswith("city."):
        return state.city[name.removeprefix("city.")]
    return getattr(state, name) if hasattr(state, name) else getattr(state.clients, name)


def as_text(value: object) -> str:
    """Whole numbers as they are, others to ten digits."""
    return f"{value:.10g}" if "float" in type(value).__name__ else str(int(value))


def kept(module: str, name: str) -> Path:
    """Where the log of a room's tale lies."""
    return Path(str(sys.modules[module].__file__)).parent / "tales" / f"{name}.txt"


def check(module: str, name: str, tale: Tale) -> None:
    """The tale is told as it was, word by word."""
    assert tale.lines() == kept(module, name).read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Write every tale anew."""
    for path in sorted((ROOT / "tests" / "sim").rglob("test_tale.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, tale in module.TALES.items():
            lines = tale.lines()
            place = kept(module.__name__, name)
            place.parent.mkdir(exist_ok=True)
            place.write_text("\n".join(lines) + "\n", encoding="utf-8")
            print(place.relative_to(ROOT), len(lines))


if __name__ == "__main__":
    main()
