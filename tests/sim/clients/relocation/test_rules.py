"""Rules of a village, one by one, on households made by hand: who signs, is paid, is told, waits and is compelled."""

import math

import numpy as np
import pytest

from sim.cadres.state import Cadre
from sim.clients.relocation import answers, day, issues, signatures, threshold_window, visiting
from sim.clients.relocation.negotiation import OfferPolicy
from sim.clients.relocation.rules.compulsion import court_refuses, is_due
from sim.clients.relocation.rules.credibility import belief_after, late_premium
from sim.clients.relocation.rules.offer import concession, day_of_round, early_bonus
from sim.clients.relocation.rules.petition import files_petition
from sim.clients.relocation.rules.satisfaction import satisfaction
from sim.clients.relocation.rules.signing import is_approached, is_unwilling, logistic, may_sign, net_value
from sim.clients.relocation.rules.threshold import belief_in_threshold, owners_needed, threshold_value
from sim.clients.relocation.rules.visit import (
    bits,
    coverage,
    hear_final_price,
    pressure_after,
    receive_visit,
    trust_after,
    wants_visit,
)  # fmt: skip
from sim.clients.relocation.state import BonusWindow, CourtStage, Household, KindOfIssue, Round
from sim.core.event_kinds import EventKind
from sim.core.purposes import (
    COURT,
    ISSUE_KIND,
    PETITION,
    SIGNING,
    TANGLED,
    TANGLED_PICK,
    TANGLED_SIZE,
)  # fmt: skip
from sim.core.randomness import uniform
from sim.desks.state import Job, JobKind
from sim.matters.state import MatterStage
from tests.hand import regime as usual
from tests.hand import row, rows, town, village
from tests.plain import plain
from tests.stories import agenda

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
        assert plain(signatures.signed_among_ties)(row(Household, signed_ties=signed, ties=ties)) == share


def test_an_offer_stands_unless_a_contract_waits_for_its_window():
    book = village(4).book[0]
    for policy, start, bound, stands, group in (
        (OfferPolicy.ONE_PRICE, -1.0, False, True, 0.0), (THRESHOLD, -1.0, False, False, 0.0),
        (THRESHOLD, 0.0, False, True, 0.05), (THRESHOLD, -1.0, True, True, 0.0),
        (OfferPolicy.ONE_PRICE, 0.0, False, True, 0.0),
    ):  # fmt: skip
        book.window_start, book.bound, book.signed = start, bound, 1
        told = regime(offer__policy=policy, offer__threshold=0.5, offer__group_bonus=0.1)
        assert plain(signatures.offer_stands)(book, told) == stands
        assert plain(signatures.group_value)(book, Household.make(4), told) == group


def test_a_threshold_is_rounded_up_and_believed_in_by_the_way_gone():
    for share, households, needed in ((0.5, 4, 2), (0.5, 5, 3), (0.9, 10, 9), (0.8, 7, 6), (0.0, 3, 0)):
        offer = regime(offer__threshold=share, offer__group_bonus=0.2).offer
        assert plain(owners_needed)(households, offer) == needed
        for signed in range(households + 1):
            belief = min(1.0, signed / max(needed, 1))
            assert plain(belief_in_threshold)(signed, households, offer) == belief
            assert plain(threshold_value)(signed, households, offer) == belief * 0.2


def test_the_day_s_draw_decides_on_the_morning_s_facts():
    """Each of forty is ready for certain: whoever draws below the hazard of that morning signs, and is counted."""
    state = village(40)
    state.households["visits"] = np.arange(40) % 3 * 9
    state.households["reservation"] = np.linspace(0.9, 1.1, 40)
    state.households[5].signed = True
    told = regime(negotiation__base_hazard=0.9, negotiation__noise=0.1, negotiation__unwilling_margin=0.0)
    willing = plain(signatures.decide_all)(7, 3, state, told)
    chances = [plain(signatures.hazard_of)(7.0, i, state, told) for i in range(40)]
    draws = [uniform(3, SIGNING, i, 7, 0) for i in range(40)]
    decided = [draws[i] < chances[i] and i != 5 for i in range(40)]
    assert state.households["decided"].tolist() == decided
    assert willing == sum(decided) > 3
    who = state.households[np.array(decided)]
    assert who["price"].tolist() == [1.0] * willing
    values = [plain(net_value)(one, 1.0, 0.0, 0.0, told.negotiation) for one in who]
    assert who["unwilling"].tolist() == [value < 0.0 for value in values]
    assert state.households["price"].sum() == willing


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
        assert plain(signatures.price_for)(now, 0, place, told) == pytest.approx(1.03 + bonus)
    place.book[0].signed = 1
    assert plain(signatures.price_for)(130.0, 0, place, told) == pytest.approx(1.03 + 0.02 * 10.0 * 0.25)
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
    assert household.unwilling == signs


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
        else:
            assert (homes["signed"].sum(), book.signed, book.left, book.voided) == (0, 0, 4, 1)
            assert homes["trust"].tolist() == [0.4, 0.4, 0.4, 0.5]
            assert homes[3].signed_ties == 0
            assert not homes["unwilling"].any()


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


