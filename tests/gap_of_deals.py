"""The gap of final deals: from one frozen week, what everybody's own deals with a full book cost over the plan's.

python -m tests.gap_of_deals [TOWNS]

Prints a table, a row a town: the plan's cost in its own objective, that of the best use of the deals that sites would
make nearest first with the same book, and the gap; `whole` is the scenario as it is, `small` the town of the tests.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import numpy as np

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.clients.sites.bilateral import seek
from sim.clients.sites.dispatch import pose
from sim.clients.sites.outlook import look
from sim.clients.sites.program import solve
from tests.stories import numbers
from tests.town import FREE, town, whole

FROZEN = FREE | {"sites__ground__room_share": 0.1, "sites__ground__plot": 4.0, "sites__ground__total": 24}


def frozen(seed: int, week: int = 20) -> tuple[Any, Any]:
    """The small town on a Sunday, with everything known to everybody and nothing agreed; and its regime."""
    return stopped(town("dispatch_desk", **FROZEN | {"sites__office__horizon_weeks": 8}), seed, week)


def as_it_is(seed: int) -> tuple[Any, Any]:
    """The scenario on the Sunday a quarter after the arms have branched, nothing agreed; talks hold at once."""
    return stopped(whole("dispatch_desk", sites__talks__needed=False, sites__talks__partners=400), seed, 41)


def stopped(told: Any, seed: int, week: int) -> tuple[Any, Any]:
    """A town on the Sunday of a *week*, all its deals forgotten, and its regime."""
    records, branch = numbers(told), float(told.calendar.intervention_day)
    state = live(initialise(told, records, seed), records, branch)
    intervene(state, told, records, 0.0)
    state = live(state, records, float(7 * week))
    state.clients.deals["rest"] = state.clients.deals["order"] = 0
    return state, records.arm


def both(state: Any, regime: Any) -> tuple[float, float]:
    """What the plan costs in its own objective, and the best that can be made of deals of the same book (yuan)."""
    posed = pose(state, look(state, regime))
    best = solve(posed.problem)
    first = int(state.clients.book[0].deals)
    seek(state, look(state, regime))
    total = np.zeros(len(posed.problem.source))
    for deal in state.clients.deals[first : int(state.clients.book[0].deals)]:
        total[(posed.places[posed.problem.source] == deal.source) & (posed.goals == deal.goal)] += deal.volume
    bound = replace(posed.problem, most=np.minimum(posed.problem.most, total[:, None]))
    return best.cost, solve(bound).cost


def gap(state: Any, regime: Any) -> float:
    """By how much the deals are dearer than the plan, a share of it."""
    plan, deals = both(state, regime)
    return deals / plan - 1.0


def main(towns: int = 10) -> None:
    """Print the table."""
    for name, stop in (("small", frozen), ("whole", as_it_is)):
        gaps = []
        for seed in range(1, towns + 1):
            plan, deals = both(*stop(seed))
            gaps.append(deals / plan - 1.0)
            print(f"{name} {seed:3d}  plan {plan / 1e6:8.3f}  deals {deals / 1e6:8.3f} million yuan  {gaps[-1]:+.3f}")
        print(f"{name}: mean {np.mean(gaps):+.3f}, least {min(gaps):+.3f}, most {max(gaps):+.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
