"""The plan as a linear programme: equal to an independent formulation, dual to the cent, blind to the order of rows."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from sim.clients.sites.program import Problem, UnsolvableError, costs, solve, whole


def random_problem(seed: int, cuts: int = 4, fills: int = 3, buckets: int = 3) -> Problem:
    """A small problem of whole volumes, every site an arc to every fill."""
    rng = np.random.default_rng(seed)  # noqa: TID251
    source, goal = (one.ravel() for one in np.meshgrid(np.arange(cuts), np.arange(fills), indexing="ij"))
    return Problem(
        lengths=np.ones(buckets, dtype=int),
        supply=rng.integers(0, 60, (cuts, buckets)),
        lying=rng.integers(0, 40, cuts),
        room=rng.integers(20, 80, cuts),
        spills=np.zeros(cuts, dtype=int),
        tip=rng.uniform(20, 40, cuts),
        last=rng.uniform(20, 40, cuts),
        need=rng.integers(0, 70, (fills, buckets)),
        stock=rng.integers(0, 10, fills),
        ahead=np.full((fills, buckets), 100.0),
        pit=rng.uniform(30, 60, fills),
        last_stock=rng.uniform(20, 40, fills),
        source=source,
        goal=goal,
        price=rng.uniform(2, 30, len(source)),
        tie=rng.uniform(0, 1, len(source)),
        most=np.full((len(source), buckets), np.inf),
    )


def by_paths(problem: Problem) -> float:
    """The same cost by another formulation: whole journeys from a bucket of digging to one of use, or to an end.

    A journey pays its way when it sets out; heaps and stocks are what journeys wait in, so that limits on both are
    sums over journeys. Ties are broken as in the programme, since they are part of the price.
    """
    b = len(problem.lengths)
    prices = costs(problem)
    ways = prices[: len(problem.price) * b].reshape(-1, b)
    tips = prices[ways.size :][: len(problem.lying) * b].reshape(-1, b)
    pits = prices[ways.size + tips.size :][: len(problem.pit) * b].reshape(-1, b)
    paths = []  # (price, origin, destination, heap places, stock places)
    origins = [(n, t) for n in range(len(problem.lying)) for t in range(b)]
    for n, t in origins:
        for u in range(t, b):
            heaps = [(n, v) for v in range(t, u)]
            paths.append((tips[n, u], (n, t), None, heaps, []))
            for a in np.flatnonzero(problem.source == n):
                f, way = int(problem.goal[a]), ways[a, u]
                paths += [(way, (n, t), (f, w), heaps, [(f, v) for v in range(u, w)]) for w in range(u, b)]
                end = [(f, v) for v in range(u, b)]
                paths.append((way + problem.last_stock[f], (n, t), None, heaps, end))
        paths.append((problem.last[n], (n, t), None, [(n, v) for v in range(t, b)], []))
    for f in range(len(problem.pit)):
        for u in range(b):
            price = pits[f, u]
            paths += [(price, None, (f, w), [], [(f, v) for v in range(u, w)]) for w in range(u, b)]
        paths += [(0.0, ("stock", f), (f, w), [], [(f, v) for v in range(w)]) for w in range(b)]
        paths.append((problem.last_stock[f], ("stock", f), None, [], [(f, v) for v in range(b)]))
    dug = problem.supply.astype(float)
    dug[:, 0] += problem.lying
    equal, right, most, limit = [], [], [], []
    for key, volume in [*((o, dug[o]) for o in origins), *((("stock", f), s) for f, s in enumerate(problem.stock))]:
        equal.append([float(path[1] == key) for path in paths])
        right.append(volume)
    for f in range(len(problem.pit)):
        for w in range(b):
            equal.append([float(path[2] == (f, w)) for path in paths])
            right.append(problem.need[f, w])
            most.append([float((f, w) in path[4]) for path in paths])
            limit.append(problem.ahead[f, w])
    for n in range(len(problem.lying)):
        for v in range(b):
            most.append([float((n, v) in path[3]) for path in paths])
            limit.append(problem.room[n])
    found = linprog([path[0] for path in paths], most, limit, equal, right, method="highs-ipm")
    assert found.status == 0
    return float(found.fun)


@pytest.mark.parametrize("seed", range(12))
def test_a_random_problem_costs_what_an_independent_formulation_says_and_its_dual_agrees(seed):
    """Flows between nodes and journeys along paths are two ways of writing one problem; the duality gap is zero."""
    problem = random_problem(seed)
    plan = solve(problem)
    assert plan.cost == pytest.approx(by_paths(problem), rel=1e-7)
    assert plan.dual == pytest.approx(plan.cost, rel=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_whole_volumes_give_whole_flows(seed):
    """Supplies are whole, so a vertex is: nothing is lost by rounding."""
    plan = solve(random_problem(seed))
    for volumes in (plan.flows, plan.tipped, plan.bought, plan.kept):
        assert np.abs(volumes - np.round(volumes)).max() < 1e-6
        assert np.array_equal(whole(volumes), np.round(volumes).astype(int))


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arcs_and_sites_does_not_move_a_cubic_metre(seed):
    """Ties are broken by keyed prices: a plan is the same whatever stands first."""
    problem = random_problem(seed, cuts=6, fills=5)
    problem = replace(problem, price=np.ceil(problem.price / 10.0) * 10.0)  # many ways cost the same
    plan = solve(problem)
    rng = np.random.default_rng(seed + 100)  # noqa: TID251
    arcs, cuts, fills = rng.permutation(len(problem.source)), rng.permutation(6), rng.permutation(5)
    mixed = replace(
        problem,
        **{name: getattr(problem, name)[cuts] for name in ("supply", "lying", "room", "spills", "tip", "last")},
        **{name: getattr(problem, name)[fills] for name in ("need", "stock", "ahead", "pit", "last_stock")},
        source=np.argsort(cuts)[problem.source][arcs],
        goal=np.argsort(fills)[problem.goal][arcs],
        price=problem.price[arcs],
        tie=problem.tie[arcs],
        most=problem.most[arcs],
    )
    again = solve(mixed)
    assert np.array_equal(whole(plan.flows)[arcs], whole(again.flows))
    assert np.array_equal(whole(plan.tipped)[cuts], whole(again.tipped))


def test_what_cannot_be_says_so():
    """A store of negative capacity, and pits that give too little, are no plan."""
    problem = random_problem(0)
    with pytest.raises(UnsolvableError, match="less than nothing"):
        solve(replace(problem, room=problem.room - 1000))
    with pytest.raises(UnsolvableError, match="nfeasible"):
        solve(replace(problem, need=problem.need + 1000, pit_week=1.0))


def test_two_soils_share_a_store():
    """What one soil takes of a store the other cannot have."""
    one = random_problem(1)
    shared = replace(one, room=np.full(4, 1000), shared=[(np.array([0, 1]), 30.0)])
    plan = solve(shared)
    assert plan.kept[:2].sum(axis=0).max() <= 30.0 + 1e-6
    assert plan.cost > solve(replace(shared, shared=[])).cost