def test_a_day_is_borne():
    """Pressure fades; who is pressed petitions by a draw; the city applies to the court long after the last round."""
    state = settled(2)
    state = state._replace(clients=state.clients._replace(rounds=rows(Round, 2, start=(10.0, 20.0))))
    told = regime(negotiation__pressure_fade=0.1, negotiation__petition_hazard=0.0, negotiation__compulsion=True,
                  negotiation__compulsion_after=100.0, negotiation__compulsion_duration=50.0)  # fmt: skip
    home, book = state.clients.households[0], state.clients.book[0]
    home.pressure = 1.0
    plain(signatures.bear)(119, state, 0, told)
    assert (home.pressure, home.court_stage, book.petitions, home.petition) == (0.9, CourtStage.NOT_APPLIED, 0, False)
    for _ in range(2):
        plain(signatures.bear)(120, state, 0, told)
        assert agenda(state.heap, state.city[0]) == [(170.0, EventKind.DECISION, 0)]
    assert home.court_stage == CourtStage.APPLIED
    told.negotiation.petition_hazard, told.negotiation.petition_above, home.pressure = 1.0, 0.0, 1.0
    told.negotiation.pressure_fade = 0.0
    for _ in range(2):
        plain(signatures.bear)(121, state, 0, told)
        assert (book.petitions, home.petition) == (1, True)
    state = settled(1)
    plain(signatures.bear)(100, state, 0, told)  # no round: counted from day 0
    assert state.clients.households[0].court_stage == CourtStage.APPLIED
    told.negotiation.compulsion = False
    assert not plain(is_due)(row(Household), 999, 0.0, told.negotiation)


def test_a_petition_is_the_likelier_the_more_pressure_there_is():
    draw = uniform(3, PETITION, 4, 9, 0)
    numbers = regime(negotiation__petition_above=0.5).negotiation
    for pressure, share in ((0.75, 0.5), (1.0, 1.0)):
        for more, files in ((-1e-9, False), (1e-9, True)):
            numbers.petition_hazard = draw / share + more
            assert plain(files_petition)(3, 9, row(Household, key=4, pressure=pressure), numbers) == files
    numbers.petition_hazard = 1e9
    assert not plain(files_petition)(3, 9, row(Household, key=4, pressure=0.5), numbers)
    assert not plain(files_petition)(3, 9, row(Household, key=4, pressure=0.9, petition=True), numbers)
    numbers.petition_above = 1.0
    assert not plain(files_petition)(3, 9, row(Household, key=4, pressure=1.5), numbers)


