"""Negotiation in small stories: each rule does what its sentence says, and harm is counted as harm."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cadres.state import Cadre
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.rules.credibility import belief_after, late_premium
from sim.clients.relocation.rules.offer import early_bonus, price_offered
from sim.clients.relocation.rules.satisfaction import satisfaction
from sim.clients.relocation.rules.signing import mind_hazard, most_hurried, neighbour_pull, readiness, signing_chance
from sim.clients.relocation.rules.threshold import belief_in_threshold, owners_needed
from sim.clients.relocation.rules.visit import coverage, pressure_after, trust_after
from sim.clients.relocation.state import BonusWindow, Household, Round
from sim.core.parameter import as_row
from tests.hand import regime as usual
from tests.stories import SMALL, ends, scenario

TOLD = scenario()
NEGOTIATION = as_row(TOLD.negotiation)[0]


def household(**traits):
    row = Household.make(1)[0]
    for name, value in ({"reservation": 1.0, "ask": 1.3, "last_visit": -1e9, "visitor": -1} | traits).items():
        row[name] = value
    return row


def offer(**changes):
    return as_row(TOLD.offer.model_copy(update=changes))[0]


def bonus_calendar(rounds, steps):
    opening, windows = Round.make(len(rounds)), BonusWindow.make(len(steps))
    opening["start"] = rounds
    for row, (until, bonus) in zip(windows, steps, strict=True):
        row["until"], row["bonus"] = until, bonus
    return opening, windows


def test_nobody_is_ready_while_an_issue_blocks_and_contact_saturates():
    assert readiness(household(open_issues=1, visits=50), NEGOTIATION) == 0.0
    steps = [readiness(household(visits=visits), NEGOTIATION) for visits in range(12)]
    assert steps[0] == 0.0
    gains = np.diff(steps)
    assert (gains > 0).all()
    assert (np.diff(gains) < 0).all()
    assert steps[9] == pytest.approx(1.0 - math.exp(-9 / 4.5))


def test_a_mind_is_made_up_as_persuasion_goes():
    assert mind_hazard(household(visits=9), NEGOTIATION) == pytest.approx(0.2 * (1 - math.exp(-2.0)), rel=1e-12)
    assert mind_hazard(household(visits=9, open_issues=1), NEGOTIATION) == 0.0
    assert mind_hazard(household(), NEGOTIATION) == 0.0


@given(st.integers(0, 500), st.floats(-50.0, 50.0), st.integers(-1, 100), st.booleans(), st.integers(0, 2))
def test_no_chance_is_above_the_most_hurried_so_that_the_draw_may_come_first(visits, gain, left, prepared, issues):
    row = household(visits=visits, prepared=prepared, open_issues=issues)
    chance = signing_chance(row, gain, float(left), NEGOTIATION)
    assert 0.0 <= chance <= (1.0 if prepared else most_hurried(float(left), NEGOTIATION))
    assert chance == 0.0 or (gain > 0.0 and visits > 0 and issues == 0)


def test_half_the_neighbours_gone_multiply_the_odds_as_declared():
    assert math.exp(neighbour_pull(0.5, NEGOTIATION) / NEGOTIATION.noise) == pytest.approx(NEGOTIATION.neighbour_odds)


def test_bonuses_are_those_of_the_open_round():
    rounds, steps = bonus_calendar([0.0, 100.0], [(10.0, 0.05), (20.0, 0.02)])
    days = [0.0, 9.0, 10.0, 19.0, 20.0, 99.0, 100.0, 115.0]
    assert [early_bonus(day, rounds, steps) for day in days] == [0.05, 0.05, 0.02, 0.02, 0.0, 0.0, 0.05, 0.02]


def test_one_price_never_rises_and_concession_rises_up_to_what_is_asked():
    none = bonus_calendar([], [])
    row = household(ask=1.08)
    one = [price_offered(50.0, share, row, 0.0, offer(), *none) for share in (0.0, 0.5, 0.9, 1.0)]
    assert one == [1.0] * 4
    late = [price_offered(50.0, s, row, 0.0, offer(policy=OfferPolicy.CONCESSION), *none) for s in (0.5, 0.7, 0.9, 1.0)]
    assert late == pytest.approx([1.0, 1.04, 1.08, 1.08])  # nobody gets more than he asks


def test_neighbours_learn_from_late_premiums_and_forget_them_when_none_is_paid():
    row = household(belief=0.2)
    assert belief_after(row, late_premium(1.35, 1.05), NEGOTIATION) == pytest.approx(0.2 + 0.2 * (0.3 - 0.2))
    assert belief_after(row, late_premium(1.0, 1.05), NEGOTIATION) == pytest.approx(0.16)


def test_answers_raise_trust_and_unanswered_questions_cost_it():
    visitor = Cadre.make(1)[0]
    visitor.rapport = 0.5
    row = household(trust=0.5, visitor=3)
    assert coverage(0b0110, 0b0010) == 0.5
    assert coverage(0, 0) == 1.0
    known = trust_after(row, visitor, 3, 1.0, NEGOTIATION)
    stranger = trust_after(row, visitor, 4, 1.0, NEGOTIATION)
    helpless = trust_after(row, visitor, 3, 0.0, NEGOTIATION)
    assert known > stranger > 0.5 > helpless
    assert known == pytest.approx(0.5 + 0.15 * 0.5 * 0.5)


def test_visits_too_soon_press_and_kin_press_more():
    kin = as_row(TOLD.negotiation.model_copy(update={"relational_pressure": True}))[0]
    rested, pressed = household(last_visit=90.0, kin=True), household(last_visit=97.0, kin=True)
    assert pressure_after(rested, 100.0, NEGOTIATION) == 0.0
    assert pressure_after(pressed, 100.0, NEGOTIATION) == NEGOTIATION.visit_pressure
    assert pressure_after(rested, 100.0, kin) == kin.kin_pressure
    rested.kin = False
    assert pressure_after(rested, 100.0, kin) == 0.0


def test_satisfaction_counts_outcome_procedure_envy_and_pressure():
    content = satisfaction(household(trust=0.5), 1.0, 1.0, NEGOTIATION)
    assert content == 0.5
    assert satisfaction(household(trust=0.5), 1.1, 1.1, NEGOTIATION) > content
    assert satisfaction(household(trust=0.5), 1.0, 1.3, NEGOTIATION) < content
    assert satisfaction(household(trust=0.5, pressure=0.4), 1.0, 1.0, NEGOTIATION) == pytest.approx(0.1)
    assert satisfaction(household(trust=0.0, pressure=1.0), 0.5, 2.0, NEGOTIATION) == 0.0


def test_thresholds_are_rounded_up_to_whole_owners():
    assert [owners_needed(n, offer(threshold=0.9)) for n in (1, 4, 10, 20, 100)] == [1, 4, 9, 18, 90]
    assert [belief_in_threshold(signed, 10, offer(threshold=0.9)) for signed in (0, 3, 9, 10)] == [0, 3 / 9, 1, 1]


def left_and_pressure(**changes) -> tuple[int, float, int]:
    told = scenario(**(SMALL | {"issues__per_household": 1.0, "work__validity": 30.0} | changes))
    past, _ = ends(told, seed=5)
    book = past.clients.book[0]
    return int(book.left), float(past.clients.households["pressure"].mean()), int(book.unwilling)


def test_sign_first_mediate_later_lets_the_blocked_sign():
    assert left_and_pressure(negotiation__sign_first=True)[0] < left_and_pressure()[0]


def test_kin_pressure_brings_signatures_and_is_counted_as_harm():
    """An uncomfortable result that is kept: it works, and it hurts."""
    dear = {"issues__per_household": 0.0, "households__reservation_median": 1.5, "negotiation__pressure_weight": 0.5}
    dear |= {"households__adequacy_median": 1.0}
    plain = left_and_pressure(**dear)
    kin = left_and_pressure(**dear, negotiation__relational_pressure=True)
    assert plain[1] == 0.0
    assert kin[1] > 0.1  # pressure suffered
    assert kin[0] < plain[0]  # fewer left
    assert kin[2] > plain[2]  # more unwilling movers


def test_concession_to_the_last_opens_a_gap_between_early_and_late():
    from sim.city.simulate import simulate

    changes = SMALL | {"households__reservation_median": 1.0, "offer__bonus_steps": [], "issues__per_household": 0.0}
    changes |= {"households__adequacy_median": 1.0}
    one = simulate(scenario(**changes), [1, 2, 3])["early_late_gap"].mean()
    late = simulate(scenario(**changes, offer__policy="concession"), [1, 2, 3])["early_late_gap"].mean()
    assert one == pytest.approx(0.0, abs=1e-12)
    assert late > 0.03


def test_what_satisfies():
    numbers = usual(negotiation__outcome_weight=0.5, negotiation__procedure_weight=0.4, negotiation__envy_weight=2.0)
    home = household(reservation=1.0, trust=0.75, pressure=0.05)
    for paid, best, value in ((1.0, 1.0, 0.55), (1.2, 1.1, 0.65), (1.0, 1.1, 0.35), (9.0, 9.0, 1.0), (1.0, 3.0, 0.0)):
        assert satisfaction(home, paid, best, numbers.negotiation) == pytest.approx(value)
