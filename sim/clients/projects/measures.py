"""From the final state of a city with projects to its columns."""

from __future__ import annotations

import numpy as np

from sim.clients.projects.state import Projects
from sim.measures.openness import days_to_solve
from sim.state.state import State


def matter_days(_: State[Projects], end: State[Projects]) -> np.ndarray:
    """Days until each matter of the projects was solved, from the later of its filing and the intervention."""
    return days_to_solve(end.matters, float(end.city[0].intervention), float(end.city[0].until))


def measure(_: State[Projects], end: State[Projects], *__: object) -> dict[str, float]:
    """Projects that moved: all their matters closed after the intervention, by a task force or not; and those done."""
    city, projects = end.city[0], end.clients.projects
    ended = projects["ended"] >= city.intervention
    return {
        "projects_moved": float((ended & projects["led"]).sum()),
        "projects_ended": float(ended.sum()),
        "projects_done": float((projects["done"] >= city.intervention).sum()),
    }
