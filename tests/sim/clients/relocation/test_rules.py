"""Rules of a village, one by one, on households made by hand: who signs, is paid, is told, waits and is compelled."""

import math

import numpy as np
import pytest

from sim.clients.relocation import decisions, signatures, threshold_window
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.rules.compulsion import court_refuses
from sim.clients.relocation.rules.credibility import belief_after, late_premium
from sim.clients.relocation.rules.offer import concession, day_of_round, early_bonus
from sim.clients.relocation.rules.signing import net_value
from sim.clients.relocation.rules.threshold import belief_in_threshold, owners_needed, threshold_value
from sim.clients.relocation.state import BonusWindow, CourtStage, Household, Round
from sim.core.purposes import (
    COURT,
    SIGNING,
    TASTE,
)  # fmt: skip
from sim.core.randomness import uniform
from tests.hand import regime as usual
from tests.hand import row, rows, town, village
from tests.plain import plain

THRESHOLD = OfferPolicy.THRESHOLD


def regime(**changes):
    """The numbers of a village that offers one price."""
    return usual(**({"offer__policy": OfferPolicy.ONE_PRICE, "offer__base_price": 1.0} | changes))


def settled(households, ties=(), matters=1, departments=3, **fields):
    """A city with a village."""
    state = town(departments=departments, matters=matters)
    return state._replace(clients=village(households, ties, **fields))


def test_neighbours_learn_of_a_signature_and_of_what_waiting_brought():
    """The first of a row of three signs for .2 more than the first price: its neighbour's belief moves, no other's."""
    told, place = regime(negotiation__learning=0.25), village(3, ((0, 1), (1, 2)))
    place.book[0].first_price, place.households[0].price = 1.0, 1.2
    place.households["belief"] = 0.1
    plain(signatures.tell_neighbours)(0, place, told)
    assert place.households["signed_ties"].tolist() == [0, 1, 0]
    assert place.households["belief"].tolist() == pytest.approx([0.1, 0.125, 0.1])
    place.households[1].signed = True
    plain(signatures.tell_neighbours)(0, place, told)
    assert (place.households[1].signed_ties, place.households[1].belief) == (2, pytest.approx(0.125))
    assert plain(late_premium)(0.9, 1.0) == 0.0
    assert plain(belief_after)(row(Household, belief=0.4), 0.0, told.negotiation) == pytest.approx(0.3)


def test_a_share_of_ties_has_signed():
    for signed, ties, share in ((0, 0, 0.0), (1, 0, 0.0), (1, 4, 0.25), (1, 1, 1.0)):
        assert plain(decisions.signed_among_ties)(row(Household, signed_ties=signed, ties=ties)) == share


def test_an_offer_stands_unless_a_contract_waits_for_its_window():
    book = village(4).book[0]
    for policy, start, bound, stands, group in (
        (OfferPolicy.ONE_PRICE, -1.0, False, True, 0.0), (THRESHOLD, -1.0, False, False, 0.0),
        (THRESHOLD, 0.0, False, True, 0.05), (THRESHOLD, -1.0, True, True, 0.0),
        (OfferPolicy.ONE_PRICE, 0.0, False, True, 0.0),
    ):  # fmt: skip
        book.window_start, book.bound, book.signed = start, bound, 1
        told = regime(offer__policy=policy, offer__threshold=0.5, offer__group_bonus=0.1)
        assert plain(decisions.offer_stands)(5.0, book, told) == stands
        assert plain(decisions.group_value)(book, Household.make(4), told) == group
        for opening, opened in ((5.0, stands), (5.5, False), (6.0, False)):
            told.offer.opening = opening
            assert plain(decisions.offer_stands)(5.0, book, told) == opened
    told = regime(offer__contingent=True, offer__threshold=0.5, offer__group_bonus=0.1)  # whatever the policy
    book.window_start = -1.0
    assert not plain(decisions.offer_stands)(5.0, book, told)
    book.window_start = 2.0
    assert plain(decisions.offer_stands)(5.0, book, told)
    assert plain(decisions.group_value)(book, Household.make(4), told) == 0.05


