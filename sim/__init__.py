"""The model: a city of households, departments and cadres. It knows nothing of experiments."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.cadres.agent import Cadre
    from sim.city.model import CityModel
    from sim.city.simulate import simulate
    from sim.clients.blocks.agent import Block
    from sim.clients.projects.agent import Project
    from sim.clients.relocation.agent import Household
    from sim.clients.sites.agent import Site
    from sim.config import load_scenario
    from sim.departments.agent import Department
    from sim.task_forces.agent import TaskForce

__all__ = [
    "Block",
    "Cadre",
    "CityModel",
    "Department",
    "Household",
    "Project",
    "Site",
    "TaskForce",
    "load_scenario",
    "simulate",
]

_HOMES = {
    "Block": "sim.clients.blocks.agent",
    "Cadre": "sim.cadres.agent",
    "CityModel": "sim.city.model",
    "Department": "sim.departments.agent",
    "Household": "sim.clients.relocation.agent",
    "Project": "sim.clients.projects.agent",
    "Site": "sim.clients.sites.agent",
    "TaskForce": "sim.task_forces.agent",
    "load_scenario": "sim.config",
    "simulate": "sim.city.simulate",
}


def __getattr__(name: str) -> Any:
    """Fetch a public name when it is first asked for: a worker that only simulates never loads Mesa or Hydra."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """All names, those not fetched yet included."""
    return sorted({*globals(), *_HOMES})
