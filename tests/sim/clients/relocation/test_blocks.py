"""Blocks that decide together: they wait until enough have made up their minds, and then go at once."""

import math

import numpy as np
import pytest

from sim.clients.relocation import population
from sim.clients.relocation.rules.block import block_is_ready, decides_together
from sim.clients.relocation.state import Household
from sim.core.purposes import JOINT, SIGNING
from sim.core.randomness import uniform
from tests.hand import row, rows, village
from tests.plain import plain
from tests.sim.clients.relocation.test_born import tables
from tests.stories import STILL_VILLAGE, ends, scenario
from tests.village import SEED, by_day, first_day, gain, lived, regime

PERSUADED = 0.2 * (1.0 - math.exp(-9 / 4.5))


def test_whether_a_block_decides_together_is_a_draw_of_the_block():
    told = tables().households[0]
    for share in (0.0, 0.4, 1.0):
        told.joint_share = share
        together = [plain(decides_together)(SEED, block, told) for block in range(40)]
        assert together == [uniform(SEED, JOINT, block, 0, 0) < share for block in range(40)]
        homes = Household.make(20)
        plain(population.settle_all)(SEED, homes, told)
        assert homes["joint"].tolist() == [together[i // 4] for i in range(20)]


def test_a_block_is_ready_when_enough_have_signed_or_made_up_their_minds():
    """Blocks of two, five and three: only the five count for each of the five."""
    homes = rows(Household, 10, block=(0, 0, 1, 1, 1, 1, 1, 2, 2, 2))
    homes["signed"][[0, 1, 2]] = homes["prepared"][[3, 7, 8]] = homes["inclined"][[3, 4, 9]] = True
    for quorum, ready in ((0.0, True), (0.6, True), (0.61, False), (1.0, False)):
        told = regime(negotiation__joint_quorum=quorum).negotiation
        assert [plain(block_is_ready)(i, homes, told) for i in range(2, 7)] == [ready] * 5
    assert [plain(block_is_ready)(i, homes, told) for i in (0, 1, 7, 8, 9)] == [True] * 5
    homes["inclined"][4] = False
    assert not plain(block_is_ready)(4, homes, regime(negotiation__joint_quorum=0.6).negotiation)


@pytest.mark.parametrize("opening", [0, 6])
def test_a_block_waits_and_then_goes_at_once(opening):
    """Five together, of whom three must be ready; two for themselves, who wait for nobody."""
    place = gain(village(7, block=(0, 0, 0, 0, 0, 1, 1), joint=(1, 1, 1, 1, 1, 0, 0)), 0.3)
    told = regime(negotiation__joint_quorum=0.6, offer__opening=float(opening))
    minds = {i: first_day(i, range(60), lambda _: PERSUADED) for i in range(7)}
    ready = sorted(minds[i] for i in range(5))[2]
    goes = {i: max(minds[i], ready, opening) if i < 5 else max(minds[i], opening) for i in range(7)}
    assert lived(place, told, range(60)) == by_day(goes)
    assert [goes[i] for i in range(5)].count(max(ready, opening)) >= 3
    assert place.households["price"].tolist() == [1.0] * 7
    assert not place.households["inclined"].any()


def test_whoever_waits_for_its_block_is_prepared_and_has_no_price_yet():
    """One of two is pressed into gaining: it waits, and counts as unwilling only once it signs."""
    place = gain(village(2, joint=True, visits=900), (-0.05, -0.05))
    place.households["pressure"] = (0.5, 0.0)
    told = regime(negotiation__joint_quorum=1.0, negotiation__base_hazard=1.0, negotiation__pressure_weight=0.2)
    assert lived(place, told, range(3)) == {}
    assert place.households["prepared"].tolist() == [True, False]
    assert place.households["price"].tolist() == [0.0, 0.0]
    assert not (place.households["unwilling"] | place.households["decided"]).any()
    place.households["pressure"][1] = 0.5
    assert lived(place, told, range(3, 5)) == {3: [0, 1]}
    assert place.households["unwilling"].all()
    assert place.book[0].unwilling == 2


def test_a_deadline_hurries_a_block_that_would_be_too_few():
    """Three of five gain: at a quorum of .6 they go together, at .8 none of them ever does."""
    for quorum, signed in ((0.6, 3), (0.8, 0)):
        place = gain(village(5, joint=True), (0.3, 0.3, -0.3, 0.3, -0.3))
        lived(place, regime(negotiation__joint_quorum=quorum), range(80))
        assert place.book[0].signed == signed


BLOCKS = STILL_VILLAGE | {
    "households__total": 60,
    "households__count_per_block": 5,
    "households__kin_share": 0.0,
    "households__near_ties": 0,
    "issues__per_household": 0.0,
    "negotiation__taste_days": 20_000.0,
    "negotiation__trust_gain": 0.0,
    "negotiation__plot_shown": 0.0,
    "negotiation__late_probability": 0.0,
    "negotiation__joint_quorum": 0.6,
    "offer__bonus_steps": [],
    "calendar__intervention_day": 400,
    "calendar__horizon_days": 1,
}


def signed_by_block(**changes):
    """How many of each block of five have signed after four hundred days."""
    _, end = ends(scenario("siloed", "closed", **(BLOCKS | changes)), 2)
    return end.clients.households["signed"].reshape(-1, 5).sum(axis=1)


def test_refusals_come_in_blocks_where_blocks_decide_together():
    """The same households, with the same gains: alone each who gains signs; together a block goes, or nobody of it."""
    alone, together = signed_by_block(), signed_by_block(households__joint_share=1.0)
    assert {1, 2} & set(alone.tolist())
    assert {3, 4} & set(alone.tolist())
    assert together.tolist() == [count if count >= 3 else 0 for count in alone]
    assert signed_by_block(households__joint_share=1.0, negotiation__joint_quorum=0.0).tolist() == alone.tolist()


def test_one_s_own_draw_is_all_that_counts_where_nobody_waits():
    place = gain(village(3), 0.3)
    told = regime(negotiation__joint_quorum=1.0)
    signed = lived(place, told, range(1))
    assert signed.get(0, []) == [i for i in range(3) if uniform(SEED, SIGNING, i, 0, 0) < PERSUADED]
    assert not row(Household).joint
    assert np.array_equal(place.households["signed"], place.households["signed_at"] == 0.0)
