"""Visitors: all members of a team call, each on their own; whoever owns the files takes along what they wait for."""

import pytest

from sim.cadres.state import Post
from sim.clients import callers
from sim.clients.relocation import answers, visiting
from sim.clients.relocation.rules.visit import is_fetched
from sim.core.event_kinds import EventKind
from sim.core.purposes import FETCHED
from sim.core.randomness import uniform
from sim.departments.state import DeskKind
from sim.matters.state import ClearanceStage, MatterStage
from tests.plain import plain
from tests.sim.clients.relocation.test_rules import regime, settled
from tests.sim.test_conservation import check_jobs, check_matters
from tests.stories import SMALL, agenda, ends, scenario


def test_who_calls_is_the_visitor_by_trade_or_all_in_turn():
    """Competence 1 by trade; where all of a desk of competences 0 and 2 call, by the household's place; or its own."""
    state = settled(4)
    state.clients.book[0].visit_competence = 1
    desk = state.desks[1]
    for all_visit, holds, owners, called in (
        (False, 0b101, (-1, -1, -1, 2), [1, 1, 1, 1]), (True, 0b101, (-1, -1, -1, -1), [0, 2, 0, 2]),
        (True, 0b101, (-1, -1, 0, 2), [0, 2, 0, 2]), (True, 0b101, (2, 0, -1, 1), [2, 0, 0, 1]),
        (True, 0, (2, 0, -1, 1), [1, 1, 1, 1]),
    ):  # fmt: skip
        desk.all_visit, desk.holds, state.clients.households["owner"] = all_visit, holds, owners
        homes = state.clients.households
        assert [plain(callers.caller_of)(state, home, 1) for home in homes] == called


def test_owners_are_named_among_those_who_call():
    """Two of competence 1, one of 0: in a team in which all call, members of all competences that it holds."""
    state = settled(4)
    state.clients.book[0].visit_competence = 1
    state.cadres["department"] = state.cadres["competence"] = (1, 1, 0)
    state.cadres["post"], state.cadres["team_desk"] = Post.IN_TEAM, 2
    team = state.desks[2]
    for all_visit, holds, owners in (
        (False, 0b11, [0, 1, 0, 1]), (True, 0b11, [0, 1, 2, 0]), (True, 0b01, [2, 2, 2, 2]), (True, 0b10, [0, 1, 0, 1]),
    ):  # fmt: skip
        team.all_visit, team.holds = all_visit, holds
        plain(answers.name_owner_of_each)(state, int(Post.IN_TEAM))
        assert state.clients.households["owner"].tolist() == owners
    state.cadres["team_desk"] = -1
    assert [plain(callers.calls)(state, c, 1) for c in range(3)] == [True, True, False]
    state.cadres["team_desk"], state.cadres["post"] = 2, Post.AT_HOME
    team.all_visit, team.holds = True, 0b01
    assert [plain(callers.calls)(state, c, 1) for c in range(3)] == [True, True, False]


def team_of(all_visit):
    """A village whose team of many competences has worked for 46 days, hardly anybody having been visited before."""
    changes = SMALL | {"calendar__intervention_day": 0, "calendar__horizon_days": 60, "households__total": 150}
    return ends(scenario("task_force", "closed", coordination__all_visit=all_visit, **changes), 2)[1]


def test_more_than_one_calls_where_every_member_does():
    """On, people of several departments visit; off, those of one: who has signed by then differs."""
    found = {}
    for all_visit in (True, False):
        end = team_of(all_visit)
        homes = end.clients.households
        assert end.desks["all_visit"][end.desks["kind"] == DeskKind.TEAM].any() == all_visit
        assert not end.desks["all_visit"][end.desks["kind"] != DeskKind.TEAM].any()
        last = homes["visitor"][homes["last_visit"] > end.teams[0].first_day + 1]
        departments = {int(end.cadres[c].department) for c in last}
        found[all_visit] = (len(departments), len(set(last.tolist())), homes["signed_at"].copy())
    assert found[False][0] == 1
    assert found[True][0] >= 4
    assert found[True][1] > found[False][1]
    assert (found[True][2] != found[False][2]).sum() > 10


def test_whether_a_visit_brings_what_a_clearance_waits_for_is_a_draw_a_visit():
    state = settled(1, matters=2)
    seen = set()
    for visits in range(20):
        home, clearance, matter = state.clients.households[0], state.clearances[1], state.matters[1]
        home.visits, matter.key = visits, 7
        draw = uniform(1, FETCHED, 7, clearance.ordinal, visits)
        for share, brought in ((draw, False), (draw + 1e-9, True), (0.0, False), (1.0, True)):
            told = regime(negotiation__fetch_share=share).negotiation
            assert plain(is_fetched)(1, home, clearance, matter, told) == brought
        seen.add(draw)
    assert len(seen) == 20


@pytest.mark.parametrize("owns", [True, False])
def test_papers_are_taken_along_by_whoever_owns_the_files(owns):
    """Two matters of household 1, one of another household: what its own wait for lands with the visit, once."""
    state = settled(2, matters=3)
    home = state.clients.households[1]
    home.first_matter, home.issues, home.filed = 0, 2, True
    state.clearances["stage"] = ClearanceStage.QUEUED
    state.clearances["stage"][[1, 2, 4]] = ClearanceStage.WITH_CLIENT
    state.matters["stage"] = MatterStage.OPEN
    state.desks[1].owns = owns
    plain(visiting.visit)(state, 9.0, 1, 0, 1, regime(negotiation__fetch_share=1.0))
    lands = [(9.0, EventKind.LAND, 1), (9.0, EventKind.LAND, 2)]
    assert agenda(state.heap, state.city[0]) == (lands if owns else [])
    assert state.clearances["lands"].tolist() == ([0, 9.0, 9.0, 0, 0, 0] if owns else [0] * 6)


def test_fetched_papers_save_days_with_the_client_and_come_in_once():
    """In a whole city: where everything is fetched files wait less for clients, and no job is there twice."""
    waits = {}
    for share in (0.0, 1.0):
        told = scenario(
            "redesigned_silo", "closed", issues__per_household=1.5, work__client_median=30.0, work__returned_share=0.5,
            negotiation__fetch_share=share, **(SMALL | {"calendar__intervention_day": 0}),
        )  # fmt: skip
        end = ends(told, 4)[1]
        check_jobs(end)
        check_matters(end)
        done = end.clearances["attempt"][end.clearances["stage"] == ClearanceStage.DONE]
        waits[share] = (end.matters["client_time"].sum(), len(done))
    assert waits[1.0][0] < 0.7 * waits[0.0][0]
    assert waits[1.0][1] >= waits[0.0][1]
