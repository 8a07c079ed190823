"""Minds and deadlines: who makes up its mind before signing opens, who waits for the last days, who gains no more."""

import math

import numpy as np
import pytest

from sim.clients.relocation import decisions
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.rules.offer import days_left, next_opening
from sim.clients.relocation.rules.signing import may_act, most_hurried, pull, signing_chance, taste
from sim.clients.relocation.state import BonusWindow, Household, Round
from sim.core.purposes import TASTE
from sim.core.randomness import uniform
from tests.hand import row, rows, village
from tests.plain import plain
from tests.village import SEED, by_day, first_day, gain, lived, regime

PERSUADED = 0.2 * (1.0 - math.exp(-9 / 4.5))  # a day, after nine visits


def test_minds_are_made_up_before_signing_opens_and_let_go_on_the_first_day():
    """Thirty gain, two lose: who makes up its mind before day 12 signs on that day, the others as they come to it."""
    place = gain(village(32), [0.3] * 30 + [-0.3] * 2)
    told = regime(offer__opening=12.0)
    minds = {i: first_day(i, range(60), lambda _: PERSUADED) for i in range(30)}
    early = [i for i, day in minds.items() if day < 12]
    assert lived(place, told, range(12)) == {}
    assert np.flatnonzero(place.households["prepared"]).tolist() == early
    assert (place.households["price"] == 0.0).all()
    assert not place.households["decided"].any()
    signed = lived(place, told, range(12, 60))
    assert signed == by_day({i: max(12, day) for i, day in minds.items()})
    assert len(signed[12]) > 20
    assert len(signed) > 1
    assert place.households["price"].tolist() == [1.0] * 30 + [0.0] * 2


def test_what_is_announced_for_the_opening_is_what_counts_before_it():
    """A bonus of .2 from the round of day 10 on: who gains by it alone is prepared before, and signs then."""
    place = gain(village(3), (0.25, -0.05, -0.25))
    place = place._replace(rounds=rows(Round, 1, start=10.0), windows=rows(BonusWindow, 1, until=50.0, bonus=0.2))
    told = regime(offer__opening=10.0, negotiation__base_hazard=1.0, negotiation__noise=0.1)
    place.households["visits"] = 900
    assert lived(place, told, range(11)) == {10: [0, 1]}
    assert place.households["price"].tolist() == [1.2, 1.2, 0.0]
    for day, opening, start, opens in ((3.0, 0.0, 10.0, 10.0), (3.0, 12.0, 10.0, 12.0), (3.0, 5.0, 10.0, 10.0),
                                       (15.0, 12.0, 10.0, 15.0)):  # fmt: skip
        offer = regime(offer__opening=opening).offer
        assert plain(next_opening)(day, rows(Round, 1, start=start), offer) == opens
        assert plain(next_opening)(day, rows(Round, 0), offer) == max(day, opening)


def test_a_deadline_pulls_the_harder_the_nearer_it_is():
    told = regime(negotiation__deadline_pull=0.3).negotiation
    assert [plain(pull)(left, told) for left in (-1.0, 0.0, 1.0, 9.0)] == pytest.approx(
        [0.0, 1.0, 0.3 / 1.3, 0.3 / 9.3]
    )
    assert [plain(most_hurried)(left, told) for left in (-1.0, 0.0, 9.0)] == [0.2, 1.0, 0.2]
    for drawn, prepared, may in ((0.1, False, True), (0.2, False, False), (0.9, True, True)):
        assert plain(may_act)(drawn, row(Household, prepared=prepared), 0.2) == may


@pytest.mark.parametrize(("gained", "left", "prepared", "chance"), [
    (0.1, -1.0, False, PERSUADED), (0.1, -1.0, True, 1.0), (0.1, 9.0, False, PERSUADED), (0.1, 9.0, True, 1.0),
    (0.1, 1.0, False, 0.3 / 1.3), (0.1, 0.0, False, 1.0),  # a gain that is clear: whichever is more
    (0.09, -1.0, False, PERSUADED), (0.09, -1.0, True, 1.0), (0.09, 9.0, False, 0.3 / 9.3),
    (0.09, 9.0, True, 0.3 / 9.3),    (0.09, 0.0, False, 1.0),  # a small one: it waits for the end
    (0.0, 0.0, True, 0.0), (-0.1, -1.0, True, 0.0), (0.0, -1.0, False, 0.0),  # none: never
])  # fmt: skip
def test_who_gains_clearly_a_little_or_not_at_all(gained, left, prepared, chance):
    told = regime(negotiation__deadline_pull=0.3, negotiation__visit_scale=4.5).negotiation
    for visits, open_issues, share in ((9, 0, 1.0), (0, 0, 0.0), (9, 1, 0.0)):
        home = row(Household, visits=visits, open_issues=open_issues, prepared=prepared)
        assert plain(signing_chance)(home, gained, left, told) == pytest.approx(chance * share)


def story(kind):
    """Ten gain .3, ten gain .04, five lose .01; something ends with day 9."""
    place = gain(village(25), [0.3] * 10 + [0.04] * 10 + [-0.01] * 5)
    told = regime(negotiation__deadline_pull=0.3)
    if kind == "bonus":  # of .03, which was in what they gain
        place = gain(village(25), [0.27] * 10 + [0.01] * 10 + [-0.04] * 5)
        place = place._replace(rounds=rows(Round, 1, start=0.0), windows=rows(BonusWindow, 1, until=10.0, bonus=0.03))
        told.offer.opening = 0.0
    else:
        place = place._replace(rounds=rows(Round, 1, start=0.0))
        told.offer.policy, told.offer.window, told.offer.threshold = OfferPolicy.THRESHOLD, 10.0, 0.5
        told.offer.group_bonus = 0.0
    return place, told


