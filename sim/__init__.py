"""The model: a city of households, departments and cadres. It knows nothing of experiments."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.city.model import CityModel
    from sim.city.simulate import simulate
    from sim.config import load_scenario

__all__ = ["CityModel", "load_scenario", "simulate"]

_HOMES = {"CityModel": "sim.city.model", "load_scenario": "sim.config", "simulate": "sim.city.simulate"}


def __getattr__(name: str) -> Any:
    """Fetch a public name when it is first asked for: a worker that only simulates never loads Mesa or Hydra."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