def test_a_threshold_is_rounded_up_and_believed_in_by_the_way_gone():
    for share, households, needed in ((0.5, 4, 2), (0.5, 5, 3), (0.9, 10, 9), (0.8, 7, 6), (0.0, 3, 0)):
        offer = regime(offer__threshold=share, offer__group_bonus=0.2).offer
        assert plain(owners_needed)(households, offer) == needed
        for signed in range(households + 1):
            belief = min(1.0, signed / max(needed, 1))
            assert plain(belief_in_threshold)(signed, households, offer) == belief
            assert plain(threshold_value)(signed, households, offer) == belief * 0.2


def test_the_day_s_draw_decides_on_the_morning_s_facts():
    """Whoever of forty draws below the chance of that morning signs, and is counted, with the price of that morning."""
    state = village(40)
    state.households["visits"] = np.arange(40) % 3 * 9
    state.households["reservation"] = np.linspace(0.9, 1.1, 40)
    state.households[5].signed = True
    state.households["pressure"][10:30] = 0.5
    state.households["prepared"][::4] = True
    told = regime(negotiation__base_hazard=0.9, negotiation__noise=0.1, negotiation__unwilling_margin=0.0,
                  negotiation__pressure_weight=0.4, negotiation__taste_days=1000.0)  # fmt: skip
    chances, gains = [], []
    for i, home in enumerate(state.households):
        turn, draws = uniform(3, TASTE, i, 0, 1), [uniform(3, TASTE, i, epoch, 0) for epoch in (0, 1)]
        draw = draws[int(0.007 + turn)]
        gain = plain(net_value)(home, 1.0, 0.0, 0.0, told.negotiation) + 0.1 * math.log(draw / (1.0 - draw))
        ready = 1.0 - math.exp(-home.visits / told.negotiation.visit_scale)
        chance = 0.0 if gain + 0.4 * home.pressure <= 0.0 or home.visits == 0 else 0.9 * ready
        chances.append(1.0 if home.prepared and chance else chance)
        gains.append(gain)
        assert plain(decisions.hazard_of)(7.0, 3, i, state, told) == pytest.approx(chances[i])
    willing = plain(decisions.decide_all)(7, 3, state, told)
    decided = [uniform(3, SIGNING, i, 7, 0) < chances[i] and i != 5 for i in range(40)]
    assert state.households["decided"].tolist() == decided
    assert willing == sum(decided) > 3
    who = state.households[np.array(decided)]
    assert who["price"].tolist() == [1.0] * willing
    pressed = [gains[i] < 0.0 for i in range(40) if decided[i]]
    assert who["unwilling"].tolist() == pressed
    assert 0 < sum(pressed) < willing
    assert state.households["price"].sum() == willing
    assert state.households["unwilling"].sum() == sum(pressed)


