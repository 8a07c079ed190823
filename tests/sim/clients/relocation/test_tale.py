"""The village from day to day: seven tales, in each of which what was drawn, offered, signed and suffered is told."""

import pytest

from tests.stories import scenario
from tests.tale import Tale, check

FEW = {"households__total": 16, "households__count_per_block": 5, "households__kin_share": 0.4}
FEW |= {"households__attached_share": 0.05, "households__speculator_share": 0.2, "issues__per_household": 1.2}
SHORT = FEW | {"calendar__intervention_day": 90, "calendar__horizon_days": 90}
SEEN = {
    "households": "area value reservation ask attached hardship kin ties trust uncertainty belief pressure visits "
    "last_visit visitor open_issues worries owner signed_ties signed_at price conditional petition unwilling "
    "court_stage joint prepared answer unpaid",
    "book": "signed left last_signature window_start bound petitions unwilling money funds best_price first_price "
    "voided next_window recalled raised pace",
    "matters": "key client first clearances effort effort_sigma measured team slot filed closed competences kind "
    "ruling exception attempt closed_falsely solved",
    "samples": "signed trust",
    "clearances": "matter ordinal after competence lands",
    "city": "on_file abandoned lived",
    "city.ledger": "contacts closed solved",
}
CONCESSION = {"offer__policy": "concession", "offer__rounds": [0.0, 40.0], "work__false_closing": 0.3}
THRESHOLD = {"offer__policy": "threshold", "offer__rounds": [0.0, 60.0, 120.0], "offer__threshold": 0.5}
COURT = {"negotiation__compulsion": True, "negotiation__compulsion_after": 30.0, "offer__rounds": [0.0]}
COURT |= {"negotiation__compulsion_duration": 90.0, "negotiation__compulsion_refusal": 0.3, "offer__ceiling": 20.0}
COURT |= {"households__reservation_median": 1.5, "work__abandon_below": 0.3, "calendar__horizon_days": 150}
LONG = {"calendar__intervention_day": 330, "work__abandon_below": 0.5, "households__total": 12}
DRAWN = {"households__adequacy_sigma": 0.3, "households__pace_sigma": 0.5, "households__joint_share": 0.5}
DRAWN |= {"issues__load_sigma": 0.3, "households__adequacy_median": 1.1, "work__client_median": 8.0}
SOUNDED = {"offer__sounded": True, "offer__opening": 40.5, "offer__contingent": True, "offer__threshold": 0.8}
SOUNDED |= {"offer__recalls": 1, "offer__recall_after": 15.0, "offer__window": 25.0, "offer__rounds": [0.0, 30.0]}
HAGGLED = {"offer__policy": "haggling", "offer__rounds": [0.0], "offer__ceiling": 0.8, "offer__low_offer": 0.3}
TALES = {
    "concession": Tale(scenario, "task_force", SHORT | CONCESSION, SEEN, every=15),
    "left": Tale(scenario, "siloed", SHORT | LONG | {"offer__ceiling": 15.0}, SEEN, seed=4, every=60),
    "uniform": Tale(
        scenario, "task_force", SHORT | CONCESSION | {"households__reservation_law": "uniform"}, SEEN, seed=5, every=30
    ),
    "threshold": Tale(scenario, "siloed", SHORT | THRESHOLD | {"offer__window": 20.0}, SEEN, seed=2, every=15),
    "sounded": Tale(scenario, "task_force", SHORT | DRAWN | SOUNDED, SEEN, seed=6, every=15),
    "haggled": Tale(scenario, "lead_agency", SHORT | DRAWN | HAGGLED, SEEN, seed=7, every=15),
    "court": Tale(scenario, "redesigned_silo", SHORT | COURT, SEEN, seed=3, every=15),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