@pytest.mark.parametrize("kind", ["bonus", "window"])
def test_who_gains_signs_before_what_it_would_lose_is_gone(kind):
    """The bonus falls, or the window closes, after day 9: by then all twenty have signed, most of the waiting late."""
    place, told = story(kind)
    signed = lived(place, told, range(10))

    def hurry(day):
        return 0.3 / (0.3 + 9 - day)

    clear = {i: first_day(i, range(10), lambda day: max(PERSUADED, hurry(day))) for i in range(10)}
    small = {i: first_day(i, range(10), hurry) for i in range(10, 20)}
    assert signed == by_day(clear | small)
    assert place.book[0].signed == 20
    assert np.median([*clear.values()]) < 5 < np.median([*small.values()])
    assert lived(place, told, range(10, 40)) == {}
    if kind == "window":
        assert place.book[0].bound


def test_what_is_about_to_be_lost():
    rounds, none = rows(Round, 2, start=(10.0, 100.0)), rows(BonusWindow, 0)
    steps = rows(BonusWindow, 3, until=(5.0, 10.0, 20.5), bonus=(0.05, 0.05, 0.02))
    for day, left in ((9.0, -1.0), (10.0, 9.0), (15.0, 4.0), (19.0, 0.0), (20.0, 10.0), (30.0, 0.0), (31.0, -1.0),
                      (99.0, -1.0), (100.0, 9.0)):  # fmt: skip
        assert plain(days_left)(day, rounds, steps) == left
        assert plain(days_left)(day, rounds, none) == -1.0
        assert plain(days_left)(day, rows(Round, 0), steps) == -1.0
    free = rows(BonusWindow, 1, until=10.0, bonus=0.0)
    assert plain(days_left)(10.0, rounds, free) == -1.0  # no bonus, nothing to lose
    place = village(2)._replace(rounds=rounds, windows=steps)
    told = regime(offer__policy=OfferPolicy.THRESHOLD, offer__window=8.0)
    for start, day, left in ((-1.0, 12.0, 7.0), (10.0, 12.0, 5.0), (12.0, 12.0, 7.0), (19.0, 19.0, 0.0),
                             (24.0, 31.0, 0.0), (29.5, 31.0, 6.0), (-1.0, 31.0, -1.0)):  # fmt: skip
        place.book[0].window_start = start
        assert plain(decisions.deadline)(day, place, told) == left
    told.offer.policy = OfferPolicy.ONE_PRICE
    assert plain(decisions.deadline)(12.0, place, told) == 7.0


def test_who_is_prepared_signs_only_while_it_gains():
    """All are prepared; what the package lacks keeps the second back until it is raised."""
    place, told = gain(village(2), (0.3, -0.05)), regime(negotiation__base_hazard=0.001)
    place.households["prepared"] = True
    assert lived(place, told, range(5)) == {0: [0]}
    place.book[0].raised = 0.1
    assert lived(place, told, range(5, 9)) == {5: [1]}
    assert place.households["price"].tolist() == [1.0, 1.1]
    assert place.households["prepared"].all()


def test_a_taste_lasts_until_a_household_s_own_turn():
    """A hundred days each; a draw of its own says when in the hundred days life changes it."""
    told, turns = regime(negotiation__taste_days=100.0).negotiation, set()
    for key in range(40):
        home = row(Household, key=key)
        tastes = [plain(taste)(SEED, float(day), home, told) for day in range(400)]
        changes = [day for day in range(1, 400) if tastes[day] != tastes[day - 1]]
        turn = math.ceil(100.0 * (1.0 - uniform(SEED, TASTE, key, 0, 1)))
        assert changes == [turn + 100 * n for n in range(4)][: len(changes)]
        assert len(changes) == 4 or turn == 100
        draws = [uniform(SEED, TASTE, key, epoch, 0) for epoch in range(4)]
        assert [tastes[0], *(tastes[day] for day in changes)][:4] == [math.log(d / (1.0 - d)) for d in draws]
        turns.add(turn)
    assert len(turns) > 25


def test_a_signature_that_only_pressure_brought_about_is_unwilling():
    """Two lose .05 by signing, one of them is pressed, to .1; a third gains and is pressed, too."""
    place = gain(village(3), (-0.05, -0.05, 0.2))
    place.households["pressure"] = (0.5, 0.0, 0.5)
    told = regime(negotiation__pressure_weight=0.2, negotiation__base_hazard=1.0, negotiation__unwilling_margin=0.0)
    place.households["visits"] = 900
    assert lived(place, told, range(2)) == {0: [0, 2]}
    assert place.households["unwilling"].tolist() == [True, False, False]
    assert place.book[0].unwilling == 1


def test_some_issues_bar_the_signature_others_worry():
    """All gain .1: nothing open, one that bars, one that worries (.07), two that worry, one of each."""
    for first, signed in ((False, [0, 2]), (True, [0, 1, 2, 4])):
        place = gain(village(5, open_issues=(0, 1, 0, 0, 1), worries=(0, 0, 1, 2, 1), visits=900), 0.1)
        told = regime(negotiation__worry=0.07, negotiation__sign_first=first, negotiation__base_hazard=1.0)
        assert lived(place, told, range(3)) == {0: signed}
