"""Measures of a roster: what is counted, and what the best leave behind."""

import math

import pytest

from sim.measures.rosters import ROSTER_COLUMNS, measure_roster
from sim.staffing.applicants import Demand, candidates
from sim.staffing.matching import match
from sim.staffing.parameters import Call
from sim.staffing.shortage import shortages
from tests.staff import FREE, call_of, everybody, people


def test_the_best_leave_a_hole_larger_than_their_number():
    cadres = people([12] * 5, 4)
    demands = [Demand(t, k, 1) for t in range(3) for k in range(5)]
    excess = {}
    for name, changes in {
        "best first": {"kept_back": 0.0, "nominees": 1},
        "best kept": {"kept_back": 0.5, "nominees": 1},
        "home minded": {"kept_back": 0.0, "nominees": 4, "home_weight": 2.0},
    }.items():
        call = call_of(**FREE, **changes, rapport_weight=0.0)
        stand = candidates(4, cadres, demands, call, "nomination")
        roster = match(cadres, stand, demands, call, 4)
        values = measure_roster(cadres, roster, demands, call, "nomination")
        assert list(values) == [column.name for column in ROSTER_COLUMNS]
        assert values["coverage"] == 1.0
        assert values["days_to_staff"] == call.review_days_nomination
        excess[name] = values["home_loss_excess"]
    assert excess["best first"] > 0.01
    assert excess["best kept"] < 0.0
    assert excess["home minded"] < excess["best first"]


def test_measures_of_an_empty_roster():
    cadres = people([2], 1)
    call = call_of()
    values = measure_roster(cadres, match(cadres, everybody(cadres), [], call, 1), [], call, "open_call")
    missing = {"fit_mean", "fit_seen_mean", "young_share", "titled_share", "experienced_share", "days_to_staff"}
    assert {name for name, value in values.items() if math.isnan(value)} == missing
    assert values["coverage"] == 1.0
    assert values["home_loss"] == values["home_loss_excess"] == 0.0


def test_noise_makes_the_chosen_look_better_than_they_are():
    cadres = people([40] * 4, 2)
    demands = [Demand(0, k, 2) for k in range(4)]
    call = call_of(**FREE, signal_noise_open_call=0.5, apply_share=0.9)
    roster = match(cadres, candidates(2, cadres, demands, call, "open_call"), demands, call, 2)
    values = measure_roster(cadres, roster, demands, call, "open_call")
    assert values["fit_seen_mean"] > values["fit_mean"] + 0.2


@pytest.mark.parametrize("one", list(Call.describe()), ids=lambda one: one.name)
@pytest.mark.parametrize("way", ["nomination", "open_call", "talent_pool"])
def test_every_number_of_the_call_may_stand_at_the_ends_of_its_range(one, way):
    cadres = people([6, 1, 9, 4], 3)
    demands = [Demand(t, k, 1 + k) for t in range(2) for k in range(3)]
    for value in one.choices or (one.low, one.high):
        call = call_of(**{one.name: int(value) if one.kind == "count" else value})
        stand = candidates(3, cadres, demands, call, way)
        roster = match(cadres, stand, demands, call, 3)
        assert len(roster.cadre) + sum(persons for _, _, persons in roster.unfilled) == 12
        assert all(line.startswith("a and b: ") for line in shortages(demands, cadres, call, "ab", "klm"))
        values = measure_roster(cadres, roster, demands, call, way)
        assert all(math.isfinite(value) for value in values.values()) or not len(roster.cadre)
