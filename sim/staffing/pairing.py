"""Pairing: which candidate could take which kind of seat, at what value, and within which limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.core.parameter import as_row
from sim.staffing.applicants import Candidates, Demand
from sim.staffing.fit import fit
from sim.staffing.lenders import room_left
from sim.staffing.parameters import Call

TARGETS = ("young", "titled", "experienced")  # B6


class Pairing(NamedTuple):
    """One entry a pair of candidate and competence; seats of one competence are alike, whatever their team.

    *candidate*, *place*: positions among candidates and in *competences*; *marks*: a row a target; *room*: a
    department's.
    """

    candidate: np.ndarray
    place: np.ndarray
    department: np.ndarray
    fit: np.ndarray
    value: np.ndarray
    marks: np.ndarray
    competences: np.ndarray
    seats: np.ndarray
    room: np.ndarray
    shares: np.ndarray


def pair(cadres: np.recarray, stand: Candidates, demands: Sequence[Demand], call: Call) -> Pairing:
    """All pairs of a candidate and a competence that is asked for and that it holds."""
    numbers = as_row(call)[0]
    competences = np.array(sorted({one.competence for one in demands if one.persons > 0}), np.int64)
    seats = np.array([sum(d.persons for d in demands if d.competence == k) for k in competences], np.int64)
    place_of = {int(k): p for p, k in enumerate(competences)}
    found = [
        (i, place_of[k], fit(signal, cadres[c], k, numbers), signal)
        for i, (c, signal) in enumerate(zip(stand.cadre, stand.signal, strict=True))
        for k in (int(cadres[c].department), int(cadres[c].second))
        if k in place_of
    ]
    who = np.array([i for i, _, _, _ in found], np.int64)
    fits = np.array([value for _, _, value, _ in found], np.float64)
    losses = np.array([signal for _, _, _, signal in found], np.float64)  # its own department loses all it can do
    rows = cadres[stand.cadre[who]]
    return Pairing(
        candidate=who,
        place=np.array([p for _, p, _, _ in found], np.int64),
        department=rows["department"].astype(np.int64),
        fit=fits,
        value=fits - call.home_weight * losses,
        marks=marks_of(rows, call),
        competences=competences,
        seats=seats,
        room=room_left(cadres, call),
        shares=np.array([getattr(call, f"{target}_share") for target in TARGETS]),
    )


def marks_of(rows: np.recarray, call: Call) -> np.ndarray:
    """For every target of composition (a row each), which of the *rows* count towards it."""
    return np.array([rows["age"] < call.young_age, rows["title"], rows["experience"]], bool)


def shortfalls(pairing: Pairing, chosen: np.ndarray) -> np.ndarray:
    """Persons short of each target, over all who are *chosen* (a mask of pairs)."""
    wanted = pairing.shares * np.count_nonzero(chosen)
    return np.maximum(wanted - np.count_nonzero(pairing.marks[:, chosen], axis=1), 0.0)


def worth(pairing: Pairing, chosen: np.ndarray, call: Call) -> float:
    """What a matching is worth: values, less what empty seats and missed targets cost."""
    empty = pairing.seats.sum() - np.count_nonzero(chosen)
    cost = call.unfilled_cost * empty + call.shortfall_cost * shortfalls(pairing, chosen).sum()
    return float(pairing.value[chosen].sum() - cost)
