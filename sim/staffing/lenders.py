"""Lenders: who belongs to the city's departments, how many each may still send, and what it loses by it."""

from __future__ import annotations

import numpy as np

from sim.cadres.state import Cadre, Post
from sim.core.rows import Rows
from sim.staffing.parameters import Call

_ROUNDING = 1e-9  # .7 of 10 people are 7, although the product lies a hair below


def own_people(cadres: Rows[Cadre]) -> np.ndarray:
    """Which cadres are the departments' own, wherever they are now; those from outside the city are not."""
    own: np.ndarray = (cadres["home_desk"] >= 0) & (cadres["post"] != Post.STANDING_IN)
    return own


def at_home(cadres: Rows[Cadre]) -> np.ndarray:
    """Indices of the departments' own people who sit at home and may be called; not those once withdrawn."""
    return np.flatnonzero(own_people(cadres) & (cadres["post"] == Post.AT_HOME) & ~cadres["withdrawn"])


def room_left(cadres: Rows[Cadre], call: Call) -> np.ndarray:
    """Persons whom each department may still send under the home limit; those already lent are counted."""
    own = own_people(cadres)
    departments = int(cadres["department"].max()) + 1 if len(cadres) else 0
    people = np.bincount(cadres["department"][own], minlength=departments)
    away = np.bincount(cadres["department"][own & (cadres["post"] != Post.AT_HOME)], minlength=departments)
    allowed = np.floor(call.home_limit * people + _ROUNDING).astype(np.int64)
    left: np.ndarray = np.maximum(allowed - away, 0)
    return left
