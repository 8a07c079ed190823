"""Days of a village, on households made by hand: what they bear, who calls on them, what work does to them."""

import pytest

from sim.cadres.state import Cadre
from sim.clients.relocation import answers, day, signatures, visiting
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.rules.compulsion import is_due
from sim.clients.relocation.rules.petition import files_petition
from sim.clients.relocation.rules.signing import is_approached, is_unwilling, net_value
from sim.clients.relocation.rules.visit import (
    bits,
    coverage,
    hear_final_price,
    pressure_after,
    receive_visit,
    trust_after,
    wants_visit,
)  # fmt: skip
from sim.clients.relocation.state import CourtStage, Household, Round
from sim.core.event_kinds import EventKind
from sim.core.purposes import (
    PETITION,
)  # fmt: skip
from sim.core.randomness import uniform
from sim.desks.state import Job, JobKind
from sim.matters.state import MatterStage
from tests.hand import row, rows
from tests.plain import plain
from tests.sim.clients.relocation.test_rules import regime, settled
from tests.stories import agenda


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
                  negotiation__neighbour_weight=0.3, negotiation__unwilling_margin=0.25,
                  negotiation__worry=0.07).negotiation  # fmt: skip
    home = row(Household, trust=0.5, uncertainty=0.25, belief=0.2, reservation=1.5, worries=2, open_issues=1)
    value = 1.0 + 0.04 + 0.05 + 0.15 - 1.5 - 0.05 - 0.1 - 0.14
    assert plain(net_value)(home, 1.0, 0.5, 0.04, told) == pytest.approx(value)
    for gain, unwilling in ((-0.3, True), (-0.25, False), (-0.2, False), (0.1, False)):
        assert plain(is_unwilling)(gain, told) == unwilling
    for visits, open_issues, first, ready in (
        (0, 0, True, False),
        (1, 0, False, True),
        (1, 1, False, False),
        (1, 1, True, True),
    ):
        told.sign_first = first
        assert plain(is_approached)(row(Household, visits=visits, open_issues=open_issues), told) == ready


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


def test_a_project_has_a_pace_of_its_own():
    """Five days usually, twice that here: who was last seen ten days ago is due, nine days ago not yet."""
    for pace, due in ((1.0, [True, True]), (2.0, [True, False])):
        state = settled(2, last_visit=(0.0, 1.0))
        state = state._replace(cadres=state.cadres[:0])
        state.clients.book[0].pace = pace
        plain(day.send_visitors)(10.0, 10, state, regime(mode__visit_days=0.0, negotiation__visit_interval=5.0))
        assert state.clients.households["visit_pending"].tolist() == due


def test_files_that_nobody_owns_are_dropped_when_few_are_left():
    for ownership, left, dropped in ((False, 1, True), (False, 2, False), (True, 1, False), (False, 0, True)):
        state = settled(4)
        state.clients.book[0].left = left
        plain(day.give_up)(state.city[0], state.clients, regime(mode__ownership=ownership, work__abandon_below=0.5))
        assert state.city[0].abandoned == dropped


def test_what_work_does_to_households():
    state = settled(3, open_issues=2, worries=3)
    state.matters[0].client = 1
    for kind, bar, worry in ((0, 1, 3), (1, 2, 2)):
        state.matters[0].kind = kind
        plain(answers.closed)(state, 5.0, state.matters[0])
        assert state.clients.households["open_issues"].tolist() == [2, bar, 2]
        assert state.clients.households["worries"].tolist() == [3, worry, 3]
        plain(answers.reopened)(state, state.matters[0])
        assert state.clients.households["open_issues"].tolist() == [2, 2, 2]
        assert state.clients.households["worries"].tolist() == [3, 3, 3]
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
    state.city[0].teams_working, state.cadres["team"] = 0, -1
    for post, owners in ((1, [-1] * 4), (0, [0, 1, -1, 1])):
        plain(answers.name_owner_of_each)(state, post)
        assert state.clients.households["owner"].tolist() == owners
    state.city[0].teams_working, state.cadres["team"], state.cadres["department"] = 2, (0, 1, 0), 1
    state.clients.households["owner"] = -1
    plain(answers.name_owner_of_each)(state, 0)  # each team names its own: the first has two, of whom one gets nobody
    assert state.clients.households["owner"].tolist() == [0, 1, -1, 1]