def test_what_signing_is_worth():
    told = regime(negotiation__trust_weight=0.1, negotiation__uncertainty_weight=0.2, negotiation__late_probability=0.5,
                  negotiation__neighbour_weight=0.3, negotiation__unwilling_margin=0.25).negotiation  # fmt: skip
    home = row(Household, trust=0.5, uncertainty=0.25, belief=0.2, reservation=1.5)
    value = 1.0 + 0.04 + 0.05 + 0.15 - 1.5 - 0.05 - 0.1
    assert plain(net_value)(home, 1.0, 0.5, 0.04, told) == pytest.approx(value)
    for offer, unwilling in ((1.0, True), (1.15, True), (1.17, False)):
        assert plain(is_unwilling)(home, offer, 0.5, 0.04, told) == unwilling
    for visits, open_issues, first, ready in (
        (0, 0, True, False),
        (1, 0, False, True),
        (1, 1, False, False),
        (1, 1, True, True),
    ):
        told.sign_first = first
        assert plain(is_approached)(row(Household, visits=visits, open_issues=open_issues), told) == ready
    told.base_hazard = 0.25
    assert [plain(may_sign)(drawn, told) for drawn in (0.2, 0.25, 0.3)] == [True, False, False]
    assert [plain(logistic)(x) for x in (-41.0, 0.0, 41.0)] == [0.0, 0.5, 1.0]
    assert plain(logistic)(40.0) == pytest.approx(1.0 / (1.0 + math.exp(-40.0)))
    assert plain(logistic)(-40.0) == 1.0 / (1.0 + math.exp(40.0)) > 0.0
    assert plain(logistic)(-1.0) == pytest.approx(0.2689414213699951)


def test_what_satisfies():
    numbers = regime(negotiation__outcome_weight=0.5, negotiation__procedure_weight=0.4, negotiation__envy_weight=2.0)
    home = row(Household, reservation=1.0, trust=0.75, pressure=0.05)
    for paid, best, value in ((1.0, 1.0, 0.55), (1.2, 1.1, 0.65), (1.0, 1.1, 0.35), (9.0, 9.0, 1.0), (1.0, 3.0, 0.0)):
        assert plain(satisfaction)(home, paid, best, numbers.negotiation) == pytest.approx(value)


def test_a_visit_changes_trust_pressure_and_what_is_known():
    numbers = regime(
        negotiation__trust_gain=0.4, negotiation__trust_loss=0.2, negotiation__new_face=0.5, negotiation__patience=7.0,
        negotiation__visit_pressure=0.1, negotiation__kin_pressure=0.2, negotiation__kin_trust_loss=0.5,
        negotiation__plot_shown=0.25, negotiation__learning=0.5, negotiation__relational_pressure=False,
    ).negotiation  # fmt: skip
    cadre = row(Cadre, rapport=0.5)
    for visitor, covered, trust in (
        (3, 1.0, 0.5 + 0.2 * 0.5), (4, 1.0, 0.5 + 0.1 * 0.5), (3, 0.0, 0.5 - 0.2 * 0.5), (3, 0.5, 0.5 + 0.05 - 0.05),
    ):  # fmt: skip
        home = row(Household, trust=0.5, visitor=visitor)
        assert plain(trust_after)(home, cadre, 3, covered, numbers) == pytest.approx(trust)
    for last, kin, relational, pressure in (
        (3.0, True, False, 0.3), (3.1, True, False, 0.4), (3.1, True, True, 0.6), (3.0, False, True, 0.3),
    ):  # fmt: skip
        numbers.relational_pressure = relational
        home = row(Household, pressure=0.3, last_visit=last, kin=kin)
        assert plain(pressure_after)(home, 10.0, numbers) == pytest.approx(pressure)
    home.pressure, home.last_visit, numbers.relational_pressure = 0.95, 9.0, False
    assert plain(pressure_after)(home, 10.0, numbers) == 1.0
    for kin, relational, shows, trust, unsure in (
        (False, False, True, 0.6, 0.3), (True, True, False, 0.3, 0.4), (True, False, False, 0.6, 0.4),
    ):  # fmt: skip
        numbers.relational_pressure = relational
        home = row(Household, trust=0.5, visitor=3, kin=kin, uncertainty=0.4, visits=2, visit_pending=True)
        plain(receive_visit)(home, cadre, 3, 10.0, 1.0, shows, numbers)
        assert (home.trust, home.uncertainty) == (pytest.approx(trust), pytest.approx(unsure))
        assert (home.visits, home.last_visit, home.visitor, home.visit_pending) == (3, 10.0, 3, False)
    home.belief = 0.5
    plain(hear_final_price)(home, 0.1, numbers)
    assert home.belief == pytest.approx(0.3)
    assert [plain(bits)(mask) for mask in (0, 1, 0b1010, 0b111)] == [0, 1, 2, 3]
    assert [plain(coverage)(*masks) for masks in ((0, 0), (0b11, 0b01), (0b11, 0b111), (0b100, 0b11))] == [1, 0.5, 1, 0]
    never = ({"signed": True}, {"visit_pending": True}, {"last_visit": 3.1})
    for fields, due in (({}, True), *((one, False) for one in never)):
        assert plain(wants_visit)(row(Household, **({"last_visit": 3.0} | fields)), 10, 7.0) == due


