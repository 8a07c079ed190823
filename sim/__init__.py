"""The model: a city of households, departments and cadres. It knows nothing of experiments."""

from sim.city.model import CityModel
from sim.city.simulate import simulate
from sim.config import load_scenario

__all__ = ["CityModel", "load_scenario", "simulate"]
