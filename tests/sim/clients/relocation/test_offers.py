"""Offers: a package raised after a mock signing, a city that haggles, a price that is kept, and money that runs out."""

import numpy as np
import pytest

from sim.clients.relocation import decisions
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.rules.offer import first_price, haggled, is_contingent
from sim.clients.relocation.state import BonusWindow, Round
from sim.measures.values import measure
from tests.hand import rows, village
from tests.plain import plain
from tests.stories import STILL_VILLAGE, ends, numbers, scenario
from tests.village import gain, lived, regime

GAINS = (0.3, 0.1, -0.01, -0.05, -0.09, -0.3, -0.31, -0.9, -0.9, -0.9)  # a raise of .1 brings five of ten


def sounded(**changes):
    """Ten households are asked on day 6, five days before signing opens, and the package is raised by tenths of .4."""
    still = {"offer__sounded": True, "offer__opening": 11.0, "offer__sounding_days": 5, "offer__raise_step": 0.04}
    return regime(**(still | {"offer__raise_most": 0.4, "negotiation__base_hazard": 0.001} | changes))


@pytest.mark.parametrize(("sought", "contract", "raised"), [
    (0.2, False, 0.0), (0.21, False, 0.04), (0.4, False, 0.08), (0.5, False, 0.12), (0.6, False, 0.32),
    (0.7, False, 0.32), (0.71, False, 0.4), (1.0, False, 0.4),  # never more than the city can add
    (0.2, True, 0.12),  # the threshold of a half that it needs
    (0.6, True, 0.32),
])  # fmt: skip
def test_sounding_out_raises_the_package_by_steps_until_the_share_sought_would_sign(sought, contract, raised):
    place = gain(village(10), GAINS)
    place.book[0].first_price = 1.0
    told = sounded(offer__sought=sought, offer__contingent=contract, offer__threshold=0.5)
    told.offer.raise_most = 0.39 if raised == 0.0 else 0.4
    for day in range(11):
        lived(place, told, [day])
        assert place.book[0].raised == pytest.approx(raised if day >= 6 else 0.0)
    assert place.households["answer"].tolist() == pytest.approx(list(GAINS))
    assert [plain(decisions.price_for)(12.0, i, place, told) for i in range(10)] == [1.0 + place.book[0].raised] * 10
    assert place.book[0].first_price == 1.0 + place.book[0].raised


def test_nobody_is_asked_where_the_package_is_not_sounded_out():
    for changes, day in (({"offer__sounded": False}, 6), ({}, 5), ({}, 7)):
        place = gain(village(10), GAINS)
        lived(place, sounded(offer__sought=1.0, **changes), [day])
        assert place.book[0].raised == 0.0
        assert not place.households["answer"].any()
    for opening, days, asked in ((3.0, 5, 0), (10.5, 5, 6), (0.0, 5, 0)):
        place = gain(village(10), GAINS)
        told = sounded(offer__sought=1.0, offer__opening=opening, offer__sounding_days=days)
        lived(place, told, range(asked))
        assert place.book[0].raised == 0.0
        lived(place, told, [asked])
        assert place.book[0].raised == pytest.approx(0.4)


def test_one_price_for_all_teaches_nobody_to_wait_even_where_it_was_raised():
    """Everybody signs for what is offered on the first day of signing: no neighbour sees a late premium."""
    place = gain(village(4, ((0, 1), (2, 3)), belief=0.1), (0.3, -0.05, 0.3, -0.9))
    place = place._replace(rounds=rows(Round, 1, start=11.0), windows=rows(BonusWindow, 1, until=9.0, bonus=0.02))
    told = sounded(offer__sought=0.75, negotiation__learning=0.5, negotiation__late_probability=0.0)
    place.book[0].first_price = plain(first_price)(told.offer, place.rounds, place.windows)
    assert place.book[0].first_price == 1.02
    place.households["prepared"] = (True, False, True, False)
    assert lived(place, told, range(12)) == {11: [0, 2]}
    assert place.households["price"].tolist() == pytest.approx(
        [1.02 + place.book[0].raised, 0, 1.02 + place.book[0].raised, 0]
    )
    assert place.households["belief"].tolist() == pytest.approx([0.1, 0.05, 0.1, 0.05])


def test_what_is_paid_first_is_what_is_offered_when_signing_opens():
    steps, haggling = rows(BonusWindow, 1, until=20.0, bonus=0.1), OfferPolicy.HAGGLING
    for opening, start, policy, paid in (
        (0.0, 0.0, 0, 1.1), (0.0, 30.0, 0, 1.1), (10.0, 0.0, 0, 1.1), (25.0, 0.0, 0, 1.0), (0.0, 0.0, haggling, 0.95),
    ):  # fmt: skip
        offer = regime(offer__opening=opening, offer__policy=policy, offer__low_offer=0.15).offer
        assert plain(first_price)(offer, rows(Round, 1, start=start), steps) == pytest.approx(paid)