def test_the_whole_offer():
    """Base 1, early bonus .1 in the first ten days of a round, .05 to day 20, then none; care .03."""
    place, told = village(2), regime(resources__care_package=0.03, offer__policy=OfferPolicy.CONCESSION)
    told.offer.concession_from, told.offer.concession_step = 0.25, 0.02
    place = place._replace(
        rounds=rows(Round, 2, start=(100.0, 200.0)), windows=rows(BonusWindow, 2, until=(10.0, 20.0), bonus=(0.1, 0.05))
    )
    for now, since, bonus in (
        (99.0, -1.0, 0.0), (100.0, 0.0, 0.1), (109.0, 9.0, 0.1), (110.0, 10.0, 0.05), (119.0, 19.0, 0.05),
        (120.0, 20.0, 0.0), (199.0, 99.0, 0.0), (200.0, 0.0, 0.1),
    ):  # fmt: skip
        assert plain(day_of_round)(now, place.rounds) == since
        assert plain(early_bonus)(now, place.rounds, place.windows) == bonus
        assert plain(decisions.price_for)(now, 0, place, told) == pytest.approx(1.03 + bonus)
    place.book[0].signed = 1
    assert plain(decisions.price_for)(130.0, 0, place, told) == pytest.approx(1.03 + 0.02 * 10.0 * 0.25)
    place.book[0].raised = 0.07
    for contingent, bound, more in ((False, False, 0.05), (True, False, 0.0), (True, True, 0.05)):
        told.offer.contingent, place.book[0].bound = contingent, bound  # nothing is sunk before a contract binds
        assert plain(decisions.price_for)(130.0, 0, place, told) == pytest.approx(1.1 + more)
    for share, ask, policy, more in (
        (0.25, 1.3, 1, 0.0), (0.5, 1.3, 1, 0.05), (1.0, 1.3, 1, 0.15), (1.0, 1.1, 1, 0.1), (1.0, 0.9, 1, 0.0),
        (1.0, 1.3, 0, 0.0),
    ):  # fmt: skip
        told.offer.policy = OfferPolicy(policy)
        assert plain(concession)(share, row(Household, ask=ask), told.offer) == pytest.approx(more)


@pytest.mark.parametrize(("policy", "start", "funds", "signs", "pays"), [
    (0, -1.0, 2.4, True, True), (0, -1.0, 2.3, False, False), (THRESHOLD, 0.0, 0.0, True, False),
    (THRESHOLD, -1.0, 2.4, True, True), (THRESHOLD, -1.0, 2.3, False, False), (0, 0.0, 2.3, False, False),
])  # fmt: skip
def test_a_signature_is_paid_at_once_while_the_money_lasts_unless_it_is_conditional(policy, start, funds, signs, pays):
    place, told = village(3, value=2.0), regime(offer__policy=policy)
    book, household = place.book[0], place.households[0]
    book.window_start, book.funds, household.price, household.unwilling = start, funds, 1.2, True
    household.decided = True
    plain(signatures.sign_all)(9.0, place, told)
    assert (household.signed, household.conditional, household.decided) == (signs, signs and not pays, False)
    assert (book.signed, book.left) == ((1, 2) if signs else (0, 3))
    assert (household.signed_at, book.last_signature) == ((9.0, 9.0) if signs else (-1.0, -1.0))
    assert book.funds == pytest.approx(funds - 2.4 * pays)
    assert (book.money, book.best_price, book.unwilling) == ((2.4, 1.2, 1) if pays else (0.0, 0.0, 0))
    assert (household.unwilling, household.unpaid) == (signs, not signs)


def test_a_window_binds_or_voids_at_its_end():
    """Three of four conditional: a threshold of three binds them, of four voids them."""
    for needed, now, state in ((0.75, 40.0, "bound"), (1.0, 40.0, "void"), (0.75, 39.0, "open")):
        place = village(4, ((0, 3), (1, 3)), value=2.0)
        told = regime(offer__policy=THRESHOLD, offer__threshold=needed, offer__window=30.0, offer__group_bonus=0.1,
                      offer__void_trust_loss=0.2)  # fmt: skip
        book, homes = place.book[0], place.households
        homes["signed"][:3] = homes["conditional"][:3] = True
        homes["price"][:3], homes["signed_at"][:3], homes["unwilling"][0] = 1.0, 12.0, True
        homes[3].signed_ties, book.signed, book.left, book.window_start, book.funds = 2, 3, 1, 10.0, 5.0
        plain(threshold_window.mind_window)(now, place, told)
        if state == "open":
            assert (book.window_start, homes["conditional"].sum()) == (10.0, 3)
            continue
        assert (book.window_start, homes["conditional"].sum(), book.bound) == (-1.0, 0, state == "bound")
        if state == "bound":  # the money lasts for two of 2.2
            assert homes["signed"].tolist() == [True, True, False, False]
            assert (book.signed, book.left, book.unwilling, book.voided) == (2, 2, 1, 0)
            assert (book.money, book.funds, book.best_price) == (pytest.approx(4.4), pytest.approx(0.6), 1.1)
            assert homes["trust"].tolist() == [0.5] * 4
            assert homes[3].signed_ties == 2
            assert (homes[2].price, homes[2].signed_at) == (0.0, -1.0)
            assert homes["unpaid"].tolist() == [False, False, True, False]
            assert homes["prepared"].tolist() == [False, False, True, False]
        else:
            assert (homes["signed"].sum(), book.signed, book.left, book.voided) == (0, 0, 4, 1)
            assert homes["trust"].tolist() == [0.4, 0.4, 0.4, 0.5]
            assert homes[3].signed_ties == 0
            assert not (homes["unwilling"] | homes["unpaid"]).any()
            assert homes["prepared"].tolist() == [True, True, True, False]


