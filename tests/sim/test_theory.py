"""Exact limits: where a closed form exists, the city must reach it."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from sim.city.initialise import initialise
from sim.city.run import live
from sim.matters.state import MatterStage
from tests.stories import STILL_VILLAGE, ends, numbers, office, scenario

QUEUE = {
    "households__total": 1,
    "issues__per_household": 0.0,
    "staffing__seats": {"desk": {"members": 1, "outside": 0}},
    "city__visit_department": "desk",
    "city__plot_department": "desk",
    "city__leaders_department": "desk",
    "issues__kinds": {"any": {"weight": 1.0, "competences": ["desk"], "hardship": False, "bars": True}},
    "city__routine_law": "exponential",
    "negotiation__visit_interval": 90.0,
    "negotiation__visit_effort": 0.02,
    "calendar__horizon_days": 3650,
    "calendar__intervention_day": 350,
}


def erlang_c(servers: int, load: float) -> float:
    """Chance that a customer of M/M/c waits, at *load* = arrival rate x mean service."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)


def queue(servers: int, utilisation: float, effort: float, seeds: range) -> tuple[float, float, float]:
    """Mean wait, mean number waiting at day breaks, and arrivals per working day of one department's routine work."""
    desk = {"desk": office(servers, utilisation, effort)}
    told = scenario(**(STILL_VILLAGE | QUEUE | {"city__departments": desk}))
    waited = begun = arrived = backlog = days = 0.0
    for seed in seeds:
        past, end = ends(told, seed)
        before, after = past.departments[0], end.departments[0]
        waited += after.waited - before.waited
        begun += after.begun - before.begun
        arrived += after.arrived - before.arrived
        backlog += end.city[0].ledger.backlog
        days += end.city[0].ledger.days
    working_days = days * 5.0 / 7.0
    return waited / begun, backlog / days / effort, arrived / working_days


QUEUES = [(servers, utilisation) for servers in (1, 5, 10) for utilisation in (0.5, 0.8)] + [(1, 0.9)]
LONG_QUEUES = [pytest.param(servers, 0.9, marks=pytest.mark.slow) for servers in (5, 10)]


@pytest.mark.parametrize(("servers", "utilisation"), [*QUEUES, *LONG_QUEUES])
def test_the_mean_wait_is_that_of_erlang_c(servers, utilisation):
    """Juggling off, working-time clock: the simulated mean wait within 2 % of the closed form, and Little's law."""
    effort = 0.02 * max(1.0, servers / 3.0)  # as many arrivals a day, whatever the number of servers
    seeds = range(1, 61 if utilisation == 0.9 else 21)
    wait, waiting, rate = queue(servers, utilisation, effort, seeds)
    exact = erlang_c(servers, servers * utilisation) * effort / (servers * (1.0 - utilisation))
    assert wait == pytest.approx(exact, rel=0.02)
    if servers == 1 or utilisation == 0.9:  # sampled at day breaks, on another road; elsewhere too few wait
        assert waiting == pytest.approx(rate * wait, rel=0.05)  # Little's law


SEQUENCE = ("first", "second", "third")
FILE = {
    "households__total": 1,
    "issues__per_household": 3.0,
    "issues__tangled_share": 0.0,
    "city__departments": {"town": office(1, 0.0, 1.0, clears=False)}
    | {name: office(1, 0.0, 1.0, floor=floor) for name, floor in zip(SEQUENCE, (0.0, 9.0, 0.0), strict=True)},
    "city__visit_department": "town",
    "city__plot_department": "town",
    "city__leaders_department": "town",
    "issues__kinds": {"any": {"weight": 1.0, "competences": list(SEQUENCE), "hardship": False, "bars": True}},
    "staffing__seats": {name: {"members": 1, "outside": 0} for name in ("town", *SEQUENCE)},
    "calendar__intervention_day": 0,
    "calendar__horizon_days": 100,
    "work__effort_median": 2.0,
    "negotiation__visit_effort": 0.5,
}


def seed_with_one_issue(told) -> int:
    """A seed whose only household has exactly one issue, so that nothing queues."""
    return next(seed for seed in range(1, 200) if len(initialise(told, numbers(told), seed).matters) == 1)