def test_visitors_answer_what_they_can_and_put_issues_on_file():
    state = settled(2, matters=4)
    home = state.clients.households[1]
    home.first_matter, home.issues = 1, 2
    state.matters["stage"], state.matters["competences"] = (0, 0, 4, 0), (0b1000, 0b011, 0b100, 0b1000)
    assert plain(visiting.questions)(home, state.matters) == 0b011
    state.clients.book[0].plot_competence = 0
    home.uncertainty, home.belief = 0.8, 0.4
    told = regime(negotiation__plot_shown=0.5, negotiation__learning=0.5, negotiation__trust_gain=0.4,
                  negotiation__trust_loss=0.2, negotiation__new_face=1.0, resources__care_package=0.0)  # fmt: skip
    state.cadres[0].rapport = 1.0
    state.matters["stage"][2] = MatterStage.DORMANT
    plain(visiting.visit)(state, 9.0, 1, 0, 0, told)
    assert home.trust == pytest.approx(0.5 + 0.4 / 3 * 0.5 - 0.2 * 2 / 3 * 0.5)
    assert (home.uncertainty, home.belief, home.filed, state.city[0].ledger.contacts) == (0.4, 0.4, True, 1)
    assert state.matters["stage"].tolist() == [0, 1, 1, 0]
    assert state.city[0].on_file == 2
    state.desks[1].commits = True
    plain(visiting.visit)(state, 9.0, 1, 0, 1, told)
    assert (home.belief, home.uncertainty, state.city[0].on_file) == (0.2, 0.4, 2)
    told.offer.policy = OfferPolicy.CONCESSION
    plain(visiting.visit)(state, 9.0, 1, 0, 1, told)
    assert (home.belief, state.city[0].ledger.contacts, home.visits) == (0.2, 3, 12)


def test_a_visit_is_wanted_until_one_has_signed_or_files_are_dropped():
    for signed, abandoned, wanted in ((False, False, True), (True, False, False), (False, True, False)):
        state = settled(2)
        home, state.city[0].abandoned = state.clients.households[1], abandoned
        home.signed, home.visit_pending = signed, True
        assert plain(visiting.still_wanted)(state, row(Job, ref=1)) == wanted
        assert home.visit_pending == wanted


def test_visits_are_filed_for_whoever_is_due():
    for mode_days, interval, due in ((0.0, 5.0, [0]), (3.0, 5.0, [0, 1]), (9.0, 3.0, [])):
        state = settled(3, last_visit=(5.0, 6.0, 0.0), signed=(False, False, True))
        state = state._replace(cadres=state.cadres[:0])
        state.clients.book[0].visit_competence, state.clients.households[0].owner = 1, -1
        told = regime(mode__visit_days=mode_days, negotiation__visit_interval=interval, negotiation__visit_effort=0.2)
        plain(day.send_visitors)(10.0, 10, state, told)
        assert state.clients.households["visit_pending"].tolist() == [i in due for i in range(3)]
        assert state.desks["waiting"].tolist() == [0, len(due), 0]
        for place, i in enumerate(due):
            job = state.jobs[place]
            assert (job.kind, job.ref, job.competence, job.effort, job.owner) == (JobKind.CALL, i, 1, 0.2, -1)


def test_a_day_of_the_village():
    """Nobody calls on Saturdays, where files are dropped or everybody has signed; signatures are progress."""
    for now, left, abandoned, called in (
        (4, 2, False, 2), (5, 2, False, 0), (4, 2, True, 0), (4, 0, False, 0), (4, 1, False, 2),
    ):  # fmt: skip
        state = settled(2, visits=0, pressure=0.5)
        state = state._replace(cadres=state.cadres[:0])
        state.city[0].abandoned, state.clients.book[0].left = abandoned, left
        told = regime(work__abandon_below=0.0, negotiation__pressure_fade=0.5, mode__visit_days=1.0)
        plain(day.live_today)(state, now, told)
        assert state.desks["waiting"].sum() == called
        assert state.clients.households["pressure"].tolist() == [0.5 if left == 0 else 0.25] * 2
    state = settled(30)
    plain(day.live_today)(state, 5, regime(negotiation__base_hazard=1.0, work__abandon_below=0.0))
    assert state.clients.book[0].signed > 0
    assert state.city[0].progressed == 5.0


