"""The ingredients: turning one off acts through its mechanism, and through nothing else."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.config import CONFIGS
from sim.coordination.ingredients import INGREDIENTS as TABLE
from sim.coordination.parameters import Coordination
from sim.departments.state import DeskKind
from tests.stories import ends, equal, numbers, scenario

ELSEWHERE = {"files_first", "delegated", "focused_home", "visit_days", "far_presence"}  # tests of their own
OF_AN_OFFICE = {"platform", "forecasts", "stores", "optimiser", "order_power"}  # (tests/sim/clients/sites)
NOT_IN_THE_BUNDLE = {"title", "team", "meeting_days", "routinised", "standing"} | ELSEWHERE | OF_AN_OFFICE
INGREDIENTS = [name for name in Coordination.model_fields if name not in NOT_IN_THE_BUNDLE]
STORY = {"households__total": 60, "calendar__intervention_day": 60, "calendar__horizon_days": 200}
STORY |= {"issues__per_household": 0.9, "issues__tangled_share": 0.3, "households__kin_share": 0.3}


def working_team(**changes):
    """A city on the team's tenth working day."""
    told = scenario("task_force", **(STORY | {"calendar__intervention_day": 20} | changes))
    records = numbers(told)
    state = live(initialise(told, records, 1), records, 20.0)
    intervene(state, told, records, 0.0)
    return live(state, records, 20.0 + told.staffing.setup_days + 10.0)


def without(name: str) -> dict:
    """The ingredient off, and with it what needs it."""
    needing = [one.name for one in TABLE if name in one.requires]
    return {f"coordination__{one}": False for one in (name, *needing)}


@pytest.mark.parametrize("name", INGREDIENTS)
def test_every_ingredient_matters(name):
    """No line of task_force.yaml is decoration: without it the city ends elsewhere."""
    assert not equal(
        ends(scenario("task_force", **STORY))[1], ends(scenario("task_force", **(STORY | without(name))))[1]
    )


@pytest.mark.parametrize("name", INGREDIENTS)
def test_every_ingredient_is_explained_where_it_is_switched_on(name):
    """A reader can follow from task_force.yaml to the file and rule behind each line."""
    lines = (CONFIGS / "coordination" / "task_force.yaml").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith(f"{name}: true"))
    places = [word.strip("(),;:") for word in line.split() if "sim/" in word]
    assert places
    for place in places:
        path = CONFIGS.parent / place.rstrip(":")
        assert path.is_file()
        rule = line.partition(place)[2].lstrip(": ").split(")")[0].split(";")[0].strip(": ")
        assert not rule or f"def {rule}(" in path.read_text(encoding="utf-8"), (name, place, rule)


def test_pooled_one_desk_holds_all_competences_else_one_each():
    for pooled in (True, False):
        state = working_team(**({} if pooled else without("pooled")))
        team = state.desks[(state.desks["kind"] == DeskKind.TEAM) & (state.desks["holds"] > 0)]
        assert len(team) == (1 if pooled else 12)
        competences = [int(holds).bit_count() for holds in team["holds"]]
        assert competences == ([12] if pooled else [1] * 12)


def test_dedicated_members_do_no_routine_else_they_serve_home_too():
    for dedicated in (True, False):
        state = working_team(coordination__dedicated=dedicated, staffing__member_share=1.0)
        members = state.cadres[(state.cadres["post"] == 2) & (state.cadres["home_desk"] >= 0)]
        assert (members["dedicated"] == dedicated).all()
        seated = state.desks["people"][: len(state.departments)].sum()
        assert seated == state.departments["establishment"].sum() - (len(members) if dedicated else 0)


def test_co_located_desks_share_a_room_and_hand_overs_are_shorter():
    """Nobody signs, so that no file goes back to the departments, whose hand-overs are as long as ever."""
    parts = {}
    for together in (True, False):
        changes = without("pooled") | {
            "coordination__co_located": together,
            "offer__base_price": 0.0,
            "work__transfer_sigma": 0.0,
        }
        _, end = ends(scenario("task_force", **(STORY | changes)))
        parts[together] = end.matters["handover_time"].sum() / end.city[0].ledger.handovers
    assert parts[True] < 0.5 * parts[False]