def test_a_city_that_haggles_comes_up_by_a_share_of_what_is_missing_at_every_visit():
    told = regime(offer__policy=OfferPolicy.HAGGLING, offer__low_offer=0.16, offer__raise_share=0.25)
    assert [plain(haggled)(n, told.offer) for n in range(4)] == pytest.approx([0.16, 0.12, 0.09, 0.0675])
    place = village(4, visits=(0, 1, 2, 50))
    prices = [plain(decisions.price_for)(5.0, i, place, told) for i in range(4)]
    assert prices == pytest.approx([0.84, 0.88, 0.91, 1.0], abs=1e-6)
    for policy in (OfferPolicy.ONE_PRICE, OfferPolicy.CONCESSION, OfferPolicy.THRESHOLD):
        told.offer.policy = policy
        assert plain(haggled)(0, told.offer) == 0.0
        assert plain(is_contingent)(told.offer) == (policy == OfferPolicy.THRESHOLD)


CALM = STILL_VILLAGE | {
    "households__total": 60,
    "households__adequacy_median": 1.15,
    "issues__per_household": 0.0,
    "offer__bonus_steps": [],
    "calendar__intervention_day": 0,
    "calendar__horizon_days": 300,
}


def after(arm="siloed", seeds=(1, 2, 3), **changes):
    """Mean days until a household has signed, and how many are left, in every one of three villages."""
    found = []
    for seed in seeds:
        told = scenario(arm, "closed", **(CALM | changes))
        past, end = ends(told, seed)
        values = measure(past, end, numbers(told).arm, 14.0)
        found.append((values["restricted_days"], values["households_left"]))
    return np.array(found).T


def test_low_first_offers_delay_even_where_the_price_ends_as_high():
    """Relocation 2.1: much delay comes from low offers of the buyer. One price of 1 beside one that rises to 1."""
    low = {"offer__policy": "haggling", "offer__low_offer": 0.3, "offer__raise_share": 0.3}
    one, haggling = after()[0], after(**low)[0]
    assert (haggling > one + 10.0).all()
    assert (after(**(low | {"offer__low_offer": 0.0}))[0] == one).all()


def test_a_published_price_ends_the_wait_for_a_rise():
    """Relocation 3.4: where nobody says that the price is final, those who expect a rise hold out for it."""
    waiting = {"households__late_belief_median": 0.5, "negotiation__late_probability": 1.0}
    open_price = after("best_silo", **waiting)
    published = after("best_silo", coordination__committed_price=True, **waiting)
    assert (published[1] < open_price[1]).all()
    assert (published[0] < open_price[0]).all()


@pytest.mark.parametrize("learning", [0.0, 0.5])
def test_contracts_that_bind_at_once_delay_and_fail_where_the_last_are_paid_more(learning):
    """Relocation 2.1 (Swope 2014): non-contingent contracts raise delay and failure.

    What has been sunk makes the city concede, which teaches neighbours to wait; under contracts that bind with all the
    others nothing is sunk before, so that there is nothing to learn. Where nobody learns, neither follows.
    """
    late = {"offer__policy": "concession", "offer__concession_from": 0.0, "offer__concession_step": 0.03,
            "negotiation__learning": learning, "negotiation__late_probability": 1.0, "offer__threshold": 0.5,
            "offer__window": 30.0, "offer__rounds": [0.0], "offer__group_bonus": 0.0, "households__near_ties": 4,
            "calendar__horizon_days": 200}  # fmt: skip
    at_once = after(**late, seeds=range(1, 9))
    contingent = after(**late, offer__contingent=True, seeds=range(1, 9))
    delayed, failed = (at_once - contingent).mean(axis=1)
    assert (delayed > 2.0) == (learning > 0.0)
    assert (failed > 0.5) == (learning > 0.0)


def test_signatures_that_the_money_does_not_reach_are_counted_until_they_are_paid():
    """Four would sign for 1 each, and there is money for two; a third is paid when there is more."""
    place = gain(village(4, prepared=True), 0.3)
    place.book[0].funds = 2.5
    assert lived(place, regime(), range(3)) == {0: [0, 1]}
    assert place.households["unpaid"].tolist() == [False, False, True, True]
    assert place.book[0].funds == 0.5
    place.book[0].funds = 1.5
    assert lived(place, regime(), range(3, 5)) == {3: [2]}
    assert place.households["unpaid"].tolist() == [False, False, False, True]


def test_unpaid_signatures_are_a_column():
    """A ceiling for a third of the village: whoever gains beyond it is counted, who does not gain is not."""
    told = scenario("siloed", "closed", **(CALM | {"offer__ceiling": 0.3}))
    past, end = ends(told, 2)
    values = measure(past, end, numbers(told).arm, 14.0)
    homes = end.clients.households
    assert values["unpaid_signatures"] == (homes["unpaid"] & ~homes["signed"]).sum() > 5
    assert values["unpaid_signatures"] < values["households_left"]
    assert end.clients.book[0].funds < homes["value"][homes["unpaid"]].min() * 1.0
    rich = scenario("siloed", "closed", **(CALM | {"offer__ceiling": 100.0}))
    past, end = ends(rich, 2)
    assert measure(past, end, numbers(rich).arm, 14.0)["unpaid_signatures"] == 0.0