def test_files_that_nobody_owns_are_dropped_when_few_are_left():
    for ownership, left, dropped in ((False, 1, True), (False, 2, False), (True, 1, False), (False, 0, True)):
        state = settled(4)
        state.clients.book[0].left = left
        plain(day.give_up)(state.city[0], state.clients, regime(mode__ownership=ownership, work__abandon_below=0.5))
        assert state.city[0].abandoned == dropped


def test_what_work_does_to_households():
    state = settled(3, open_issues=2)
    state.matters[0].client = 1
    plain(answers.closed)(state, 5.0, state.matters[0])
    assert state.clients.households["open_issues"].tolist() == [2, 1, 2]
    plain(answers.reopened)(state, state.matters[0])
    assert state.clients.households["open_issues"].tolist() == [2, 2, 2]
    plain(answers.promise_broken)(state, state.matters[0], regime(negotiation__broken_promise=0.2))
    assert state.clients.households["trust"].tolist() == [0.5, 0.4, 0.5]
    for left, goal, few in ((0, True, True), (3, False, True), (4, False, False)):
        state.clients.book[0].left = left
        assert plain(answers.goal_reached)(state) == goal
        assert plain(answers.few_left)(state, -1, 3) == few
    state.clients.households["owner"] = (0, 1, 0)
    plain(answers.forget_owner)(state, 0)
    assert state.clients.households["owner"].tolist() == [-1, 1, -1]


def test_households_are_shared_out_among_teams_and_owners():
    state = settled(4)
    plain(answers.route_anew)(state)
    assert state.clients.households["slot"].tolist() == [0] * 4
    state.city[0].teams_working, state.matters[0].client = 3, 2
    plain(answers.route_anew)(state)
    assert state.clients.households["slot"].tolist() == [3, 6, 9, 3]
    assert (plain(answers.team_of)(state, state.matters[0]), plain(answers.route_of_call)(state, 2)) == (2, 9)
    state.clients.book[0].visit_competence = 1
    state.cadres["department"] = (1, 1, 0)
    state.clients.households["signed"] = (False, False, True, False)
    for post, owners in ((1, [-1] * 4), (0, [0, 1, -1, 1])):
        plain(answers.name_owner_of_each)(state, post)
        assert state.clients.households["owner"].tolist() == owners


def test_issues_are_drawn_with_their_clearances():
    kinds = rows(KindOfIssue, 3, weight=(0.2, 0.7, 1.0), competences=(1, 2, 3))
    state = town(departments=6)
    state.departments["clears"][4] = False
    assert plain(issues.clearing_departments)(state.departments) == 5

    class Told:
        tangled_share, tangled_low, tangled_high = 0.5, 2, 5

    sizes = set()
    for key in range(200):
        draw = uniform(3, ISSUE_KIND, key, 0, 0)
        assert plain(issues.kind_of)(3, key, kinds) == (draw >= 0.2) + (draw >= 0.7)
        tangled = uniform(3, TANGLED, key, 0, 0) < 0.5
        assert plain(issues.is_tangled)(3, key, Told) == tangled
        wanted = max(2, min(2 + int(uniform(3, TANGLED_SIZE, key, 0, 0) * 4), 4)) if tangled else 2
        assert plain(issues.number_of_clearances)(3, key, kinds[1], 4, Told) == wanted
        sizes.add(wanted)
        start = int(uniform(3, TANGLED_PICK, key, 2, 0) * 6)
        free = [d % 6 for d in range(start, start + 6) if d % 6 in (1, 3, 5)]
        assert plain(issues.extra_competence)(3, key, 2, 0b000101, state.departments) == free[0]
    assert sizes == {2, 3, 4}
    assert plain(issues.number_of_clearances)(3, key, kinds[2], 2, Told) == 3
    assert plain(issues.extra_competence)(3, 1, 2, 0b101111, state.departments) == -1
