"""Shapley and Owen values over the admissible orders of players: the mathematics, with no model and no file in it.

A coalition is a bit mask over the players. A step adds one player, or several that are fused. An order is admissible
when every step comes after what it needs and the members of a group stand together. The value of a step is its
marginal contribution, averaged evenly over the admissible orders: without needs and groups Shapley's value (1953),
with groups Owen's (1977), with needs that of games under precedence constraints (Faigle and Kern 1992).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

Order = tuple[int, ...]  # places of steps


@dataclass(frozen=True)
class Orders:
    """The admissible orders: *steps* are masks of players, *needs* masks of what must be there, *groups* masks."""

    steps: tuple[int, ...]
    needs: tuple[int, ...]
    groups: tuple[int, ...] = ()

    @property
    def whole(self) -> int:
        """The coalition of everybody."""
        return sum(self.steps)

    @cached_property
    def _following(self) -> dict[int, list[int]]:
        return {}

    def following(self, coalition: int) -> list[int]:
        """Places of the steps that may come next; a group that is begun goes on until it is complete."""
        if coalition not in self._following:
            self._following[coalition] = self._look(coalition)
        return self._following[coalition]

    def _look(self, coalition: int) -> list[int]:
        begun = [group for group in self.groups if 0 < coalition & group < group]
        return [
            place
            for place, (step, need) in enumerate(zip(self.steps, self.needs, strict=True))
            if not coalition & step and need & coalition == need and all(step & group == step for group in begun)
        ]

    @cached_property
    def ways_here(self) -> dict[int, int]:
        """In how many orders each coalition can be reached from nobody."""
        ways = {0: 1}
        layer = [0]
        while layer:
            reached: dict[int, None] = {}
            for coalition in layer:
                for place in self.following(coalition):
                    after = coalition | self.steps[place]
                    ways[after] = ways.get(after, 0) + ways[coalition]
                    reached[after] = None
            layer = list(reached)
        return ways

    @cached_property
    def ways_on(self) -> dict[int, int]:
        """In how many orders each coalition can be completed; 0 where it is a dead end."""
        ways: dict[int, int] = {}
        for coalition in reversed(self.ways_here):
            after = (ways.get(coalition | self.steps[place], 0) for place in self.following(coalition))
            ways[coalition] = 1 if coalition == self.whole else sum(after)
        return ways

    @property
    def count(self) -> int:
        """How many admissible orders there are."""
        return self.ways_on[0]

    @cached_property
    def coalitions(self) -> tuple[int, ...]:
        """Every coalition that some admissible order passes, nobody first, everybody last."""
        return tuple(coalition for coalition in self.ways_here if self.ways_on[coalition])

    def draw(self, draws: np.random.Generator) -> Order:
        """One admissible order, each as likely as any other."""
        order: list[int] = []
        coalition = 0
        while coalition != self.whole:
            places = self.following(coalition)
            ways = np.array([self.ways_on[coalition | self.steps[place]] for place in places], float)
            order.append(places[int(draws.choice(len(places), p=ways / ways.sum()))])
            coalition |= self.steps[order[-1]]
        return tuple(order)

    def passed(self, order: Order) -> list[int]:
        """The coalitions that one order passes, from nobody to everybody."""
        found = [0]
        for place in order:
            found.append(found[-1] | self.steps[place])
        return found

    def fused(self, members: int) -> Orders:
        """The same with the steps inside *members* made into one, which comes last."""
        apart = [place for place, step in enumerate(self.steps) if not step & members]
        inside = [place for place, step in enumerate(self.steps) if step & members]
        needs = 0
        for place in inside:
            needs |= self.needs[place]
        steps = (*(self.steps[place] for place in apart), members)
        return Orders(steps, (*(self.needs[place] for place in apart), needs & ~members), self.groups)


def drawn(orders: Orders, many: int, seed: int) -> list[Order]:
    """*many* admissible orders, evenly drawn with replacement; order k depends on *seed* and k alone."""
    return [orders.draw(np.random.Generator(np.random.Philox([seed, number]))) for number in range(many)]


def exact(orders: Orders, coalitions: Sequence[int]) -> np.ndarray:
    """A row a step and a column a coalition: times the values of the coalitions, it gives the values of the steps."""
    column = {coalition: place for place, coalition in enumerate(coalitions)}
    weights = np.zeros((len(orders.steps), len(coalitions)))
    for coalition in orders.coalitions:
        for place in orders.following(coalition):
            after = coalition | orders.steps[place]
            share = orders.ways_here[coalition] * orders.ways_on[after] / orders.count
            if share:
                weights[place, column[after]] += share
                weights[place, column[coalition]] -= share
    return weights


def marginals(orders: Orders, some: Sequence[Order], coalitions: Sequence[int], values: np.ndarray) -> np.ndarray:
    """What each step adds in *some* orders: steps x orders x replications, from *values*, replications x coalitions."""
    column = {coalition: place for place, coalition in enumerate(coalitions)}
    found = np.empty((len(orders.steps), len(some), len(values)))
    for number, order in enumerate(some):
        passed = [column[coalition] for coalition in orders.passed(order)]
        found[list(order), number] = np.diff(values[:, passed], axis=1).T
    return found


def interaction(orders: Orders, one: int, other: int, coalitions: Sequence[int]) -> tuple[np.ndarray | None, int, int]:
    """Weights of the interaction of two steps, how many contexts they rest on, and how many there are.

    A context is a coalition S for which S, S and either, S and both are all admissible; what is averaged is
    v(S and both) - v(S and one) - v(S and other) + v(S). S counts by the admissible orders in which the two come next
    to each other right after it. Without needs and groups this is Grabisch and Roubens' index (1999). None where the
    two have no context among *coalitions*: one needs the other, or a group keeps them apart.
    """
    column = {coalition: place for place, coalition in enumerate(coalitions)}
    first, second = orders.steps[one], orders.steps[other]
    weights = np.zeros(len(coalitions))
    total, used, possible = 0.0, 0, 0
    for coalition in orders.coalitions:
        square = (coalition | first | second, coalition | first, coalition | second, coalition)
        if coalition & (first | second) or not all(orders.ways_on.get(corner) for corner in square):
            continue
        following = orders.following(coalition)
        if one not in following or other not in following:
            continue
        possible += 1
        if all(corner in column for corner in square):
            used += 1
            share = orders.ways_here[coalition] * orders.ways_on[square[0]] / orders.count
            total += share
            for corner, sign in zip(square, (1.0, -1.0, -1.0, 1.0), strict=True):
                weights[column[corner]] += sign * share
    return (weights / total if used else None), used, possible


def union(masks: Iterable[int]) -> int:
    """Everybody who is in some of the *masks*."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def coalitions_of(orders: Orders, some: Sequence[Order] | None) -> tuple[int, ...]:
    """The coalitions that are to be run: all, or those that the drawn orders pass; in a fixed order."""
    if some is None:
        return orders.coalitions
    return tuple(dict.fromkeys([0, *(coalition for order in some for coalition in orders.passed(order))]))
