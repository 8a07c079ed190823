"""Routes: which team serves which block, and which route its work takes."""

import pytest

from sim.matters.route import desk_for, first_desk, home_route, serves_block, slot_of, team_for
from sim.matters.state import Clearance, Matter, Route
from sim.state.city import CityRow


@pytest.mark.parametrize(
    ("teams", "served"), [(1, [[0, 1, 2, 3, 4]]), (2, [[0, 2, 4], [1, 3]]), (5, [[0], [1], [2], [3], [4]])]
)
def test_teams_share_out_the_blocks_in_turn(teams, served):
    for team, blocks in enumerate(served):
        assert [block for block in range(5) if serves_block(team, teams, 5, block)] == blocks
        assert all(team_for(teams, 5, block, key) == team for block in blocks for key in (0, 7))


def test_where_there_are_more_teams_than_blocks_those_of_a_block_share_its_matters_by_their_key():
    """Two blocks, five teams: the first block is that of teams 0, 2 and 4, the second that of 1 and 3."""
    assert [team_for(5, 2, 0, key) for key in range(4)] == [0, 2, 4, 0]
    assert [team_for(5, 2, 1, key) for key in range(4)] == [1, 3, 1, 3]
    assert [t for t in range(5) if serves_block(t, 5, 2, 0)] == [0, 2, 4]
    assert [t for t in range(5) if serves_block(t, 5, 2, 1)] == [1, 3]


def test_routes_are_counted_by_team_then_place_then_competence():
    city = CityRow.make(1)[0]
    city.places, city.competences = 3, 4
    assert [slot_of(city, t, place) for t, place in ((-1, 0), (-1, 2), (0, 0), (1, 1))] == [0, 8, 12, 28]


def test_work_goes_to_its_teams_desk_unless_it_was_sent_home():
    city, matter = CityRow.make(1)[0], Matter.make(1)[0]
    city.places, city.competences = 2, 3
    matter.place, matter.slot, matter.first = 1, 6, 1
    routes, clearances = Route.make(12), Clearance.make(2)
    routes["desk"] = range(100, 112)
    clearances["competence"] = [1, 2]
    assert home_route(city, matter, 2) == 5
    assert desk_for(city, matter, clearances[1], routes) == 108
    clearances[1].at_home = True
    assert desk_for(city, matter, clearances[1], routes) == 105
    assert first_desk(matter, clearances, routes) == 108