@pytest.mark.parametrize(
    ("arm", "closed"),
    [
        # visit ends 0.5; 2 days each, the second not before 9 days after it was filed (2.5 -> 11.5, a Friday noon)
        ("siloed", 11.5 + 4.0),  # the last two days: half of Friday, Monday, half of Tuesday
        # all filed at 0.5, done at 2.5; the floor of the second ends at 9.5
        ("redesigned_silo", 9.5),
    ],
)
def test_without_uncertainty_a_matter_takes_its_critical_path(arm, closed):
    """No luck, no queue, no transfer: the sum of the steps in sequence, the longest of them in parallel."""
    told = scenario(arm, **(STILL_VILLAGE | FILE))
    _, end = ends(told, seed_with_one_issue(told))
    assert end.matters[0].stage == MatterStage.CLOSED
    assert end.matters[0].closed == pytest.approx(closed, abs=1e-9)


VILLAGE = {
    "issues__per_household": 0.0,
    "households__reservation_law": "uniform",
    "households__kin_share": 0.0,
    "negotiation__base_hazard": 1.0,
    "negotiation__visit_scale": 0.01,
    "negotiation__noise": 0.0001,
    "negotiation__trust_weight": 0.0,
    "negotiation__uncertainty_weight": 0.0,
    "negotiation__late_probability": 0.0,
    "negotiation__neighbour_odds": 1.0,
    "negotiation__visit_effort": 0.02,
    "offer__policy": "threshold",
    "offer__rounds": [0.0],
    "offer__bonus_steps": [],
    "offer__group_bonus": 0.0,
    "offer__window": 30.0,
    "offer__ceiling": 1e9,
    "city__departments": {"town": office(20, 0.0, 1.0)},
    "city__visit_department": "town",
    "city__plot_department": "town",
    "city__leaders_department": "town",
    "issues__kinds": {"any": {"weight": 1.0, "competences": ["town"], "hardship": False, "bars": True}},
    "staffing__seats": {"town": {"members": 1, "outside": 0}},
    "calendar__intervention_day": 0,
    "calendar__horizon_days": 40,
}
TABLE = [  # relocation 2.2, table A: buyer's value, threshold, success at the buyer's best price for n owners
    (0.8, 1.0, (0.400, 0.284, 0.168, 0.041, 0.004, 0.000)),
    (0.8, 0.8, (0.400, 0.284, 0.168, 0.308, 0.284, 0.252)),
    (1.0, 1.0, (0.500, 0.444, 0.410, 0.386, 0.377, 0.370)),
    (1.0, 0.9, (0.500, 0.444, 0.410, 0.549, 0.624, 0.819)),
    (1.0, 0.8, (0.500, 0.444, 0.410, 0.644, 0.726, 0.885)),
    (1.2, 0.9, (0.600, 0.640, 0.849, 0.876, 0.920, 0.964)),
]
OWNERS = (1, 2, 4, 10, 20, 100)
VILLAGES = 800


def best_price(owners: int, value: float, threshold: float) -> float:
    """The posted price in [0, 1] that gains the buyer most: (value - price) x chance that enough accept."""
    prices = np.linspace(0.0, 1.0, 100_001)
    needed = math.ceil(threshold * owners - 1e-9)
    return float(prices[np.argmax((value - prices) * binom.sf(needed - 1, owners, prices))])


@pytest.mark.parametrize(
    ("value", "threshold", "success"),
    [*TABLE[1:4:2], *(pytest.param(*row, marks=pytest.mark.slow) for row in [TABLE[0], TABLE[2], *TABLE[4:]])],
)
def test_threshold_sales_succeed_as_often_as_the_exact_table_says(value, threshold, success):
    """Uniform values, one posted price, all or threshold: within 3.5 standard errors of the exact chance."""
    for owners, exact in zip(OWNERS, success, strict=True):
        price = best_price(owners, value, threshold)
        told = scenario(
            **(STILL_VILLAGE | VILLAGE), households__total=owners, offer__base_price=price, offer__threshold=threshold
        )
        records = numbers(told)
        met = sum(
            bool(live(initialise(told, records, seed), records, 35.0).clients.book[0].bound)
            for seed in range(1, VILLAGES + 1)
        )
        error = math.sqrt(max(exact * (1.0 - exact), 1.0 / VILLAGES) / VILLAGES)
        assert abs(met / VILLAGES - exact) < 3.5 * error + 0.0006, (owners, met / VILLAGES, exact)
