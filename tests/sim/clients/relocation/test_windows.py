"""Windows of a contract: they open with signing, bind whoever signed in them or fall through, and are called again."""

import pytest

from sim.clients.relocation import threshold_window
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.state import Round
from tests.hand import rows, village
from tests.plain import plain
from tests.sim.clients.relocation.test_rules import settled
from tests.village import gain, lived, regime


def contract(**changes):
    """Two days of signing; three of four must sign, at once where they gain."""
    still = {"offer__policy": OfferPolicy.THRESHOLD, "offer__threshold": 0.75, "offer__window": 2.0}
    still |= {"offer__void_trust_loss": 0.2, "offer__group_bonus": 0.0, "negotiation__base_hazard": 1.0}
    return regime(**(still | {"offer__recall_after": 5.5, "offer__recalls": 0} | changes))


def open_village(gains):
    """Four households, and a round on day 0."""
    return gain(village(4, visits=900), gains)._replace(rounds=rows(Round, 1, start=0.0))


@pytest.mark.parametrize("recalls", [0, 1, 2, 3])
def test_a_window_that_fell_through_is_called_again_as_often_as_announced(recalls):
    """Two of four gain at first. From day 16 on a third does, when the third window, opened on day 16, waits for it."""
    place, told = open_village((0.3, 0.3, -0.3, -0.3)), contract(offer__recalls=recalls)
    book = place.book[0]
    opened = [0, 8, 16, 24][: recalls + 1]  # two days, and then the first whole day after five and a half
    for day in range(16):
        signed = lived(place, told, [day])
        assert signed == ({day: [0, 1]} if day in opened[:2] else {})
        assert (book.window_start >= 0.0) == any(0 <= day - start < 2 for start in opened)
        assert book.voided == sum(day >= start + 2 for start in opened)
        assert book.recalled == min(book.voided, recalls)
        waits = [start for start in opened if start > day and day >= start - 6]
        assert book.next_window == (waits[0] if waits else -1.0)
    place.households[2].reservation -= 0.6
    signed = lived(place, told, range(16, 40))
    assert signed == ({16: [0, 1, 2]} if recalls >= 2 else {})
    assert (book.bound, book.signed) == ((True, 3) if recalls >= 2 else (False, 0))
    assert book.voided == min(2, recalls + 1)
    assert place.households["conditional"].sum() == 0


def test_a_threshold_that_is_missed_costs_trust_and_leaves_minds_made_up():
    place, told = open_village((0.3, 0.3, -0.3, -0.3)), contract()
    assert lived(place, told, range(10)) == {0: [0, 1]}
    assert place.households["trust"].tolist() == [0.4, 0.4, 0.5, 0.5]
    assert place.households["prepared"].tolist() == [True, True, False, False]
    assert place.book[0].money == 0.0


def test_a_threshold_that_is_met_binds_and_the_last_may_still_sign():
    """The fourth gains from day 5 on, long after the window."""
    place, told = open_village((0.3, 0.3, 0.3, -0.3)), contract()
    assert lived(place, told, range(5)) == {0: [0, 1, 2]}
    assert (place.book[0].bound, place.book[0].money) == (True, 3.0)
    place.households[3].reservation = 0.0
    assert lived(place, told, range(5, 9)) == {5: [3]}
    assert not place.households["conditional"].any()


@pytest.mark.parametrize(("opening", "start", "opens"), [
    (0.0, 0.0, 0), (4.0, 0.0, 4), (4.5, 0.0, 5), (4.0, 9.0, 4), (4.0, 2.0, 4), (0.0, 6.0, 6), (4.0, 4.0, 4),
    (1.0, 5.0, 1),
])  # fmt: skip
def test_a_window_opens_with_a_round_or_with_signing_but_never_before_it(opening, start, opens):
    place = gain(village(4), -0.3)._replace(rounds=rows(Round, 1, start=start))
    told = contract(offer__opening=opening, offer__window=3.0)
    for day in range(opens + 1):
        assert place.book[0].window_start == -1.0
        lived(place, told, [day])
    assert place.book[0].window_start == opens


def test_any_way_of_offering_may_be_contingent():
    """One price, but nothing binds before three of four have signed; without it they are paid at once."""
    for contingent, paid, bound in ((False, 2.0, False), (True, 0.0, False)):
        place = open_village((0.3, 0.3, -0.3, -0.3))
        told = contract(offer__policy=OfferPolicy.ONE_PRICE, offer__contingent=contingent)
        assert lived(place, told, range(1)) == {0: [0, 1]}
        assert (place.book[0].money, place.book[0].bound) == (paid, bound)
        lived(place, told, range(1, 9))
        assert place.book[0].signed == (0 if contingent else 2)


def test_a_mode_with_a_contract_of_its_own_opens_its_window_once_signing_is_open():
    for opening, opened in ((7.0, 7.0), (8.0, -1.0)):
        state = settled(2)
        plain(threshold_window.open_window)(state, 7.0, contract(offer__opening=opening))
        assert state.clients.book[0].window_start == opened
