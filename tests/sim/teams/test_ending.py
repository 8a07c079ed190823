"""How a team ends: its task is done, nothing moves any more, few cases are left, or its window closes."""

import pytest

from sim.config import load_scenario
from sim.measures.values import measure
from sim.task_forces.state import TeamStage
from tests.stories import ends, numbers, scenario

STUCK = {"households__attached_share": 0.05, "households__total": 60, "calendar__intervention_day": 400}
STUCK |= {"calendar__horizon_days": 365}


def team_of(**changes):
    """The one team of a village in which some never sign, the city's row and the measures."""
    told = scenario("task_force", resources="closed", **(STUCK | changes))
    past, end = ends(told)
    return end.teams[0], end.city[0], measure(past, end, numbers(told).arm, 14.0)


def test_a_team_that_is_never_closed_works_to_the_horizon():
    team, _, measures = team_of(staffing__stop_after=0)
    assert team.stage == TeamStage.WORKING
    assert measures["team_ended"] == 0.0
    assert measures["team_days"] == 365.0 - 14.0


@pytest.mark.parametrize("days", [20, 60])
def test_a_team_ends_when_nothing_has_moved_for_so_long(days):
    """Exactly so many days after the last signature or closing, and it has not finished."""
    team, _, measures = team_of(staffing__stop_after=days)
    assert team.stage == TeamStage.DISSOLVED
    assert measures["team_ended"] == 1.0
    assert measures["households_left"] > 0
    assert not team.finished
    assert measures["team_days"] == team.dissolved - team.first_day
    longer, _, _ = team_of(staffing__stop_after=days + 1)
    assert longer.dissolved >= team.dissolved + 1.0


def test_a_team_hands_the_last_cases_back():
    team, city, measures = team_of(staffing__hand_back=6)
    assert team.stage == TeamStage.DISSOLVED
    assert team.dissolved < city.until
    assert measures["households_left"] <= 6.0


def test_a_window_ends_it_whatever_moves():
    team, city, _ = team_of(resources__team_window=30, staffing__stop_after=300)
    assert team.dissolved == city.intervention + 30.0


def test_a_team_with_a_task_of_its_own_gives_it_up_once():
    """A project that a team has left to the departments is not given to the next team."""
    told = load_scenario("city_portfolio", ["coordination=task_force", "staffing.stop_after=10"])
    _, end = ends(told)
    projects = end.clients.projects
    assert (projects["given_up"]).any()
    assert (projects["team"][projects["given_up"]] < 0).all()
    given_up = projects[projects["given_up"]]
    turns = [sum(1 for life in end.lives[: end.city[0].lived] if life.project == p and life.stage == TeamStage.CALLED)
             for p in range(len(projects)) if projects[p].given_up]  # fmt: skip
    assert set(turns) == {1}
    assert len(given_up) == len(turns)
