"""Routes: to which desk a piece of project work goes; one set of routes for the departments, one for each team."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.task_forces.state import AT_WORK


@compiled
def slot_of(city, projects, teams, block, key, competences):
    """First of the routes that work of this *block* and *key* takes: a team's while teams work, else the departments'.

    *Rule*: teams share out the blocks in turn; where there are more teams than blocks, those of one block share
    its matters by their key. Where every team has a project of its own, it takes that project's work and no other.
    """
    if len(projects) > 0:
        t = projects[block].team
        return (1 + t) * competences if t >= 0 and teams[t].stage in AT_WORK else 0
    if city.teams_working == 0:
        return 0
    return (1 + team_for(city.teams_working, city.blocks, block, key)) * competences


@compiled
def team_for(teams, blocks, block, key):
    """The team, of so many, that serves this *block* for this *key*."""
    if teams <= blocks:
        return block % teams
    return block + blocks * (key % ((teams - block - 1) // blocks + 1))


@compiled
def serves_block(team, teams, blocks, block):
    """Whether *team*, of so many, serves *block*."""
    if teams <= blocks:
        return block % teams == team
    return team % blocks == block


@compiled
def desk_for(matter, clearance, routes):
    """The desk where a clearance is worked on: its team's, or at home where there is none or a team sent it back."""
    if clearance.at_home:
        return routes[clearance.competence].desk
    return routes[matter.slot + clearance.competence].desk


@compiled
def first_desk(matter, clearances, routes):
    """The desk where a matter is kept: that of its first clearance."""
    return routes[matter.slot + clearances[matter.first].competence].desk
