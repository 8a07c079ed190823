"""The holdout village as this project writes such things: rows, small scalar rules, nothing gathered beforehand."""

from __future__ import annotations

from experiments.benchmark.measuring import Prepared
from experiments.benchmark.relocation import (
    NO_DEADLINE,
    OFFER,
    SAME_FACE,
    Holdout,
    Tally,
    Village,
    negotiation,
    tally,
    village,
)
from sim.cadres.state import Cadre
from sim.clients.relocation.decisions import signed_among_ties
from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.rules.signing import (
    is_approached,
    may_act,
    most_hurried,
    net_value,
    pressed,
    signing_chance,
    signing_draw,
    taste,
)
from sim.clients.relocation.rules.visit import coverage, hear_final_price, receive_visit, wants_visit
from sim.clients.relocation.state import Household, Tie
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import compiled, internal
from sim.core.parameter import as_row
from sim.core.rows import Rows


@internal
def draw_all(day: int, households: Rows[Household], seed: int, numbers: Negotiation) -> None:
    """The day's draw says who may act at all."""
    most = most_hurried(NO_DEADLINE, numbers)
    for i in range(len(households)):
        if not households[i].signed:
            may = may_act(signing_draw(seed, day, households[i]), households[i], most)
            households[i].decided = may and is_approached(households[i], numbers)


@internal
def decide_all(day: int, households: Rows[Household], seed: int, offer: float, numbers: Negotiation) -> None:
    """Who may looks at the offer and the neighbours, before anybody signs."""
    for i in range(len(households)):
        household = households[i]
        if household.decided:
            value = net_value(household, offer, signed_among_ties(household), 0.0, numbers)
            gain = value + numbers.noise * taste(seed, day, household, numbers)
            chance = signing_chance(household, pressed(gain, household, numbers), NO_DEADLINE, numbers)
            household.decided = signing_draw(seed, day, household) < chance


@internal
def sign(day: float, city: Holdout, household: Household, households: Rows[Household], ties: Rows[Tie]) -> None:
    """Who decided this morning signs, and its neighbours see it."""
    household.decided = False
    household.signed = True
    household.signed_at = day
    city.signed += 1
    for t in range(household.first_tie, household.first_tie + household.ties):
        households[ties[t].other].signed_ties += 1


@internal
def visit(day: float, city: Holdout, household: Household, cadres: Rows[Cadre], numbers: Negotiation) -> None:
    """The cadre whose turn it is comes to a household, and settles an issue if one can be answered at the door."""
    c = (household.key + household.visits // SAME_FACE) % len(cadres)
    needed = (1 << household.open_issues) - 1
    holds = cadres[c].holds
    plot = (holds >> 1) & 1 == 1
    credible = (holds >> 2) & 1 == 1
    receive_visit(household, cadres[c], c, day, coverage(needed, holds), plot, numbers)
    if credible:
        hear_final_price(household, 0.0, numbers)
    city.visits += 1
    if needed & holds > 0:
        household.open_issues -= 1


@compiled
def live(days: int, offer: float, state: Village, numbers: Negotiation) -> None:
    """So many days, one after the other."""
    city, households, ties, cadres = state.city[0], state.households, state.ties, state.cadres
    for day in range(days):
        draw_all(day, households, city.seed, numbers)
        decide_all(day, households, city.seed, offer, numbers)
        working = is_working_day(day, WORKING_WEEK)
        for i in range(len(households)):
            if households[i].decided:
                sign(float(day), city, households[i], households, ties)
            elif not households[i].signed:
                households[i].pressure *= 1.0 - numbers.pressure_fade
                if working and wants_visit(households[i], day, numbers.visit_interval):
                    visit(float(day), city, households[i], cadres, numbers)


def prepare(size: tuple[int, int]) -> Prepared:
    """A run of so many households and days that is ready to be timed."""
    households, days = size
    state = village(households)
    numbers = as_row(negotiation())[0]

    def run() -> Tally:
        live(days, OFFER, state, numbers)
        rows = state.households
        return tally(rows["signed_at"], state.city[0].visits, rows["open_issues"].sum(), rows["trust"])

    return run
