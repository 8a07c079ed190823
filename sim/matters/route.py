"""Routes: to which desk a piece of project work goes; a set for the departments of each place, and for each team."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.rows import Rows
from sim.matters.state import Clearance, Matter, Route
from sim.state.city import CityRow


@compiled
def slot_of(city: CityRow, t: int, place: int) -> int:
    """First of the routes that work of team *t* takes, -1 for the departments', at one place."""
    return ((1 + t) * city.places + place) * city.competences


@compiled
def team_for(teams: int, blocks: int, block: int, key: int) -> int:
    """The team, of so many, that serves this *block* for this *key*.

    *Rule*: teams share out the blocks in turn; where there are more teams than blocks, those of one block share
    its matters by their key.
    """
    if teams <= blocks:
        return block % teams
    return block + blocks * (key % ((teams - block - 1) // blocks + 1))


@compiled
def serves_block(team: int, teams: int, blocks: int, block: int) -> bool:
    """Whether *team*, of so many, serves *block*."""
    if teams <= blocks:
        return block % teams == team
    return team % blocks == block


@compiled
def home_route(city: CityRow, matter: Matter, competence: int) -> int:
    """Row of the route that a matter's clearance in *competence* takes where no team works on it."""
    return matter.place * city.competences + competence


@compiled
def desk_for(city: CityRow, matter: Matter, clearance: Clearance, routes: Rows[Route]) -> int:
    """The desk where a clearance is worked on: its team's, or at home where there is none or a team sent it back."""
    if clearance.at_home:
        return routes[home_route(city, matter, clearance.competence)].desk
    return routes[matter.slot + clearance.competence].desk


@compiled
def first_desk(matter: Matter, clearances: Rows[Clearance], routes: Rows[Route]) -> int:
    """The desk where a matter is kept: that of its first clearance."""
    return routes[matter.slot + clearances[matter.first].competence].desk