def test_parallel_clearances_are_under_way_at_once():
    for parallel in (True, False):
        state = working_team(**without("pooled"), coordination__parallel=parallel)
        open_matters = state.matters[state.matters["stage"] == 1]
        under_way = open_matters["serving"] + open_matters["queued"] + open_matters["moving"] + open_matters["floored"]
        assert len(open_matters) > 0
        assert (under_way.max() > 1) == parallel


def test_authority_rules_at_the_desk_else_the_forum_does():
    for authority in (True, False):
        past, end = ends(scenario("task_force", **(STORY | {"coordination__authority": authority})))
        rulings = int(end.city[0].ledger.rulings)
        in_forum = int(end.city[0].forum.ruled - past.city[0].forum.ruled)
        assert rulings > 5
        assert (in_forum < rulings / 2) == authority


def test_ownership_gives_every_household_one_face():
    for ownership in (True, False):
        state = working_team(coordination__ownership=ownership)
        left = state.clients.households[~state.clients.households["signed"]]
        assert (left["owner"] >= 0).all() == ownership


def test_selected_members_are_the_best_of_their_departments():
    best, dutiful = (working_team(coordination__selected=chosen) for chosen in (True, False))
    merit = [np.mean((s.cadres["skill"] + s.cadres["rapport"])[s.cadres["post"] == 2]) for s in (best, dutiful)]
    assert merit[0] > merit[1]
    for d in range(12):
        own = best.cadres[(best.cadres["department"] == d) & (best.cadres["home_desk"] >= 0)]
        worth = own["skill"] + own["rapport"]
        assert worth[own["post"] == 2].min() >= worth[own["post"] == 0].max()


def test_evaluated_teams_close_falsely():
    watched, unwatched = (
        ends(scenario("task_force", **(STORY | {"coordination__evaluated": on, "evaluation__false_closing": 0.4})))[1]
        for on in (True, False)
    )
    unsolved = [int(end.city[0].ledger.closed - end.city[0].ledger.solved) for end in (watched, unwatched)]
    assert unsolved[0] > 3
    assert unsolved[0] > unsolved[1]


@pytest.mark.parametrize("arm", ["siloed", "task_force"])
def test_whoever_calls_sooner_presses_with_or_without_a_team(arm):
    often, seldom = (ends(scenario(arm, **(STORY | {"coordination__visit_days": days})))[1] for days in (3.0, 0.0))
    assert often.city[0].ledger.contacts > seldom.city[0].ledger.contacts
    assert often.clients.households["pressure"].mean() > seldom.clients.households["pressure"].mean()


def test_focused_people_keep_few_matters_open():
    for focused, limit in ((True, 1.0), (False, 3.0)):
        state = working_team(coordination__focused=focused)
        assert (state.desks["open_limit"][state.desks["kind"] == DeskKind.TEAM][0]) == limit


def test_shared_data_saves_the_data_requests():
    handovers = [
        ends(
            scenario("task_force", **(STORY | {"coordination__shared_data": shared, "work__data_request_share": 1.0}))
        )[1]
        .city[0]
        .ledger.handovers
        for shared in (True, False)
    ]
    assert handovers[0] < handovers[1]


def test_extended_hours_are_worked_counted_and_tire():
    for extended in (True, False):
        state = working_team(coordination__extended_hours=extended)
        members = state.cadres[state.cadres["post"] == 2]
        assert set(members["days_per_week"]) == ({6} if extended else {5})
        assert (members["overtime"].sum() > 0) == extended
        assert (members["fatigue"].sum() > 0) == extended


def test_a_closed_city_has_no_overtime_and_no_outsiders():
    """Equal resources: the same task force in a closed city works five days with the city's own people."""
    told = scenario("task_force", "equal_routine", **STORY)
    _, end = ends(told)
    assert end.cadres["overtime"].sum() == 0
    assert end.teams[0].outsiders == 0
    assert told.resources.care_package == 0.0
