"""Pairing: which candidate could take which kind of seat, at what value, and within which limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.cadres.state import Cadre
from sim.core.parameter import as_row
from sim.core.rows import Rows
from sim.staffing.applicants import Candidates, Demand
from sim.staffing.lenders import room_left
from sim.staffing.parameters import Call
from sim.staffing.suitability import suitability_of_all

TARGETS = ("young", "titled", "experienced")  # B6


class Pairing(NamedTuple):
    """One entry a pair of candidate and competence; seats of one competence are alike, whatever their team.

    *candidate*, *place*: positions among candidates and in *competences*; *own*: it is the candidate's own field;
    *marks*: a row a target; *room*: a department's.
    """

    candidate: np.ndarray
    place: np.ndarray
    department: np.ndarray
    own: np.ndarray
    fit: np.ndarray
    value: np.ndarray
    marks: np.ndarray
    competences: np.ndarray
    seats: np.ndarray
    room: np.ndarray
    shares: np.ndarray

    def part(self, kept: np.ndarray) -> Pairing:
        """The pairs that are *kept* (a mask); seats, limits and positions stay."""
        pairs = {
            name: getattr(self, name)[kept] for name in ("candidate", "place", "department", "own", "fit", "value")
        }
        return self._replace(marks=self.marks[:, kept], **pairs)


def pair(cadres: Rows[Cadre], stand: Candidates, demands: Sequence[Demand], call: Call) -> Pairing:
    """All pairs of a candidate and a competence that is asked for and that it holds."""
    numbers = as_row(call)[0]
    competences = np.array(sorted({one.competence for one in demands if one.persons > 0}), np.int64)
    seats = np.array([sum(d.persons for d in demands if d.competence == k) for k in competences], np.int64)
    fields = np.column_stack([cadres["competence"][stand.cadre], cadres["second"][stand.cadre]])
    who, which = np.nonzero(np.isin(fields, competences))
    places = np.searchsorted(competences, fields[who, which])
    losses = stand.signal[who]  # its own department loses all it can do
    values = np.empty(len(who))
    suitability_of_all(cadres, stand.cadre[who], losses, competences[places], numbers, values)
    rows = cadres[stand.cadre[who]]
    return Pairing(
        candidate=who,
        place=places,
        department=rows["department"].astype(np.int64),
        own=which == 0,
        fit=values,
        value=values - call.home_weight * losses,
        marks=marks_of(rows, call),
        competences=competences,
        seats=seats,
        room=room_left(cadres, call),
        shares=np.array([getattr(call, f"{target}_share") for target in TARGETS]),
    )


def marks_of(rows: Rows[Cadre], call: Call) -> np.ndarray:
    """For every target of composition (a row each), which of the *rows* count towards it."""
    return np.array([rows["age"] < call.young_age, rows["title"], rows["experience"]], bool)


def shortfalls(pairing: Pairing, chosen: np.ndarray) -> np.ndarray:
    """Persons short of each target, over all who are *chosen* (a mask of pairs)."""
    wanted = pairing.shares * np.count_nonzero(chosen)
    short: np.ndarray = np.maximum(wanted - np.count_nonzero(pairing.marks[:, chosen], axis=1), 0.0)
    return short


def worth(pairing: Pairing, chosen: np.ndarray, call: Call) -> float:
    """What a matching is worth: values, less what empty seats and missed targets cost."""
    empty = pairing.seats.sum() - np.count_nonzero(chosen)
    cost = call.unfilled_cost * empty + call.shortfall_cost * shortfalls(pairing, chosen).sum()
    return float(pairing.value[chosen].sum() - cost)
