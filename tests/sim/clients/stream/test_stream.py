"""A stream of matters: one team or one day more changes no draw."""

import numpy as np

from sim.city.initialise import initialise
from sim.city.run import live
from tests.stories import numbers
from tests.workbench import bench, year

FIXED = ("key", "filed", "block", "effort", "ruling", "escalated", "measured", "competences")


def test_a_longer_horizon_changes_nothing_before_it():
    """A hundred days more, and with them more matters: whatever happened by day 150 is the same, bit for bit."""
    states = []
    for days in (30, 130):
        told = bench(calendar__intervention_day=120, calendar__horizon_days=days)
        records = numbers(told)
        states.append(live(initialise(told, records, 3), records, 150.0))
    short, long = states
    known = len(short.matters)
    assert len(long.matters) > known
    for name in short.matters.dtype.names:
        assert np.array_equal(short.matters[name], long.matters[name][:known]), name
    mine = long.clearances[: len(short.clearances)]
    for name in short.clearances.dtype.names:
        assert np.array_equal(short.clearances[name], mine[name]), name
    assert short.departments.tobytes() == long.departments.tobytes()
    for name in ("began", "until", "charged"):
        assert np.array_equal(short.cadres[name], long.cadres[name]), name


def test_one_more_team_changes_no_draw():
    """Arrivals, efforts, matters and people are the same under four teams and under five; the past is the same city."""
    (past, four), (before, five) = (year("task_force", staffing__teams=n, calendar__horizon_days=120) for n in (4, 5))
    for name in FIXED:
        assert np.array_equal(four.matters[name], five.matters[name]), name
    assert np.array_equal(four.clearances["competence"], five.clearances["competence"])
    for name in ("arrived", "arrived_effort"):
        assert np.array_equal(four.departments[name], five.departments[name])
    for name in ("key", "skill", "second", "rapport"):
        assert np.array_equal(four.cadres[name], five.cadres[name])
    past.cadres["job"] = before.cadres["job"] = 0  # a row's number, which says nothing
    for name in ("matters", "clearances", "cadres", "departments"):
        assert np.array_equal(getattr(past, name), getattr(before, name)), name