def test_a_window_opens_with_a_round_or_a_mode():
    for policy, start, now, opened in (
        (THRESHOLD, -1.0, 20.0, 20.0), (THRESHOLD, -1.0, 21.0, -1.0), (0, -1.0, 20.0, -1.0),
        (THRESHOLD, 15.0, 20.0, 15.0), (THRESHOLD, 0.0, 20.0, 0.0),
    ):  # fmt: skip
        place, told = village(2)._replace(rounds=rows(Round, 1, start=20.0)), regime(offer__policy=policy)
        told.offer.window = 30.0
        place.book[0].window_start = start
        plain(threshold_window.mind_window)(now, place, told)
        assert place.book[0].window_start == opened
    for policy, start, bound, opened in (
        (THRESHOLD, -1.0, False, 7.0), (THRESHOLD, 0.0, False, 0.0), (THRESHOLD, -1.0, True, -1.0),
        (0, -1.0, False, -1.0),
    ):  # fmt: skip
        state = settled(2)
        book = state.clients.book[0]
        book.window_start, book.bound = start, bound
        plain(threshold_window.open_window)(state, 7.0, regime(offer__policy=policy))
        assert book.window_start == opened


def test_the_court_refuses_or_compels():
    """Compelled: unwilling, paid 1.5 times its value, at the base price; its neighbours trust less."""
    draw = uniform(1, COURT, 0, 0, 0)
    for refusal, funds, signed, outcome in (
        (draw, 3.0, False, "compelled"), (draw + 1e-9, 3.0, False, "refused"), (draw, 2.9, False, "dear"),
        (draw, 3.0, True, "gone"),
    ):  # fmt: skip
        state = settled(3, ((0, 1),), value=2.0)
        book, homes = state.clients.book[0], state.clients.households
        book.funds, homes[0].signed, homes[0].court_stage = funds, signed, CourtStage.APPLIED
        told = regime(negotiation__compulsion_refusal=refusal, negotiation__compulsion_cost=1.5,
                      negotiation__compulsion_trust_loss=0.4, offer__base_price=1.1)  # fmt: skip
        plain(signatures.hear_court)(state, 9.75, 0, told)
        done = outcome == "compelled"
        assert homes[0].court_stage == (CourtStage.REFUSED if outcome == "refused" else CourtStage.APPLIED)
        assert (homes[0].signed, homes[0].unwilling) == (done or signed, done)
        assert (book.signed, book.left, book.unwilling) == ((1, 2, 1) if done else (0, 3, 0))
        assert (book.funds, book.money) == ((0.0, 3.0) if done else (funds, 0.0))
        assert (homes[0].price, homes[0].pressure, book.best_price) == ((1.1, 1.0, 1.1) if done else (0.0, 0.0, 0.0))
        assert (homes[0].signed_at, book.last_signature) == ((9.0, 9.0) if done else (-1.0, -1.0))
        assert state.city[0].progressed == (9.75 if done else 0.0)
        assert homes["signed_ties"].tolist() == [0, int(done), 0]
        assert homes["trust"].tolist() == pytest.approx([0.5, 0.3 if done else 0.5, 0.5])
        assert plain(court_refuses)(1, homes[0], told.negotiation) == (refusal > draw)
